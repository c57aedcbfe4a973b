package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How much evidence a run can expect at today's traffic, and what it shows: pure. */
final class SamplePlan {
    /** Evans' rule of three: no failure in n requests bounds the true rate by 3/n with 95 % confidence. */
    private static final double THREE = 3;

    private SamplePlan() {}

    /**
     * Sentences for a person.
     *
     * @param live what the live version did in the baseline window
     */
    static List<String> words(Experiment experiment, Totals live) {
        double window = (double) experiment.baseline().toMillis() / 1000;
        double rate = (double) live.requests() / window;
        if (live.requests() == 0) {
            return List.of("live had no request in the last " + plain(window)
                    + " s, as far as the metrics system remembers: without traffic the run ends inconclusive");
        }
        double seconds = (double) experiment.cadence().interval().toMillis()
                / 1000
                * experiment.cadence().iterations();
        double copies = rate * seconds * experiment.mirror().percent() / 100;
        List<String> words = new ArrayList<>();
        words.add("live has " + plain(rate) + " requests per second; "
                + (experiment.adopted()
                        ? "at most as many are copied by your mirror"
                        : plain(experiment.mirror().percent()) + " % of them are copied")
                + ": about " + Math.round(copies) + " requests are judged over " + plain(seconds) + " s");
        experiment.objectives().forEach(objective -> errors(objective, copies).ifPresent(words::add));
        return words;
    }

    private static java.util.Optional<String> errors(Objective objective, double copies) {
        if (!objective.metric().equals(Metric.ERROR_RATE) || !(objective.limit() instanceof Limit.AtMost most)) {
            return java.util.Optional.empty();
        }
        String allowed = objective.words() + ": meets it with up to " + (long) Math.floor(copies * most.value())
                + " failed requests";
        boolean few = copies * most.value() < THREE;
        return java.util.Optional.of(
                few
                        ? allowed
                                + "; that is little evidence for such a limit, even none failing shows no better than "
                                + plain(100 * THREE / Math.max(copies, THREE)) + " % with 95 % confidence"
                        : allowed);
    }

    private static String plain(double value) {
        return value >= 100 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2g", value);
    }
}
