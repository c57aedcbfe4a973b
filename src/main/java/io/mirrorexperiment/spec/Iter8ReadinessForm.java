package io.mirrorexperiment.spec;

import io.mirrorexperiment.spec.iter8.Iter8Experiment;
import io.mirrorexperiment.spec.iter8.StartAction;
import io.mirrorexperiment.spec.iter8.StartAction.ObjectsReady;
import io.mirrorexperiment.spec.iter8.StartAction.Wanted;
import java.util.List;
import java.util.Optional;

/**
 * The task {@code common/readiness}. Its words are its own, not those of a schema, so that unknown ones are mistakes.
 *
 * @param experiment whose namespace holds where none is said
 */
record Iter8ReadinessForm(Iter8Experiment experiment) {
    private static final List<String> WORDS =
            List.of("initialDelaySeconds", "numRetries", "intervalSeconds", "objRefs");
    private static final Form<Integer> SECONDS = Numbers.whole(0, 86_400);
    private static final Form<Integer> RETRIES = Numbers.whole(0, 10_000);
    private static final Form<String> WAIT_FOR = Text.matching(
            253,
            "condition=[A-Za-z][-A-Za-z0-9./]*(=[A-Za-z]+)?",
            "must be a condition, as in condition=Ready; others that kubectl wait knows are not waited for here");

    /** What is waited for. */
    Optional<StartAction> read(Section task) {
        Section with = task.find("with").map(field -> Section.of(field, WORDS)).orElseGet(() -> task.peek("with"));
        List<Wanted> wanted = Iter8Words.each(with, "objRefs", this::wanted);
        return Optional.of(new ObjectsReady(
                with.read("initialDelaySeconds", SECONDS).orElse(5),
                with.read("numRetries", RETRIES).orElse(12),
                with.read("intervalSeconds", SECONDS).orElse(5),
                wanted));
    }

    private Optional<Wanted> wanted(Field field) {
        Section wanted = Section.of(field, List.of("kind", "namespace", "name", "waitFor"));
        return Optional.of(new Wanted(
                wanted.need("kind", RequirementsForm.KIND, "unknown", "say what it is, as in deploy"),
                wanted.read("namespace", Text.LABEL_NAME).orElse(experiment.namespace()),
                wanted.need("name", Text.OBJECT_NAME, "unnamed", "name the object"),
                wanted.read("waitFor", WAIT_FOR)));
    }
}
