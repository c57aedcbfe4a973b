package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.experiment.Version;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A revision that the run makes at 0 %, with a mirror of its own: to its promotion, and back to nothing. */
class RevisionDeploymentTest {
    private static final String SERVICE = "services.serving.knative.dev/sample-app";
    private static final String REVISION = "revisions.serving.knative.dev/sample-app-v2";
    private static final String ROUTE = "virtualservices.networking.istio.io/example";

    private static RevisionWorld domain() {
        return new RevisionWorld(RevisionTrial.live(), RevisionTrial.domain());
    }

    @Test
    void whileItIsDarkItGetsCopiesOnlyAndTheServiceIsPinned() {
        try (RevisionWorld world = domain()) {
            Run run = world.begin(RevisionTrial.stamped().in(world));

            world.drive(run, Entry.Flowing.class);

            assertThat(world.now().get(SERVICE))
                    .contains("\"revisionName\":\"sample-app-v1\"", "\"percent\":100")
                    .contains("{\"latestRevision\":false,\"percent\":0,\"revisionName\":\"sample-app-v2\"");
            assertThat(world.now().get(ROUTE))
                    .contains("\"mirror\":{\"host\":\"sample-app-v2-private.default.svc.cluster.local\"")
                    .contains("\"mirrorPercentage\":{\"value\":50}", "\"retries\":{\"attempts\":2}");
            assertThat(world.requests.promoted).isZero();
            assertThat(world.requests.failed).isZero();
        }
    }

    @Test
    void itIsPromotedAndLeavesNothingOfTheRunBehind() {
        try (RevisionWorld world = domain()) {
            Run run = world.begin(RevisionTrial.stamped().in(world));

            Ending ending = world.finish(run);

            assertThat(ending.outcome()).as(run.journal().toString()).isEqualTo(Outcome.PROMOTED);
            assertThat(world.now().get(SERVICE))
                    .contains("\"name\":\"sample-app-v2\"", "example/sample-app:v2")
                    .contains("{\"latestRevision\":false,\"percent\":100,\"revisionName\":\"sample-app-v2\"")
                    .endsWith("{}");
            assertThat(world.now().get(ROUTE)).doesNotContain("\"mirror\"", "sample-app-v1", "before-shift");
            assertThat(world.requests.leaked).isZero();
            assertThat(world.requests.failed).isZero();
        }
    }

