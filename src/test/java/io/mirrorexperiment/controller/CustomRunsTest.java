package io.mirrorexperiment.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomRunsTest extends SubjectContract {
    private static final Path SAMPLES = Path.of("tekton/custom-task/mirror-experiment/0.1/samples");

    @Override
    Subject subject() {
        return new CustomRuns();
    }

    @Override
    Manifest object() {
        return Applied.naming("reviews-v2");
    }

    @Override
    Beside beside() {
        return Applied.beside(Applied.template("reviews-v2"), Applied.own("on-its-own"));
    }

    @Override
    Manifest wrong() {
        return Applied.naming(
                "reviews-v2",
                "timeout: soon",
                "workspaces: [{name: source, emptyDir: {}}]",
                "params: [{name: spec.mirror.percent, value: '400'}, {name: image, value: x}, {name: fail, value: maybe}]");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThat(mistakes(wrong()))
                .anyMatch(words -> words.startsWith("spec.timeout: is no length of time: 'soon'"))
                .anyMatch(words -> words.startsWith("spec.workspaces: hold files"))
                .anyMatch(words -> words.startsWith("spec.params[image]: is not known here; allowed: fail, promotion"))
                .anyMatch(words -> words.startsWith("spec.params[fail]: must be true or false"))
                .anyMatch(words -> words.startsWith("spec.mirror.percent: in an override: "));
    }

    @Test
    void runsForOthersAreLeftAlone() {
        Manifest approval = Applied.text(
                "{apiVersion: tekton.dev/v1beta1, kind: CustomRun, metadata: {name: approve}, spec: {customRef:"
                        + " {apiVersion: openshift-pipelines.org/v1alpha1, kind: ApprovalTask}, status: RunCancelled}}");

        assertThat(subject().asked(approval, beside())).isEqualTo(new Asked.Nothing());
    }

    @Test
    void whatIsOverAsksForNothingMore() {
        Map<String, Object> status =
                subject().status(object(), new Stand.Ended(silent().journal(), Optional.empty()), Told.CAME);

        assertThat(subject().asked(object().with(status, "status"), beside())).isEqualTo(new Asked.Nothing());
    }

    @Test
    void anEmbeddedSpecIsAsGoodAsANamedOne() {
        Asked.Run holding = (Asked.Run) subject().asked(Applied.holding(), Beside.nothing());

        assertThat(holding.experiment()).isEqualTo(experiment());
        assertThat(holding.target()).isEqualTo("default/reviews");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nowhere | spec.customRef.name: there is no MirrorExperiment default/nowhere",
                "on-its-own | spec.customRef.name: MirrorExperiment default/on-its-own is no template, it runs by itself; write suspend: true into its spec"
            })
    void onlyATemplateThatIsThereCanBeNamed(String name, String mistake) {
        assertThat(mistakes(Applied.naming(name))).containsExactly(mistake);
    }

    @Test
    void anUnknownVersionOrKindOfOursIsNobodyElses() {
        Manifest object = Applied.naming("reviews-v2")
                .with("mirror-experiment.io/v2", "spec", "customRef", "apiVersion")
                .with("MirorExperiment", "spec", "customRef", "kind");

        assertThat(mistakes(object))
                .containsExactly(
                        "spec.customRef.apiVersion: must be mirror-experiment.io/v1, was 'mirror-experiment.io/v2'",
                        "spec.customRef.kind: must be MirrorExperiment, was 'MirorExperiment'");
        assertThat(mistakes(object.without("spec", "customRef", "name")))
                .anyMatch(words -> words.startsWith("spec.customRef: names no object; write name:"));
    }

    @Test
    void parametersAreSetOnTopInTheirOrder() {
        Experiment experiment = ((Asked.Run) subject()
                        .asked(
                                Applied.naming(
                                        "reviews-v2",
                                        "params:",
                                        "- {name: spec.mirror.percent, value: '20'}",
                                        "- {name: spec.mirror.methods, value: [GET, HEAD]}",
                                        "- {name: set, value: [spec.mirror.percent=30, spec.duration.iterations=5]}",
                                        "- {name: promotion, value: manual}",
                                        "- {name: fail, value: ''}"),
                                beside()))
                .experiment();

        assertThat(experiment.mirror().percent()).isEqualTo(30);
        assertThat(experiment.mirror().methods()).containsExactlyInAnyOrder("GET", "HEAD");
        assertThat(experiment.cadence().iterations()).isEqualTo(5);
        assertThat(experiment.promotion().mode()).isEqualTo(Promotion.Mode.MANUAL);
    }

    @Test
    void theWordOfAPromotionLeavesItsOtherWords() {
        Manifest template = Applied.own("reviews-v2", "suspend: true", "promotion: {mode: auto, expires: 3h}");
        Manifest object = Applied.naming("reviews-v2", "params: [{name: promotion, value: manual}]");

        Promotion promotion = ((Asked.Run) subject().asked(object, Applied.beside(template)))
                .experiment()
                .promotion();

        assertThat(promotion.mode()).isEqualTo(Promotion.Mode.MANUAL);
        assertThat(promotion.expires()).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void cancellingIsAWishAndNoOtherRun() {
        Manifest cancelled = object()
                .with("RunCancelled", "spec", "status")
                .with("the PipelineRun has timed out", "spec", "statusMessage")
                .with(2, "metadata", "generation");

        Wish wish = subject().wish(cancelled, told().journal()).orElseThrow();

        assertThat(subject().edition(cancelled)).isEqualTo(subject().edition(object()));
        assertThat(wish)
                .isEqualTo(new Wish(
                        Entry.Request.ABORT,
                        Instant.EPOCH,
                        "CustomRun default/release-7-try (RunCancelled: the PipelineRun has timed out)"));
        assertThat(mistakes(cancelled)).containsExactly("spec.status: cancelled before its run had begun");
    }

    @Test
    void aTimeoutIsAWishForLaterCountedFromWhenTheTryBegan() {
        Manifest object = Applied.naming("reviews-v2", "timeout: 1h30m0s");
        Journal planned = told().planned().journal();

        assertThat(subject().wish(object, told().journal())).isEmpty();
        assertThat(subject().wish(object, planned))
                .contains(new Wish(
                        Entry.Request.ABORT,
                        planned.entries().get(0).at().plus(Duration.ofMinutes(90)),
                        "CustomRun default/release-7-try (timeout 1h30m0s)"));
        assertThat(subject().wish(Applied.naming("reviews-v2", "timeout: 0s"), planned)).isEmpty();
    }

    @Test
    void whatEndedWithoutAVerdictIsTriedAgainAsOftenAsIsSaid() {
        Manifest object = Applied.naming("reviews-v2", "retries: 1");
        Journal first = silent().journal();
        Map<String, Object> retrying =
                subject().status(object, new Stand.Ended(first, Optional.empty()), Told.CAME);
        Manifest told = object.with(retrying, "status");

        assertThat(subject().again(object, first)).isTrue();
        assertThat(subject().again(told, first)).isTrue();
        assertThat(subject().again(told, Told.of(experiment(), 2).silent(Outcome.ROLLED_BACK).journal()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "RunCancelled"})
    void nothingIsTriedAgainThatCountsAsDoneOrWasCancelled(String why) {
        Manifest object = Applied.naming("reviews-v2", "retries: 3", "params: [{name: fail, value: 'false'}]");
        Manifest cancelled = Applied.naming("reviews-v2", "retries: 3", "status: RunCancelled");

        assertThat(subject().again(why.equals("fail") ? object : cancelled, silent().journal()))
                .isFalse();
    }

    @Test
    void aTryThatTookTooLongIsTriedAgain() {
        Manifest object = Applied.naming("reviews-v2", "retries: 1", "timeout: 1h");
        String by = "CustomRun default/release-7-try (timeout 1h)";

        assertThat(subject().again(object, aborted(by).journal())).isTrue();
        assertThat(subject().again(object, aborted("root").journal())).isFalse();
    }

    @Test
    void theSamplesAskForRuns() throws IOException {
        Manifest template = Applied.text(Files.readString(SAMPLES.resolve("template.yaml")));
        Manifest pipeline = Applied.text(Files.readString(SAMPLES.resolve("pipeline.yaml")));
        Map<String, Object> task = pipeline.maps("spec", "tasks").get(0);
        List<Map<String, String>> params = pipeline.maps("spec", "tasks").get(0).get("params") instanceof List<?> list
                ? list.stream().map(CustomRunsTest::substituted).toList()
                : List.of();
        Manifest run = object()
                .with(Objects.requireNonNull(task.get("taskRef")), "spec", "customRef")
                .with(Objects.requireNonNull(task.get("timeout")), "spec", "timeout")
                .with(params, "spec", "params");
        Manifest alone = Applied.text(Files.readString(SAMPLES.resolve("customrun.yaml"))
                .replace("generateName: reviews-try-", "name: reviews-try-1"));

        Experiment tried = ((Asked.Run) subject().asked(run, Applied.beside(template))).experiment();

        assertThat(tried.dark().source()).isEqualTo(new DarkSource.Clone("v2", "example/reviews:2.1"));
        assertThat(tried.promotion().mode()).isEqualTo(Promotion.Mode.NONE);
        assertThat(subject().asked(alone, Beside.nothing())).isInstanceOf(Asked.Run.class);
    }

    private static Map<String, String> substituted(Object param) {
        Map<?, ?> fields = (Map<?, ?>) param;
        return Map.of(
                "name",
                String.valueOf(fields.get("name")),
                "value",
                String.valueOf(fields.get("value")).replace("$(params.image)", "example/reviews:2.1"));
    }

    private Told aborted(String by) {
        return told().planned()
                .asked(Entry.Request.ABORT, by)
                .finished(Verdict.INCONCLUSIVE, Outcome.ABORTED, Cause.ABORTED, "stopped by " + by);
    }

    private Told told() {
        return Told.of(experiment(), 1);
    }

    private Told silent() {
        return told().silent(Outcome.ROLLED_BACK);
    }

    private List<String> mistakes(Manifest object) {
        return ((Asked.Wrong) subject().asked(object, beside()))
                .mistakes().stream().map(Object::toString).toList();
    }
}
