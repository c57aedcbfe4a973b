package io.mirrorexperiment.cli;

import io.mirrorexperiment.spec.iter8.ObservedExperiment;
import io.mirrorexperiment.spec.iter8.ObservedStatus;
import io.mirrorexperiment.spec.iter8.ObservedStatus.Winner;
import java.util.List;

/** An Iter8 experiment in the layout of {@code iter8ctl describe} 0.1.5; what is not known is {@code unavailable}. */
final class Iter8Description {
    private static final List<String> CANARY = List.of(
            "If the candidate version satisfies the experiment objectives, then it is the winner.",
            "Otherwise, if the baseline version satisfies the experiment objectives, it is the winner.",
            "Otherwise, there is no winner.");
    private static final List<String> CONFORMANCE = List.of(
            "If the version being validated; i.e., the baseline version, satisfies the experiment objectives, it is the winner.",
            "Otherwise, there is no winner.");

    private final ObservedExperiment experiment;
    private final ObservedStatus status;
    private final StringBuilder text = new StringBuilder();

    private Iter8Description(ObservedExperiment experiment) {
        this.experiment = experiment;
        this.status = experiment.status();
    }

    /** The whole text; its last line is empty. */
    static String of(ObservedExperiment experiment) {
        return new Iter8Description(experiment).written();
    }

    private String written() {
        overview();
        progress();
        if (status.completedIterations() > 0) {
            status.analysis().winner().ifPresent(this::winner);
            tables();
        }
        return text.append('\n').toString();
    }

    private void overview() {
        section("Overview");
        fact("Experiment name", experiment.name());
        fact("Experiment namespace", experiment.namespace());
        fact("Target", experiment.target());
        fact("Testing pattern", experiment.testingPattern());
        fact("Deployment pattern", experiment.deploymentPattern().orElse("Progressive"));
    }

    private void progress() {
        section("Progress Summary");
        status.stage().ifPresent(stage -> fact("Experiment stage", stage));
        fact("Number of completed iterations", String.valueOf(status.completedIterations()));
    }

    private void winner(Winner winner) {
        section("Winner Assessment");
        boolean conformance = experiment.testingPattern().equals("Conformance");
        rules().forEach(this::remark);
        if (!conformance && !experiment.versions().isEmpty()) {
            fact("App versions in this experiment", "[" + String.join(" ", experiment.versions()) + "]");
        }
        fact("Winning version", winner.version().orElse("not found"));
        if (!conformance) {
            status.recommended().ifPresent(version -> fact("Version recommended for promotion", version));
        }
    }

    private List<String> rules() {
        return switch (experiment.testingPattern()) {
            case "Canary" -> CANARY;
            case "Conformance" -> CONFORMANCE;
            default -> List.of();
        };
    }

    private void tables() {
        Iter8Tables tables = new Iter8Tables(experiment);
        boolean assessed = status.analysis().satisfied().isPresent();
        if (assessed && !experiment.rewards().isEmpty()) {
            section("Reward Assessment");
            remark("Identifies values of reward metrics for each version. The best version is marked with a '*'.");
            text.append(tables.rewards());
        }
        if (assessed && !experiment.objectives().isEmpty()) {
            section("Objective Assessment");
            remark("Identifies whether or not the experiment objectives are satisfied by the most recently observed"
                    + " metrics values for each version.");
            text.append(tables.objectives());
        }
        if (status.analysis().values().isPresent()) {
            section("Metrics Assessment");
            remark("Most recently read values of experiment metrics for each version.");
            text.append(tables.metrics());
        }
    }

    private void section(String name) {
        text.append("\n****** ").append(name).append(" ******\n");
    }

    private void fact(String name, String value) {
        text.append(name).append(": ").append(Iter8Tables.plain(value)).append('\n');
    }

    private void remark(String sentence) {
        text.append("> ").append(sentence).append('\n');
    }
}