    @Test
    void oneThatViolatesIsRemovedAndEverythingIsAsItWas() {
        try (RevisionWorld world = domain()) {
            world.requests.darkErrors = 0.5;
            Run run = world.begin(RevisionTrial.stamped().in(world));

            Ending ending = world.finish(run);

            assertThat(ending.outcome()).as(run.journal().toString()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(ending.cause()).isEqualTo(Cause.OBJECTIVE_BREACHED);
            assertThat(Objects.differences(world.before(), world.now())).isEmpty();
            assertThat(world.requests.promoted).isZero();
            assertThat(world.requests.failed).isZero();
        }
    }

    @Test
    void withoutCopiesNothingIsConcludedAndItIsRemoved() {
        try (RevisionWorld world = domain()) {
            world.requests.lostCopies = 1;

            Ending ending = world.finish(world.begin(RevisionTrial.stamped().in(world)));

            assertThat(ending.cause()).isEqualTo(Cause.MIRROR_NOT_FLOWING);
            assertThat(Objects.differences(world.before(), world.now())).isEmpty();
        }
    }

    @Test
    void aServiceThatFollowsItsNewestRevisionIsPinnedBeforeThereIsANewOne() {
        String floating = RevisionTrial.live().replace("{name: sample-app-v1, annotations:", "{annotations:");
        try (RevisionWorld world = new RevisionWorld(floating)) {
            world.requests.darkErrors = 0.5;
            Run run = world.begin(RevisionTrial.hosted().in(world, new Version.Serving()));
            world.drive(run, Entry.Flowing.class);
            assertThat(world.now().get(SERVICE))
                    .contains("\"revisionName\":\"sample-app-00001\"", "{\"latestRevision\":true,\"percent\":0}");

            Ending ending = world.finish(run);

            assertThat(ending.verdict()).as(run.journal().toString()).isEqualTo(Verdict.VIOLATES);
            assertThat(world.now().get(SERVICE)).isEqualTo(world.before().get(SERVICE));
            assertThat(world.requests.promoted).isZero();
        }
    }

    @Test
    void whereNoRouteCarriesTheDomainOneIsMadeAndStaysWithThePromotedRevision() {
        try (RevisionWorld world = new RevisionWorld(RevisionTrial.live())) {
            Run run = world.begin(RevisionTrial.hosted().in(world));

            Ending ending = world.finish(run);

            assertThat(ending.outcome()).as(run.journal().toString()).isEqualTo(Outcome.PROMOTED);
            assertThat(world.now().get("virtualservices.networking.istio.io/mirror-experiment-sample-app"))
                    .contains("\"Knative-Serving-Revision\":\"sample-app-v2\"", "\"hosts\":[\"example.com\"]");
            assertThat(world.requests.leaked).isZero();
            assertThat(world.requests.failed).isZero();
        }
    }

    @Test
    void aRouteThatWasMadeIsRemovedWithARevisionThatViolates() {
        try (RevisionWorld world = new RevisionWorld(RevisionTrial.live())) {
            world.requests.darkErrors = 0.5;

            Ending ending = world.finish(world.begin(RevisionTrial.hosted().in(world)));

            assertThat(ending.verdict()).isEqualTo(Verdict.VIOLATES);
            assertThat(Objects.differences(world.before(), world.now())).isEmpty();
        }
    }

    @Test
    void withoutARouteAndADomainNothingIsBegun() {
        try (RevisionWorld world = new RevisionWorld(RevisionTrial.live())) {
            Ending ending = world.finish(world.begin(RevisionTrial.stamped().in(world)));

            assertThat(ending.outcome()).isEqualTo(Outcome.NOT_STARTED);
            assertThat(ending.because())
                    .contains("No VirtualService of yours leads to sample-app", "name the domain")
                    .contains("spec.mirror.host");
            assertThat(Objects.differences(world.before(), world.now())).isEmpty();
        }
    }

    @Test
    void aRevisionThatNeverBecomesReadyViolatesAndGoes() {
        try (RevisionWorld world = domain()) {
            world.pods.breakImage("sample-app:v2");
            Run run = world.begin(RevisionTrial.stamped().in(world));

            Ending ending = world.finish(run);

            assertThat(ending.cause()).as(run.journal().toString()).isEqualTo(Cause.NEVER_READY);
            assertThat(ending.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(world.now()).doesNotContainKey(REVISION);
            assertThat(Objects.differences(world.before(), world.now())).isEmpty();
            assertThat(world.requests.failed).isZero();
        }
    }

    /** Between the plan and the template somebody else was faster. */
    @Test
    void aRevisionOfThatNameThatSomebodyElseMadeIsNeitherTriedNorRemoved() {
        try (RevisionWorld world = domain()) {
            Run run = world.begin(RevisionTrial.stamped().in(world));
            world.drive(run, Entry.Pinned.class);
            try (Cluster person = world.cluster()) {
                person.create(Manifest.of(Map.of(
                        "apiVersion",
                        "serving.knative.dev/v1",
                        "kind",
                        "Revision",
                        "metadata",
                        Map.of("name", "sample-app-v2", "namespace", "default"),
                        "spec",
                        Map.of("containers", List.of(Map.of("image", "example/theirs:v2"))))));
            }

            Ending ending = world.finish(run);

            assertThat(ending.cause()).as(run.journal().toString()).isEqualTo(Cause.NEVER_READY);
            assertThat(ending.because()).contains("runs another image than was asked for: its name was taken");
            assertThat(world.now()).containsKey(REVISION);
            assertThat(world.now().get(SERVICE)).isEqualTo(world.before().get(SERVICE));
        }
    }

    @Test
    void anotherMachineRemovesItByTheClaimAlone() {
        try (RevisionWorld world = domain()) {
            Run run = world.begin(RevisionTrial.stamped().in(world));
            world.drive(run, Entry.Mirrored.class);
            Undo undo = new Undo(world.cluster(), world.engine());

            Run back = world.keep(undo.restore(undo.claims(Optional.empty()).get(0), "a person")
                    .orElseThrow());
            Ending ending = world.finish(back);

            assertThat(ending.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(Objects.differences(world.before(), world.now())).isEmpty();
        }
    }
}
