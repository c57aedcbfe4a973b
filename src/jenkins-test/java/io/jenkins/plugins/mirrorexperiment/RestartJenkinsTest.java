package io.jenkins.plugins.mirrorexperiment;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.run.Conclusion;
import io.mirrorexperiment.sandbox.kube.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller goes down and comes back while a gate waits, whatever it waits for; the shop and its customers do not notice. */
@Timeout(300)
class RestartJenkinsTest {
    private static final String PARTS = "def run = " + Shop.step("mirrorDeploy", Shop.spec(8, ""))
            + "\nsemaphore 'deployed'"
            + "\nmirrorTraffic(run: run) { semaphore 'mirrored'; def v = mirrorConformance(run: run); echo \"judged ${v.verdict}\" }"
            + "\ndef p = mirrorPromote(run: run)\necho \"then ${p.outcome}\"";

    @RegisterExtension
    final JenkinsSessionExtension session = new JenkinsSessionExtension();

    private final Shop shop = Shop.open();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void beforeTheRunHasBegun() throws Throwable {
        shop.sandbox()
                .cluster()
                .faults()
                .always((method, path) -> path.contains("/leases"), new Fault.Delay(Duration.ofSeconds(3)));
        session.then(jenkins ->
                gate(jenkins, Shop.step("mirrorExperiment", Shop.spec(8, ""))).says("mirrorExperiment"));
        shop.sandbox().cluster().faults().clear();

        session.then(this::isPromotedAtLast);
    }

    @Test
    void whileTheDarkVersionStandsReady() throws Throwable {
        session.then(jenkins -> {
            Gate gate = gate(jenkins, PARTS);
            SemaphoreStep.waitForStart("deployed/1", gate.build());
        });

        session.then(jenkins -> {
            SemaphoreStep.success("deployed/1", null);
            SemaphoreStep.success("mirrored/1", null);
            isPromotedAtLast(jenkins);
            Gate.found(jenkins).says("judged conforms").says("then promoted");
        });
    }

    @Test
    void inTheLoop() throws Throwable {
        session.then(jenkins ->
                gate(jenkins, Shop.step("mirrorExperiment", Shop.spec(40, ""))).comesTo(Entry.Iterated.class));

        session.then(this::isPromotedAtLast);
    }

    @Test
    void insideTheBlockThatMirrors() throws Throwable {
        session.then(jenkins -> {
            SemaphoreStep.success("deployed/1", null);
            Gate gate = gate(jenkins, PARTS);
            SemaphoreStep.waitForStart("mirrored/1", gate.build());
        });
        assertThat(shop.isMirrored()).isTrue();

        session.then(jenkins -> {
            SemaphoreStep.success("mirrored/1", null);
            isPromotedAtLast(jenkins);
            Gate.found(jenkins).says("judged conforms").says("then promoted");
        });
    }

    @Test
    void whileAPersonIsWaitedFor() throws Throwable {
        session.then(jenkins -> gate(jenkins, Shop.step("mirrorExperiment", Shop.spec(8, "promotion: manual")))
                .comesTo(Entry.Awaited.class));

        session.then(jenkins -> {
            Gate.found(jenkins).asks(Entry.Request.PROMOTE, "Amy");
            isPromotedAtLast(jenkins);
        });
    }

    @Test
    void whileItPromotes() throws Throwable {
        refuseWrites("/deployments/reviews-v1");
        session.then(jenkins -> gate(jenkins, Shop.step("mirrorExperiment", Shop.spec(8, "")))
                .comesTo(Entry.Committed.class)
                .comesTo(Entry.Stumbled.class));
        shop.sandbox().cluster().faults().clear();

        session.then(this::isPromotedAtLast);
    }

