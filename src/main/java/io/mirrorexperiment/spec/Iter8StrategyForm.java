package io.mirrorexperiment.spec;

import io.mirrorexperiment.spec.iter8.Iter8Task;
import io.mirrorexperiment.spec.iter8.Strategy;
import io.mirrorexperiment.spec.iter8.Strategy.DeploymentPattern;
import io.mirrorexperiment.spec.iter8.Strategy.TestingPattern;
import io.mirrorexperiment.spec.iter8.Strategy.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How an Iter8 experiment goes about it, with its tasks. */
final class Iter8StrategyForm {
    private static final Form<Integer> PERCENT = Numbers.whole(0, 100);
    private static final int ALL = 100;
    private static final int STEP = 10;

    private Iter8StrategyForm() {}

    static Strategy read(Section strategy, TestingPattern testing) {
        DeploymentPattern deployment =
                strategy.read("deploymentPattern", Iter8Words.DEPLOYMENT).orElse(DeploymentPattern.PROGRESSIVE);
        return new Strategy(
                testing, deployment, actions(strategy), strategy.read("weights", Iter8StrategyForm::weights));
    }

    private static Map<String, List<Iter8Task>> actions(Section strategy) {
        Map<String, List<Iter8Task>> actions = new LinkedHashMap<>();
        List<Field> occasions = strategy.find("actions").map(Section::free).orElse(List.of());
        for (Field occasion : occasions) {
            String word = occasion.path().substring(strategy.pathOf("actions").length() + 1);
            List<Field> tasks = occasion.items().orElse(List.of());
            actions.put(
                    word, tasks.stream().flatMap(task -> task(task).stream()).toList());
        }
        return actions;
    }

    private static Optional<Iter8Task> task(Field field) {
        Section entry = Section.pruned(field, "task", "run", "if", "with");
        Optional<String> task = entry.read("task", Field::verbatim).filter(text -> !text.isEmpty());
        Optional<String> script = entry.read("run", Field::verbatim).filter(text -> !text.isEmpty());
        Map<String, Object> with = entry.find("with").map(Iter8Words::free).orElse(Map.of());
        if (task.isPresent() == script.isPresent()) {
            return field.isMapping()
                    ? field.wrong(
                            "must have exactly one of task and run, and it has " + (task.isPresent() ? "both" : "none"))
                    : Optional.empty();
        }
        return Optional.of(new Iter8Task(task, script, entry.read("if", Field::text), with));
    }

    private static Optional<Weights> weights(Field field) {
        Section weights = Section.pruned(field, "maxCandidateWeight", "maxCandidateWeightIncrement");
        return Optional.of(new Weights(
                weights.read("maxCandidateWeight", PERCENT).orElse(ALL),
                weights.read("maxCandidateWeightIncrement", PERCENT).orElse(STEP)));
    }
}
