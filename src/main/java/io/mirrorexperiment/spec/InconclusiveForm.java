package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.OnInconclusive;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What follows on an inconclusive verdict: one word, or the word with its time. */
final class InconclusiveForm {
    private static final Duration HOLD = Duration.ofHours(24);
    private static final Form<Boolean> THEN = Choice.of("rollBack", false).or("hold", true);

    private InconclusiveForm() {}

    static OnInconclusive read(Section spec) {
        Optional<Field> field = spec.find("onInconclusive");
        if (field.filter(Field::isMapping).isEmpty()) {
            return new OnInconclusive(spec.read("onInconclusive", THEN, false, "rollBack"), HOLD);
        }
        Section detailed = Section.of(field.get(), List.of("then", "holdFor"));
        Optional<Boolean> hold = detailed.known("then", THEN, false, "rollBack");
        hold.filter(yes -> !yes)
                .ifPresent(no -> detailed.refuse("holdFor", "belongs to then: hold; a rollback does not wait"));
        return new OnInconclusive(
                hold.orElse(false),
                detailed.read("holdFor", Durations.positive()).orElse(HOLD));
    }
}
