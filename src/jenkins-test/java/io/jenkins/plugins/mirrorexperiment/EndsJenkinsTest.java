package io.jenkins.plugins.mirrorexperiment;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.run.Conclusion;
import io.mirrorexperiment.sandbox.kube.Fault;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** However a build ends before its run does, nothing is left in the cluster, and the mirror is shut first. */
@Timeout(300)
class EndsJenkinsTest {
    private static final String LONG = Shop.step("mirrorExperiment", Shop.spec(1000, ""));

    @RegisterExtension
    final JenkinsSessionExtension session = new JenkinsSessionExtension();

    private Shop shop = Shop.open();

    @AfterEach
    void close() {
        shop.close();
        System.clearProperty("io.jenkins.plugins.mirrorexperiment.GateExecution.shuttingSeconds");
    }

    @Test
    void anAbortInEachPhaseShutsTheMirrorBeforeTheBuildEnds() throws Throwable {
        session.then(jenkins -> {
            abortedAt(gate(jenkins, LONG).comesTo(Entry.Planned.class));
            abortedAt(gate(jenkins, LONG).comesTo(Entry.Deployed.class));
            abortedAt(gate(jenkins, LONG).comesTo(Entry.Mirrored.class));
            abortedAt(gate(jenkins, LONG).comesTo(Entry.Iterated.class));
            abortedAt(gate(jenkins, Shop.step("mirrorExperiment", Shop.spec(8, "promotion: manual")))
                    .comesTo(Entry.Awaited.class));
        });
    }

    @Test
    void anAbortInsideTheBlockShutsTheMirrorBeforeTheBuildEnds() throws Throwable {
        session.then(jenkins -> {
            Gate gate = gate(
                    jenkins, Shop.step("mirrorDeploy", Shop.spec(1000, "")) + "\nmirrorTraffic { semaphore 'inside' }");
            SemaphoreStep.waitForStart("inside/1", gate.build());
            abortedAt(gate);

            Gate judging = gate(
                    jenkins,
                    Shop.step("mirrorDeploy", Shop.spec(1000, "")) + "\nmirrorTraffic { mirrorConformance() }");
            abortedAt(judging.comesTo(Entry.Iterated.class));
        });
    }

    @Test
    void aBuildThatIsForcedToEndLeavesNothing() throws Throwable {
        session.then(jenkins -> {
            Gate terminated = gate(jenkins, LONG).comesTo(Entry.Iterated.class);
            terminated.build().doTerm();
            terminated.ends(Result.ABORTED).settles();
            assertThat(shop.isTidy()).isTrue();

            Gate killed = gate(jenkins, LONG).comesTo(Entry.Iterated.class);
            killed.build().doKill();
            killed.ends(Result.ABORTED).settles();
            assertThat(shop.isTidy()).isTrue();
            assertThat(outcome(killed)).isEqualTo(Outcome.ABORTED);
        });
    }

    @Test
    void aJobThatIsDeletedLeavesNothing() throws Throwable {
        session.then(jenkins -> {
            Gate gate = gate(jenkins, LONG).comesTo(Entry.Iterated.class);

            gate.build().getParent().delete();

            gate.settles();
            assertThat(shop.isTidy()).isTrue();
            assertThat(gate.build().getRootDir()).doesNotExist();
        });
    }

    @Test
    void aRunWhoseJournalIsGoneIsUndoneFromItsClaim() throws Throwable {
        session.then(jenkins -> {
            Gate gate = gate(jenkins, LONG).comesTo(Entry.Iterated.class);

            new FilePath(gate.build().getRootDir()).child("mirror-experiment").deleteRecursive();

            gate.ends(Result.FAILURE).says("has lost its journal; it is undone from what its claim says");
            Sweep.now();
            gate.settles();
            assertThat(shop.isTidy()).isTrue();
        });
    }

    @Test
    void aHeldRunOutlivesItsBuildAndItsJobsNameAndIsDecidedOnThePage() throws Throwable {
        shopThatSendsNoCopies();
        session.then(jenkins -> {
            Gate promoted = held(jenkins);
            promoted.build().getParent().renameTo("gate-of-reviews");
            Sweep.now();
            promoted.asks(Entry.Request.PROMOTE, "Amy");
            promoted.settles();
            assertThat(outcome(promoted)).isEqualTo(Outcome.PROMOTED);
            promoted.build().getParent().renameTo("gate");
        });
    }

    @Test
    void aHeldRunIsRolledBackOnThePage() throws Throwable {
        shopThatSendsNoCopies();
        session.then(jenkins -> {
            Gate gate = held(jenkins);
            gate.asks(Entry.Request.ROLL_BACK, "Amy");
            gate.settles();
            assertThat(outcome(gate)).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(shop.isTidy()).isTrue();
        });
    }

    @Test
    void retryMakesASecondRun() throws Throwable {
        shop.close();
        shop = Shop.open("errors=0.5");
        session.then(jenkins -> {
            Gate gate = gate(jenkins, "retry(2) { " + Shop.step("mirrorExperiment", Shop.spec(4, "")) + " }")
                    .ends(Result.FAILURE);

            assertThat(gate.journals())
                    .extracting(journal -> journal.id().toString())
                    .containsExactly("default.reviews-v2.1", "default.reviews-v2.2");
            gate.settles();
            assertThat(shop.isTidy()).isTrue();
        });
    }

    @Test
    void anAbortEndsTheBuildInTimeAlthoughTheClusterIsAwayAndTheRestIsDoneWhenItIsBack() throws Throwable {
        System.setProperty("io.jenkins.plugins.mirrorexperiment.GateExecution.shuttingSeconds", "3");
        session.then(jenkins -> {
            Gate gate = gate(jenkins, LONG).comesTo(Entry.Iterated.class);
            shop.sandbox().cluster().faults().always((method, path) -> true, Fault.unavailable());

            gate.aborts();

            gate.ends(Result.ABORTED).says("the mirror could not be shut within 3 seconds");
            assertThat(shop.isMirrored()).isTrue();
            shop.sandbox().cluster().faults().clear();
            gate.settles();
            assertThat(shop.isTidy()).isTrue();
            assertThat(outcome(gate)).isEqualTo(Outcome.ABORTED);
        });
    }

    private Gate held(JenkinsRule jenkins) throws Exception {
        String unheard =
                Shop.spec(4, "onInconclusive: {then: hold, holdFor: 24h}").replace("flowWithin: 20s", "flowWithin: 2s");
        return gate(jenkins, Shop.step("mirrorExperiment", unheard))
                .ends(Result.FAILURE)
                .comesTo(Entry.Held.class);
    }

    private void shopThatSendsNoCopies() {
        shop.close();
        shop = Shop.deaf();
    }

    private void abortedAt(Gate gate) throws Exception {
        gate.aborts();

        gate.ends(Result.ABORTED);
        assertThat(shop.isMirrored()).isFalse();
        gate.settles();
        assertThat(shop.isTidy()).isTrue();
        assertThat(outcome(gate)).isEqualTo(Outcome.ABORTED);
    }

    private static Outcome outcome(Gate gate) {
        return Conclusion.of(gate.journal()).orElseThrow().outcome();
    }

    private Gate gate(JenkinsRule jenkins, String script) throws Exception {
        if (MirrorExperimentConfiguration.get().getClusters().isEmpty()) {
            shop.introduce();
        }
        return Gate.begun(jenkins, script);
    }
}
