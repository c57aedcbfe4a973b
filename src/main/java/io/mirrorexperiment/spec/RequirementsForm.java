package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Requirements;
import io.mirrorexperiment.experiment.Requirements.Condition;
import io.mirrorexperiment.experiment.Requirements.Wanted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What must be there before the run is planned.
 *
 * @param namespace holds where an object names none
 */
record RequirementsForm(String namespace) implements Form<Wanted> {
    static final Form<String> KIND =
            Text.matching(253, "[A-Za-z][-A-Za-z0-9.]*", "must be a kind as kubectl takes it, as in deploy or ksvc");
    private static final Form<String> CONDITION = Text.matching(
            253,
            "[A-Za-z][-A-Za-z0-9./]*(=[A-Za-z]+)?",
            "must be a condition of the object's status, as in Ready or Progressing=False");
    private static final String HINT =
            "list what must be there, as in - {kind: deploy, name: reviews-v2, condition: Available}";

    /** Empty where the spec requires nothing. */
    static Optional<Requirements> read(Section spec, String namespace) {
        if (!spec.has("requires")) {
            return Optional.empty();
        }
        Section requires = spec.section("requires", "within", "objects");
        Duration within = requires.read("within", Durations.any(), Duration.ofMinutes(5), "5m");
        if (!requires.has("objects")) {
            requires.missing("objects", HINT);
        }
        List<Field> items = requires.read("objects", Field::items).orElse(List.of());
        if (requires.has("objects") && items.isEmpty()) {
            requires.refuse("objects", "is empty; " + HINT);
        }
        RequirementsForm form = new RequirementsForm(namespace);
        List<Wanted> wanted =
                items.stream().flatMap(item -> form.read(item).stream()).toList();
        return wanted.isEmpty() ? Optional.empty() : Optional.of(new Requirements(within, wanted));
    }

    @Override
    public Optional<Wanted> read(Field field) {
        Section wanted = Section.of(field, List.of("kind", "namespace", "name", "condition"));
        return Optional.of(new Wanted(
                wanted.need("kind", KIND, "unknown", "say what it is, as in deploy"),
                wanted.read("namespace", Text.LABEL_NAME).orElse(namespace),
                wanted.need("name", Text.OBJECT_NAME, "unnamed", "name the object"),
                wanted.read("condition", CONDITION).map(Condition::of)));
    }
}
