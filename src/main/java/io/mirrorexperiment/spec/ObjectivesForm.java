package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Objective;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All objectives: at least one, none twice. */
final class ObjectivesForm {
    private static final String HINT =
            "without an objective nothing can conform; write at least one, as in - {metric: error-rate, upperLimit: 0.01}";

    private final Mirror mirror;
    private final Weighable weighable;
    private final List<Objective> objectives = new ArrayList<>();
    private final Map<String, String> seen = new HashMap<>();

    private ObjectivesForm(Mirror mirror, Decision decision) {
        this.mirror = mirror;
        this.weighable = new Weighable(decision);
    }

    static List<Objective> read(Section spec, Mirror mirror, Decision decision) {
        if (!spec.has("objectives")) {
            spec.missing("objectives", HINT);
        }
        return spec.find("objectives")
                .flatMap(Field::items)
                .map(items -> new ObjectivesForm(mirror, decision).all(spec, items))
                .orElse(List.of());
    }

    private List<Objective> all(Section spec, List<Field> items) {
        if (items.isEmpty()) {
            spec.refuse("objectives", "is empty; " + HINT);
        }
        items.forEach(item -> ObjectiveForm.read(item).forEach(objective -> add(item, objective)));
        return objectives;
    }

    private void add(Field item, Objective objective) {
        String before = seen.putIfAbsent(
                objective.metric() + " " + objective.limit().getClass().getSimpleName(), item.path());
        if (before != null) {
            item.wrong(
                    "limits " + objective.metric() + " in the same way as " + before + "; keep the one that you mean");
        }
        if (objective.limit() instanceof Limit.AtMostOverLive && mirror.limitsMethods()) {
            item.notes()
                    .byDefault(
                            item.path(),
                            "compares the dark version, which gets " + String.join(", ", mirror.methods())
                                    + " only, with the figures of the live version for all methods");
        }
        weighable.obstacle(objective).ifPresent(item::wrong);
        noteCap(item, objective);
        objectives.add(objective);
    }

    private void noteCap(Field item, Objective objective) {
        boolean open = objective.metric().equals(Metric.LATENCY_MEAN)
                && objective.cap().isEmpty();
        if (open && weighable.decision().rule() == Decision.Rule.SEQUENTIAL) {
            item.notes().byDefault(item.path() + ".cap", "ten times the limit: a request counts as at most that long");
        }
    }
}
