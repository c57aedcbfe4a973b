package io.mirrorexperiment.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.spec.Mistake;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the engine relies on, whatever kind of object asks for a run. */
abstract class SubjectContract {
    private static final Instant NOW = Told.CAME.plusSeconds(600);
    private static final String COMMAND = "mirror-experiment restore default.reviews.1";

    /** What `metav1.Condition` takes for a reason. */
    private static final Pattern REASON = Pattern.compile("[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?");

    abstract Subject subject();

    /** One as it was applied, that asks for a run. */
    abstract Manifest object();

    /** Finds what it names. */
    Beside beside() {
        return Beside.nothing();
    }

    /** One that says something that can't be followed. */
    abstract Manifest wrong();

    Experiment experiment() {
        return ((Asked.Run) subject().asked(object(), beside())).experiment();
    }

    private Told told() {
        return Told.of(experiment(), 1);
    }

    private Map<String, Stand> stands() {
        Map<String, Stand> stands = new LinkedHashMap<>();
        stands.put("waiting", new Stand.Waiting("default/mirroring"));
        stands.put("refused", new Stand.Refused(List.of(new Mistake("spec.dark", 0, 0, "is missing; say it"))));
        stands.put("begun", running(told()));
        stands.put("planned", running(told().planned()));
        stands.put("looking", running(told().flowing().looks(2, Assessment.Standing.MET)));
        stands.put("conforms", ended(told().conforms(Outcome.OBSERVED)));
        stands.put("violates", ended(told().violates(Outcome.ROLLED_BACK)));
        stands.put("silent", ended(told().silent(Outcome.OBSERVED)));
        stands.put(
                "aborted",
                ended(told().planned()
                        .asked(Entry.Request.ABORT, "root")
                        .finished(Verdict.INCONCLUSIVE, Outcome.ABORTED, Cause.ABORTED, "stopped by root")));
        stands.put(
                "stuck",
                ended(told().planned()
                        .finished(Verdict.VIOLATES, Outcome.STUCK, Cause.CLEAN_UP_FAILED, "no answer", COMMAND)));
        stands.put(
                "stuck in its deletion",
                new Stand.Stuck(told().planned().journal(), "the route is not restored", List.of(COMMAND)));
        return stands;
    }

    private static Stand running(Told told) {
        return new Stand.Running(told.journal(), "waits", Optional.empty());
    }

    private static Stand ended(Told told) {
        return new Stand.Ended(told.journal(), Optional.empty());
    }

    @Test
    void isOfTheKindOfItsObjects() {
        assertThat(object().kind()).isEqualTo(subject().kind());
        assertThat(subject().since(object())).isEqualTo(Told.CAME);
    }

    @Test
    void asksForTheSameWhateverHasBecomeOfIt() {
        Asked asked = subject().asked(object(), beside());

        assertThat(asked).isInstanceOf(Asked.Run.class);
        assertThat(((Asked.Run) asked).target()).isNotEmpty();
        Map<String, Object> status = subject().status(object(), running(told().planned()), NOW);
        assertThat(subject().asked(object().with(status, "status"), beside())).isEqualTo(asked);
    }

    @Test
    void theRunIsOfTheObjectsNameInItsNamespace() {
        assertThat(experiment().name()).isEqualTo(object().name());
        assertThat(experiment().namespace()).isEqualTo(object().namespace());
    }

    @Test
    void allThatIsWrongIsToldWithoutLinesOfATextThatNobodyWrote() {
        Asked asked = subject().asked(wrong(), beside());

        assertThat(asked).isInstanceOf(Asked.Wrong.class);
        assertThat(((Asked.Wrong) asked).mistakes()).hasSizeGreaterThan(1).allSatisfy(mistake -> {
            assertThat(mistake.line()).isZero();
            assertThat(mistake.path()).isNotEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> aStandGivesTheSameStatusAgainLater() {
        return stands().entrySet().stream()
                .map(stand -> DynamicTest.dynamicTest(stand.getKey(), () -> assertStable(stand.getValue())));
    }

    private void assertStable(Stand stand) {
        Map<String, Object> status = subject().status(object(), stand, NOW);
        Manifest told = object().with(status, "status");

        assertThat(subject().status(told, stand, NOW.plusSeconds(60))).isEqualTo(status);
    }

    @TestFactory
    Stream<DynamicTest> everyConditionHasATimeAndAReasonThatKubernetesTakes() {
        return stands().entrySet().stream()
                .map(stand -> DynamicTest.dynamicTest(
                        stand.getKey(),
                        () -> assertConditions(subject().status(object(), stand.getValue(), NOW))));
    }

    private void assertConditions(Map<String, Object> status) {
        List<Map<String, Object>> conditions = object().with(status, "status").maps("status", "conditions");

        assertThat(conditions).isNotEmpty().allSatisfy(condition -> {
            assertThat(String.valueOf(condition.get("type"))).isNotEmpty();
            assertThat(condition.get("status")).isIn("True", "False", "Unknown");
            assertThat(Instant.parse(String.valueOf(condition.get("lastTransitionTime"))))
                    .isBetween(Told.CAME, NOW);
            if (condition.containsKey("reason")) {
                assertThat(String.valueOf(condition.get("reason"))).matches(REASON);
            }
        });
    }

    @Test
    void saysForWhomItWaitsWhatIsWrongAndWhatIsStuck() {
        assertThat(words("waiting")).contains("waiting for default/mirroring");
        assertThat(words("refused")).contains("spec.dark: is missing; say it");
        assertThat(words("stuck in its deletion")).contains("the route is not restored", COMMAND);
        assertThat(words("stuck")).contains("no answer");
    }

    private String words(String stand) {
        return subject().status(object(), Objects.requireNonNull(stands().get(stand)), NOW).toString();
    }

    @Test
    void anObjectAsItWasAppliedWishesNothingAtOnce() {
        assertThat(subject().wish(object(), told().journal())).isEmpty();
    }

    @Test
    void aVerdictIsNoTry() {
        assertThat(subject().again(object(), told().conforms(Outcome.OBSERVED).journal()))
                .isFalse();
        assertThat(subject().again(object(), told().violates(Outcome.ROLLED_BACK).journal()))
                .isFalse();
    }
}
