package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Notification;
import io.mirrorexperiment.experiment.Occasion;
import io.mirrorexperiment.spec.iter8.Iter8Experiment;
import io.mirrorexperiment.spec.iter8.StartAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The actions of an Iter8 experiment that a run knows: those of start that wait for something, and those that tell others. All others are refused by name.
 *
 * @param experiment whose they are
 */
record Iter8ActionsForm(Iter8Experiment experiment) {
    private static final Map<String, List<Occasion>> RUN_BY_ITER8 = Map.of(
            "start", List.of(Occasion.STARTED),
            "loop", List.of(Occasion.JUDGED),
            "finish", Occasion.ENDS);
    private static final List<String> MESSAGES = List.of(Iter8NotificationForm.HTTP, Iter8NotificationForm.SLACK);
    private static final String SEVERAL_LOOPS =
            "tells something after each loop, and a run judges once, after the last; make it a finish action, or write maxLoops: 1";
    private static final String NOT_RUN = "; a run starts no commands and scripts of a spec: ";
    private static final String PIPELINE =
            NOT_RUN + "make it a step of your pipeline, before the gate or after it, by its exit code";
    private static final Map<String, String> WAYS_OUT = Map.of(
            "common/promote-kubectl",
            NOT_RUN + "ask the gate for the promotion, or make it a step after the gate",
            "metrics/collect",
            "; a run sends no requests of its own, it judges the copies of live ones: remove it, or send them in your pipeline");

    /**
     * What the actions ask for.
     *
     * @param start what is waited for before the first look
     * @param told who is told of the run
     */
    record Asked(List<StartAction> start, List<Notification> told) {}

    Asked read(Section actions) {
        Asked asked = new Asked(new ArrayList<>(), new ArrayList<>());
        for (String occasion : actions.words()) {
            List<Field> tasks = actions.read(occasion, Field::items).orElse(List.of());
            if (!RUN_BY_ITER8.containsKey(occasion)) {
                actions.notes().byDefault(actions.pathOf(occasion), "Iter8 never runs it, and nor does a run");
            } else {
                tasks.forEach(task -> read(occasion, task, asked));
            }
        }
        return asked;
    }

    private void read(String occasion, Field field, Asked asked) {
        Section task = Section.anyWords(field);
        Optional<String> message = task.read("task", Field::verbatim).filter(MESSAGES::contains);
        if (message.isPresent()) {
            message(message.get(), occasion, task).ifPresent(asked.told()::add);
        } else if (occasion.equals("start")) {
            start(field, task).ifPresent(asked.start()::add);
        } else {
            refuse(field, task);
        }
    }

    private Optional<Notification> message(String name, String occasion, Section task) {
        if (occasion.equals("loop") && experiment.duration().maxLoops() > 1) {
            task.refuse("task", SEVERAL_LOOPS);
        }
        return new Iter8NotificationForm(experiment)
                .read(name, task, RUN_BY_ITER8.getOrDefault(occasion, Occasion.ENDS));
    }

    private Optional<StartAction> start(Field field, Section task) {
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
