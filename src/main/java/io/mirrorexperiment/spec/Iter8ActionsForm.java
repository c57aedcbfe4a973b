package io.mirrorexperiment.spec;

import io.mirrorexperiment.spec.iter8.Iter8Experiment;
import io.mirrorexperiment.spec.iter8.StartAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The actions of an Iter8 experiment that a run knows: those of start that wait for something. All others are refused by name.
 *
 * @param experiment whose they are
 */
record Iter8ActionsForm(Iter8Experiment experiment) {
    private static final List<String> RUN_BY_ITER8 = List.of("start", "loop", "finish");
    private static final String NOT_RUN = "; a run starts no commands, scripts or messages of a spec: ";
    private static final String PIPELINE =
            NOT_RUN + "make it a step of your pipeline, before the gate or after it, by its exit code";
    private static final Map<String, String> WAYS_OUT = Map.of(
            "common/promote-kubectl", NOT_RUN + "ask the gate for the promotion, or make it a step after the gate",
            "metrics/collect",
                    "; a run sends no requests of its own, it judges the copies of live ones: remove it, or send them in your pipeline",
            "notification/slack", NOT_RUN + "let your pipeline tell what the report says",
            "notification/http", NOT_RUN + "let your pipeline tell what the report says");

    /** What is waited for before the first look. */
    List<StartAction> read(Section actions) {
        List<StartAction> start = new ArrayList<>();
        for (String occasion : actions.words()) {
            List<Field> tasks = actions.read(occasion, Field::items).orElse(List.of());
            if (!RUN_BY_ITER8.contains(occasion)) {
                actions.notes().byDefault(actions.pathOf(occasion), "Iter8 never runs it, and nor does a run");
            } else if (occasion.equals("start")) {
                tasks.forEach(task -> start(task).ifPresent(start::add));
            } else {
                tasks.forEach(task -> refuse(task, Section.anyWords(task)));
            }
        }
        return start;
    }

    private Optional<StartAction> start(Field field) {
        Section task = Section.anyWords(field);
        String name = task.read("task", Field::verbatim).orElse("");
        boolean known = name.equals("knative/init-experiment") || name.equals("common/readiness");
        if (!known) {
            refuse(field, task);
            return Optional.empty();
        }
        task.refuse("if", "what is waited for is waited for always; remove the condition");
        return name.equals("common/readiness") ? new Iter8ReadinessForm(experiment).read(task) : knative(field);
    }

    private static void refuse(Field field, Section task) {
        String name = task.read("task", Field::verbatim).orElse("");
        if (name.isEmpty()) {
            task.refuse("run", "is a script" + PIPELINE);
        } else {
            task.find("task").orElse(field).wrong("is " + Shown.quoted(name) + WAYS_OUT.getOrDefault(name, PIPELINE));
        }
    }

    private Optional<StartAction> knative(Field field) {
        String[] target = experiment.target().split("/", -1);
        Optional<String> revision = experiment
                .versions()
                .map(versions -> versions.baseline().values().getOrDefault("revision", ""))
                .filter(name -> !name.isEmpty());
        if (target.length != 2 || target[0].isEmpty() || target[1].isEmpty()) {
            return field.wrong(
                    "knative/init-experiment needs a target that names a Knative Service, as in default/sample-app, not "
                            + Shown.quoted(experiment.target()));
        }
        return revision.isEmpty()
                ? field.wrong(
                        "knative/init-experiment needs a variable revision of the baseline, the name of its Knative revision")
                : Optional.of(new StartAction.KnativeReady(target[0], target[1], revision.get()));
    }
}
