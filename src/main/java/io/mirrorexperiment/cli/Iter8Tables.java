package io.mirrorexperiment.cli;

import io.mirrorexperiment.spec.iter8.Goal;
import io.mirrorexperiment.spec.iter8.ObservedExperiment;
import io.mirrorexperiment.spec.iter8.Reward;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What an Iter8 experiment has measured, a column for each version. Values and limits have three decimals, rounded towards the greater, as
 * iter8ctl does.
 *
 * @param experiment of which
 */
record Iter8Tables(ObservedExperiment experiment) {
    private static final String UNAVAILABLE = "unavailable";

    /** Line ends, and what plays tricks on terminals: the object is somebody else's. */
    private static final Pattern TRICKS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029]");

    /** The values of rewards; the best is marked, the first of several. */
    String rewards() {
        Grid grid = grid("Reward");
        for (Reward reward : experiment.rewards()) {
            String better = reward.preferred() == Reward.Direction.HIGH ? " (higher better)" : " (lower better)";
            Optional<BigDecimal> best = best(reward);
            Optional<String> winner = experiment.versions().stream()
                    .filter(version ->
                            best.isPresent() && raw(reward.metric(), version).equals(best))
                    .findFirst();
            grid.row(row(
                    reward.metric() + better,
                    version -> value(reward.metric(), version) + (winner.equals(Optional.of(version)) ? " *" : "")));
        }
        return grid.text();
    }

    /** Which objectives are satisfied. */
    String objectives() {
        Grid grid = grid("Objective");
        for (int i = 0; i < experiment.objectives().size(); i++) {
            int objective = i;
            grid.row(row(words(experiment.objectives().get(i)), version -> experiment
                    .status()
                    .analysis()
                    .satisfies(version, objective)
                    .map(String::valueOf)
                    .orElse(UNAVAILABLE)));
        }
        return grid.text();
    }

    /** The values of all metrics. */
    String metrics() {
        Grid grid = grid("Metric");
        experiment.status().metrics().forEach(metric -> {
            String units = metric.units().map(unit -> " (" + unit + ")").orElse("");
            grid.row(row(metric.name() + units, version -> value(metric.name(), version)));
        });
        return grid.text();
    }

    /** Text in one line that is safe to print. */
    static String plain(String text) {
        return TRICKS.matcher(text).replaceAll(" ");
    }

    private Optional<BigDecimal> best(Reward reward) {
        var values = experiment.versions().stream().flatMap(version -> raw(reward.metric(), version).stream());
        return reward.preferred() == Reward.Direction.HIGH
                ? values.max(BigDecimal::compareTo)
                : values.min(BigDecimal::compareTo);
    }

    private static String words(Goal goal) {
        return goal.lowerLimit().map(limit -> decimals(limit) + " <= ").orElse("")
                + goal.metric()
                + goal.upperLimit().map(limit -> " <= " + decimals(limit)).orElse("");
    }

    private Optional<BigDecimal> raw(String metric, String version) {
        return experiment.status().analysis().value(metric, version);
    }

    private String value(String metric, String version) {
        return raw(metric, version).map(Iter8Tables::decimals).orElse(UNAVAILABLE);
    }

    private static String decimals(BigDecimal value) {
        return value.setScale(3, RoundingMode.CEILING).toPlainString();
    }

    private Grid grid(String head) {
        return new Grid(row(head, version -> version));
    }

    private List<String> row(String first, Function<String, String> cell) {
        List<String> row = new ArrayList<>();
        row.add(plain(first));
        experiment.versions().forEach(version -> row.add(plain(cell.apply(version))));
        return row;
    }
}