    @Test
    void whileItRollsBackAfterAnAbort() throws Throwable {
        session.then(jenkins -> {
            Gate gate = gate(jenkins, Shop.step("mirrorExperiment", Shop.spec(400, "")))
                    .comesTo(Entry.Iterated.class);
            refuseWrites("/deployments/reviews-v2");
            gate.aborts();
            gate.ends(Result.ABORTED).comesTo(Entry.Stumbled.class);
            assertThat(shop.isMirrored()).isFalse();
            assertThat(Gates.get().all()).hasSize(1);
        });
        shop.sandbox().cluster().faults().clear();

        session.then(jenkins -> {
            Gate gate = Gate.found(jenkins);
            gate.settles();
            assertThat(Conclusion.of(gate.journal()).orElseThrow().outcome()).isEqualTo(Outcome.ABORTED);
            assertThat(shop.isTidy()).isTrue();
        });
    }

    @Test
    void whileAnAbortWaitsForTheMirrorToBeShut() throws Throwable {
        session.then(jenkins -> {
            Gate gate = gate(jenkins, Shop.step("mirrorExperiment", Shop.spec(400, "")))
                    .comesTo(Entry.Iterated.class);
            refuseWrites("/virtualservices/reviews");
            gate.aborts();
            gate.comesTo(Entry.Stumbled.class);
            assertThat(gate.build().isBuilding()).isTrue();
        });
        shop.sandbox().cluster().faults().clear();

        session.then(jenkins -> {
            Gate gate = Gate.found(jenkins).ends(Result.ABORTED);
            gate.settles();
            assertThat(shop.isTidy()).isTrue();
        });
    }

    @Test
    void aControllerThatWasDownPastTheDeadlineEndsTheRunAsExpired() throws Throwable {
        Path[] builds = new Path[1];
        session.then(jenkins -> {
            Gate gate = gate(jenkins, Shop.step("mirrorExperiment", Shop.spec(400, "")))
                    .comesTo(Entry.Iterated.class);
            builds[0] = gate.build().getRootDir().toPath();
        });
        // The shortest deadline is a quarter of an hour away: the journal is made to say that it has passed.
        expire(builds[0]);

        session.then(jenkins -> {
            Gate gate = Gate.found(jenkins).ends(Result.FAILURE).says("expired");
            gate.settles();
            assertThat(verdict(gate.journal())).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(shop.isTidy()).isTrue();
        });
    }

    private Gate gate(JenkinsRule jenkins, String script) throws Exception {
        shop.introduce();
        return Gate.begun(jenkins, script);
    }

    private void refuseWrites(String path) {
        shop.sandbox()
                .cluster()
                .faults()
                .always((method, asked) -> !method.equals("GET") && asked.endsWith(path), Fault.unavailable());
    }

    /** One run, the verdict and the end that it would have had, and each line of its story told once. */
    private void isPromotedAtLast(JenkinsRule jenkins) throws Exception {
        Gate gate = Gate.found(jenkins).ends(Result.SUCCESS);
        Journal journal = gate.journal();
        assertThat(verdict(journal)).isEqualTo(Verdict.CONFORMS);
        assertThat(Conclusion.of(journal).orElseThrow().outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(journal.all(Entry.Planned.class)).hasSize(1);
        assertThat(journal.all(Entry.Mirrored.class)).hasSize(1);
        // A run that stopped before its mirror sees twice that its dark version is ready, maybe within one second.
        assertThat(gate.told().stream()
                        .filter(line -> !line.contains("  ready  "))
                        .toList())
                .doesNotHaveDuplicates();
        assertThat(shop.isTidy()).isTrue();
    }

    private static Verdict verdict(Journal journal) {
        return journal.last(Entry.Judged.class).orElseThrow().verdict();
    }

    private static void expire(Path build) throws IOException {
        try (Stream<Path> files = Files.walk(build.resolve("mirror-experiment"))) {
            Path journal = files.filter(file -> file.getFileName().toString().matches("default\\..*\\.json"))
                    .findFirst()
                    .orElseThrow();
            String text = Files.readString(journal);
            String expired = text.replaceAll(
                    "(\"deadline\"\\s*:\\s*\")[^\"]+",
                    "$1" + Instant.now().minusSeconds(1).toString());
            assertThat(expired).isNotEqualTo(text);
            Files.writeString(journal, expired);
        }
    }
}
