package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Queries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All objectives: at least one, none twice. */
final class ObjectivesForm {
    private static final String HINT =
            "without an objective nothing can conform; write at least one, as in - {metric: error-rate, upperLimit: 0.01}";

    private static final String WATCHED = "are none: copies are watched to the end, and the verdict is inconclusive";

    private final Mirror mirror;
    private final Promotion promotion;
    private final Weighable weighable;
    private final boolean logged;
    private final Optional<Queries> queries;
    private final List<Objective> objectives = new ArrayList<>();
    private final Map<String, String> seen = new HashMap<>();

    private ObjectivesForm(
            Mirror mirror, Decision decision, Promotion promotion, boolean logged, Optional<Queries> queries) {
        this.mirror = mirror;
        this.promotion = promotion;
        this.weighable = new Weighable(decision);
        this.logged = logged;
        this.queries = queries;
    }

    /** Reads them; {@code logged} tells whether there are access logs to find pairs in. */
    static List<Objective> read(
            Section spec,
            Mirror mirror,
            Decision decision,
            Promotion promotion,
            boolean logged,
            Optional<Queries> queries) {
        if (!spec.has("objectives")) {
            spec.missing("objectives", HINT);
        }
        return spec.find("objectives")
                .flatMap(Field::items)
                .map(items -> new ObjectivesForm(mirror, decision, promotion, logged, queries).all(spec, items))
                .orElse(List.of());
    }

    private List<Objective> all(Section spec, List<Field> items) {
        if (items.isEmpty() && watches()) {
            spec.notes().byDefault(spec.pathOf("objectives"), WATCHED);
        } else if (items.isEmpty()) {
            spec.refuse("objectives", "is empty; " + HINT);
        }
        items.forEach(item -> ObjectiveForm.read(item, queries).forEach(objective -> add(item, objective)));
        return objectives;
    }

    /** Whether the run only looks at what the user does: then nothing depends on its verdict but its exit code. */
    private boolean watches() {
        return mirror.via() == Mirror.Via.EXISTING
                && promotion.mode() == Promotion.Mode.NONE
                && weighable.decision().rule() == Decision.Rule.POINT;
    }

    private void add(Field item, Objective objective) {
        String before = seen.putIfAbsent(
                objective.metric() + " " + objective.limit().getClass().getSimpleName(), item.path());
        if (before != null) {
            item.wrong(
                    "limits " + objective.metric() + " in the same way as " + before + "; keep the one that you mean");
        }
        if (objective.limit() instanceof Limit.AtMostOverLive && mirror.limitsMethods() && !pairs(objective)) {
            item.wrong(unlike(objective));
        }
        weighable.obstacle(objective).ifPresent(item::wrong);
        noteCap(item, objective);
        objectives.add(objective);
    }

    /** Whether each live request is held against its own copy. */
    private boolean pairs(Objective objective) {
        return logged
                && weighable.decision().rule() == Decision.Rule.SEQUENTIAL
                && objective.metric().equals(Metric.ERROR_RATE);
    }

    private String unlike(Objective objective) {
        boolean loggable = weighable.decision().rule() == Decision.Rule.SEQUENTIAL
                && objective.metric().equals(Metric.ERROR_RATE);
        return "compares the dark version, which gets " + String.join(", ", mirror.methods())
                + " only, with live counters, which tell of all methods together; write "
                + (loggable ? "metrics.accessLogs: {from: pods} to compare each request with its own copy, or " : "")
                + "mirror.methods: [\"*\"], or an upperLimit for " + objective.metric();
    }

    private void noteCap(Field item, Objective objective) {
        boolean open = objective.metric().equals(Metric.LATENCY_MEAN)
                && objective.cap().isEmpty();
        if (open && weighable.decision().rule() == Decision.Rule.SEQUENTIAL) {
            item.notes().byDefault(item.path() + ".cap", "ten times the limit: a request counts as at most that long");
        }
    }
}
