package io.mirrorexperiment.spec;

import io.mirrorexperiment.validation.Launch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A chart of Iter8's that is built in. */
interface ChartForm extends Form<Launch> {
    /** Iter8's charts that generate load themselves, or need what we do not have. */
    Map<String, String> OTHERS = Map.of(
            "load-test-http", "sends requests of its own",
            "load-test-grpc", "sends requests of its own",
            "slo-validation-http", "sends requests of its own");

    /** What the chart itself says, below everything else. */
    Piece defaults();

    /** The chart of a name; a name that is none is noted. */
    static Optional<ChartForm> named(String chart, boolean inCluster, Notes notes) {
        if (chart.equals(ChartReader.SLO_VALIDATION_ISTIO)) {
            return Optional.of(new IstioChartForm(inCluster));
        }
        if (chart.equals(ChartReader.ITER8)) {
            return Optional.of(new TasksChartForm(inCluster));
        }
        String message = OTHERS.containsKey(chart)
                ? "chart " + chart + " " + OTHERS.get(chart)
                        + ", and copies of live ones are judged here; mirror to the" + " version and launch "
                        + ChartReader.SLO_VALIDATION_ISTIO
                : "there is no chart " + Shown.quoted(chart) + meant(chart) + "; built in are "
                        + ChartReader.SLO_VALIDATION_ISTIO + " and " + ChartReader.ITER8;
        notes.mistake("", Place.PARAMETER, "-c: " + message);
        return Optional.empty();
    }

    private static String meant(String chart) {
        return Suggestion.nearest(chart, List.of(ChartReader.SLO_VALIDATION_ISTIO, ChartReader.ITER8))
                .map(word -> "; did you mean " + word + "?")
                .orElse("");
    }
}
