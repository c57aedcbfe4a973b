package io.mirrorexperiment.spec;

import io.mirrorexperiment.validation.Launch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of the one chart of Iter8 0.11 to 0.13; of its tasks none is run yet that needs more than counters of Istio's. */
record TasksChartForm(boolean inCluster) implements ChartForm {
    private static final Map<String, String> TASKS = Map.of(
            "http", "sends requests of its own, and copies of live ones are judged here",
            "grpc", "sends requests of its own, and copies of live ones are judged here",
            "abnmetrics", "compares versions by rewards of users, whom a dark version does not have",
            "ready", "waits for objects; use kubectl wait before the launch, or `requires` in a spec of this program",
            "slack",
                    "tells somebody; let the pipeline around `assert` do that, or `notifications` in a spec of this program",
            "github",
                    "tells somebody; let the pipeline around `assert` do that, or `notifications` in a spec of this program",
            "custommetrics", "asks templates of queries",
            "assess", "holds what other tasks collect against limits");

    @Override
    public Piece defaults() {
        return new Piece.Mapping(List.of(), Place.PARAMETER);
    }

    @Override
    public Optional<Launch> read(Field values) {
        Section top = Section.anyWords(values);
        List<String> tasks = top.read("tasks", Field::items).orElse(List.of()).stream()
                .flatMap(item -> item.text().stream())
                .toList();
        String said = tasks.isEmpty()
                ? "tasks={…} is missing"
                : String.join(
                        "; ",
                        tasks.stream()
                                .map(task ->
                                        "task " + task + " " + TASKS.getOrDefault(task, "is none of Iter8's tasks"))
                                .toList());
        return values.wrong("-c iter8: " + said + ". To validate a workload behind Istio launch -c "
                + ChartReader.SLO_VALIDATION_ISTIO + ", with the same SLOs as --set SLOs.istio/error-rate=0");
    }
}
