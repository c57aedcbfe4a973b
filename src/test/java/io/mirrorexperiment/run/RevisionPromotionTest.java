package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.journal.Entry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A revision that is there already, with a mirror of the user's, is promoted and goes back. */
class RevisionPromotionTest {
    private static RevisionWorld watched() {
        return new RevisionWorld(RevisionTrial.live(), RevisionTrial.dark(), RevisionTrial.pair());
    }

    @Test
    void aConformingRevisionGetsTheServicesTrafficAndTheDomain() {
        try (RevisionWorld world = watched()) {
            Run run = world.begin(RevisionTrial.watched().in(world));

            Ending ending = world.finish(run);

            assertThat(ending.outcome()).as(run.journal().toString()).isEqualTo(Outcome.PROMOTED);
            assertThat(world.now().get("services.serving.knative.dev/sample-app"))
                    .contains("{\"latestRevision\":false,\"percent\":0,\"revisionName\":\"sample-app-v1\"")
                    .contains("{\"latestRevision\":false,\"percent\":100,\"revisionName\":\"sample-app-v2\"")
                    .endsWith("{}");
            assertThat(world.now().get("virtualservices.networking.istio.io/example-routing"))
                    .doesNotContain("sample-app-v1")
                    .endsWith("{}");
            assertThat(world.requests.leaked).isZero();
            assertThat(world.requests.failed).isZero();
        }
    }

    @Test
    void usersComeToTheNewRevisionAfterward() {
        try (RevisionWorld world = watched()) {
            world.finish(world.begin(RevisionTrial.watched().in(world)));
            double before = world.requests.promoted;

            world.moveTo(world.clock.instant().plusSeconds(10));

            // 10 a second at the domain, and as many by Knative's name
            assertThat(world.requests.promoted - before).isEqualTo(200);
        }
    }

    @Test
    void aShiftThatIsRuedGoesBackAltogether() {
        try (RevisionWorld world = watched()) {
            Run run = world.begin(RevisionTrial.watched()
                    .promoting(Promotion.Mode.AUTO, Duration.ofHours(1))
                    .in(world));
            world.drive(run, Entry.Verified.class);
            run.ask(Entry.Request.ROLL_BACK, "a person");

            Ending ending = world.finish(run);

            assertThat(ending.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(ending.cause()).isEqualTo(Cause.ROLLED_BACK_BY_HAND);
            assertThat(Objects.differences(world.before(), world.now())).isEmpty();
            assertThat(world.requests.leaked).isZero();
            assertThat(world.requests.failed).isZero();
        }
    }

    @Test
    void aRevisionThatViolatesIsPromotedByNobody() {
        try (RevisionWorld world = watched()) {
            world.requests.darkErrors = 0.5;

            Ending ending = world.finish(world.begin(RevisionTrial.watched().in(world)));

            assertThat(ending.cause()).isEqualTo(Cause.OBJECTIVE_BREACHED);
            assertThat(Objects.differences(world.before(), world.now())).isEmpty();
            assertThat(world.requests.promoted).isZero();
        }
    }

    @Test
    void withoutCopiesNothingIsConcludedAndNothingTouched() {
        try (RevisionWorld world = watched()) {
            world.requests.lostCopies = 1;

            Ending ending = world.finish(world.begin(RevisionTrial.watched().in(world)));

            assertThat(ending.cause()).isEqualTo(Cause.MIRROR_NOT_FLOWING);
            assertThat(Objects.differences(world.before(), world.now())).isEmpty();
        }
    }

    @Test
    void anotherMachineTakesAPromotionBackByTheClaimAlone() {
        try (RevisionWorld world = watched()) {
            Run run = world.begin(RevisionTrial.watched()
                    .promoting(Promotion.Mode.AUTO, Duration.ofHours(1))
                    .in(world));
            world.drive(run, Entry.Shifted.class);
            Undo undo = new Undo(world.cluster(), world.engine());

            Run back = world.keep(
                    undo.restore(undo.claims(java.util.Optional.empty()).get(0), "a person")
                            .orElseThrow());
            Ending ending = world.finish(back);

            assertThat(ending.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(Objects.differences(world.before(), world.now())).isEmpty();
            assertThat(world.requests.failed).isZero();
        }
    }
}
