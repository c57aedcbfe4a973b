package io.jenkins.plugins.mirrorexperiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.EnvVars;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.TaskListener;
import hudson.model.User;
import hudson.security.GlobalMatrixAuthorizationStrategy;
import hudson.security.Permission;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.matrixauth.PermissionEntry;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The page of a build: what is seen, what may be done and by whom, and what becomes of it. */
@Timeout(300)
class PageJenkinsTest {
    private static final String PAGE = "job/gate/1/mirrorExperiment/";
    private static final String RUN = PAGE + "run/default.reviews-v2.1/";
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    final JenkinsSessionExtension session = new JenkinsSessionExtension();

    @Test
    void aPersonWhoMayPromotesAndTheJournalSaysWho() throws Throwable {
        session.then(jenkins -> {
            people(jenkins);
            try (Shop shop = Shop.open()) {
                shop.introduce();
                WorkflowRun build = started(jenkins, Shop.spec(8, "promotion: manual"));
                until(build, journal -> journal.has(Entry.Awaited.class));
                Visitor reader = Visitor.named(jenkins, "reader");
                Visitor ann = Visitor.named(jenkins, "ann");

                assertThat(reader.text(PAGE))
                        .contains("waits for somebody to promote or roll back", "<svg", "error-rate", "Decide before")
                        .doesNotContain("data-mx-post", "mirror-experiment promote");
                assertThat(ann.text(PAGE))
                        .contains("data-mx-post=\"run/default.reviews-v2.1/promote\"")
                        .doesNotContain("2.1/rollBack", "2.1/abort", "2.1/extend");
                assertThat(ann.text(PAGE + "live"))
                        .contains("data-mx-changing=\"true\"", "2.1/promote")
                        .doesNotContain("<html", "<body");
                for (String deed : List.of("promote", "rollBack", "abort", "extend?iterations=1")) {
                    assertThat(reader.post(RUN + deed).getStatusCode()).as(deed).isEqualTo(403);
                    assertThat(ann.get(RUN + deed).getStatusCode()).as(deed).isEqualTo(404);
                }
                assertThat(ann.post(RUN + "rollBack").getStatusCode()).isEqualTo(403);
                assertThat(journal(build).has(Entry.Asked.class)).isFalse();

                assertThat(ann.post(RUN + "promote").getStatusCode()).isEqualTo(200);

                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
                until(build, journal -> journal.has(Entry.Finished.class));
                assertThat(journal(build).all(Entry.Asked.class).map(Entry.Asked::by))
                        .containsExactly("Ann <i>O'Hara (ann)");
                WebResponse late = Visitor.named(jenkins, "root").post(RUN + "promote");
                assertThat(late.getStatusCode()).isEqualTo(409);
                assertThat(late.getContentAsString()).contains("This run waits for nobody's word");
                assertThat(shop.isTidy()).isTrue();
                showsTheEnd(jenkins, reader);
            }
        });
    }

    private static void showsTheEnd(JenkinsRule jenkins, Visitor reader) throws Exception {
        assertThat(reader.text(PAGE))
                .contains("promoted", "Ann &lt;i", "Hara (ann)", "data-mx-changing=\"false\"")
                .doesNotContain("Ann <i>", "data-mx-post");
        assertThat(Visitor.named(jenkins, "root").text(PAGE)).doesNotContain("data-mx-post");
        assertThat(reader.get(PAGE + "style").getContentType()).isEqualTo("text/css");
        JsonNode json = JSON.readTree(reader.text(PAGE + "api/json"));
        assertThat(json.path("runs")).hasSize(1);
        assertThat(json.path("runs").path(0).path("outcome").asText()).isEqualTo("promoted");
        assertThat(json.path("unreadable").isArray()).isTrue();
        assertThat(json.path("unreadable")).isEmpty();
        assertThat(reader.text("job/gate/1/")).contains("run default.reviews-v2.1 promoted, conforms (");
        assertThat(reader.text("job/gate/")).contains("<h2>Dark launches</h2><svg");
        assertThat(reader.get("job/gate/mirrorExperimentTrend/svg").getContentType())
                .isEqualTo("image/svg+xml");

        WebResponse archived = reader.get("job/gate/1/artifact/mirror-experiment/default.reviews-v2.1.html");
        assertThat(archived.getResponseHeaderValue("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(archived.getContentAsString())
                .contains("href='mirror-experiment.css'")
                .doesNotContain("<script", "<style", " style=", "javascript:");
        assertThat(reader.get("job/gate/1/artifact/mirror-experiment/mirror-experiment.css")
                        .getContentType())
                .isEqualTo("text/css");
    }

    @Test
    void aRunIsExtendedAndAbortedFromThePage() throws Throwable {
        session.then(jenkins -> {
            people(jenkins);
            try (Shop shop = Shop.open()) {
                shop.introduce();
                WorkflowRun build = started(jenkins, Shop.spec(400, ""));
                until(build, journal -> journal.has(Entry.Iterated.class));
                Visitor operator = Visitor.named(jenkins, "operator");

                assertThat(operator.text(PAGE))
                        .contains("2.1/extend?iterations=10", "Extend by 10 iterations", "2.1/abort", "2.1/rollBack")
                        .doesNotContain("2.1/promote");
                assertThat(operator.post(RUN + "extend?iterations=10").getStatusCode())
                        .isEqualTo(200);
                assertThat(operator.post(RUN + "extend?iterations=0").getStatusCode())
                        .isEqualTo(409);
                assertThat(operator.post(RUN + "promote").getStatusCode()).isEqualTo(403);
                assertThat(operator.post(PAGE + "run/default.reviews-v2.7/abort")
                                .getStatusCode())
                        .isEqualTo(404);
                assertThat(operator.post(RUN + "abort").getStatusCode()).isEqualTo(200);

                jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
                jenkins.assertLogContains("operator", build);
                until(build, journal -> journal.has(Entry.Finished.class));
                assertThat(journal(build).all(Entry.Extended.class))
                        .singleElement()
                        .satisfies(extended -> {
                            assertThat(extended.iterations()).isEqualTo(10);
                            assertThat(extended.by()).isEqualTo("operator");
                        });
                assertThat(operator.text(PAGE)).contains("aborted").doesNotContain("data-mx-post");
                assertThat(shop.isTidy()).isTrue();
            }
        });
    }

    @Test
    void whatConformsMayStillBeRolledBack() throws Throwable {
        session.then(jenkins -> {
            people(jenkins);
            try (Shop shop = Shop.open()) {
                shop.introduce();
                WorkflowRun build = started(jenkins, Shop.spec(8, "promotion: manual"));
                until(build, journal -> journal.has(Entry.Awaited.class));
                Visitor operator = Visitor.named(jenkins, "operator");

                assertThat(operator.text(PAGE)).contains("Wait once more");
                assertThat(operator.post(RUN + "rollBack").getStatusCode()).isEqualTo(200);

                jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
                jenkins.assertLogContains("rolled-back", build);
                assertThat(shop.isTidy()).isTrue();
                assertThat(operator.text("job/gate/")).contains("<h2>Dark launches</h2><svg");
            }
        });
    }

    @Test
    void aJournalThatCanNotBeReadIsSaidAndBreaksNothing() throws Throwable {
        session.then(jenkins -> {
            people(jenkins);
            try (Shop shop = Shop.open()) {
                shop.introduce();
                WorkflowRun build = started(jenkins, Shop.spec(6, ""));
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
                Path file = file(build);
                String good = Files.readString(file);
                assertThat(environment(build)).containsEntry("MIRROR_VERDICT", "conforms");

                Files.writeString(file, good.replaceFirst("\"format\" ?: ?\\d+", "\"format\":99"));
                saysThat(jenkins, build, "journal format 99 is not known here");
                Files.writeString(file, good.substring(0, good.length() / 2));
                saysThat(jenkins, build, "default.reviews-v2.1.json");
                Files.writeString(file, "");
                saysThat(jenkins, build, "default.reviews-v2.1.json");

                WorkflowJob job = Objects.requireNonNull(build.getParent());
                job.setDefinition(new CpsFlowDefinition("echo 'another build'", true));
                jenkins.buildAndAssertSuccess(job);
                Files.writeString(file, good);
                assertThat(Visitor.named(jenkins, "reader").text(PAGE)).doesNotContain("can't be read");
            }
        });
    }

    private static void saysThat(JenkinsRule jenkins, WorkflowRun build, String because) throws Exception {
        Visitor reader = Visitor.named(jenkins, "reader");
        WebResponse page = reader.get(PAGE);
        assertThat(page.getStatusCode()).isEqualTo(200);
        assertThat(page.getContentAsString())
                .contains("The journal of run default.reviews-v2.1 can't be read, so nothing of it is shown", because)
                .doesNotContain(build.getRootDir().toString(), "at io.mirrorexperiment");
        assertThat(reader.get("job/gate/1/").getStatusCode()).isEqualTo(200);
        assertThat(reader.get("job/gate/").getStatusCode()).isEqualTo(200);
        JsonNode json = JSON.readTree(reader.text(PAGE + "api/json"));
        assertThat(json.path("runs")).isEmpty();
        assertThat(json.path("unreadable").path(0).path("run").asText()).isEqualTo("default.reviews-v2.1");
        assertThat(environment(build))
                .containsEntry("MIRROR_RUN", "default.reviews-v2.1")
                .containsEntry("MIRROR_VERDICT", "undecided")
                .containsEntry("MIRROR_OUTCOME", "");
        assertThat(Objects.requireNonNull(build.getAction(GateAction.class)).getVerdict())
                .isEqualTo("undecided");
    }

    private static EnvVars environment(WorkflowRun build) throws Exception {
        return build.getEnvironment(TaskListener.NULL);
    }

    private static Path file(WorkflowRun build) throws Exception {
        try (Stream<Path> files = Files.walk(build.getRootDir().toPath().resolve("mirror-experiment"))) {
            return files.filter(file -> file.getFileName().toString().equals("default.reviews-v2.1.json"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** A reader, Ann who promotes, an operator who does the rest, and root; with the plugin's own permissions, as an administrator grants them. */
    private static void people(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        Objects.requireNonNull(User.getById("ann", true)).setFullName("Ann <i>O'Hara");
        GlobalMatrixAuthorizationStrategy rights = new GlobalMatrixAuthorizationStrategy();
        grant(rights, "root", Jenkins.ADMINISTER);
        grant(rights, "reader", Jenkins.READ, Item.READ);
        grant(rights, "ann", Jenkins.READ, Item.READ, Permissions.PROMOTE);
        grant(
                rights,
                "operator",
                Jenkins.READ,
                Item.READ,
                Permissions.ROLL_BACK,
                Permissions.EXTEND,
                Permissions.ABORT);
        jenkins.jenkins.setAuthorizationStrategy(rights);
    }

    private static void grant(GlobalMatrixAuthorizationStrategy rights, String name, Permission... permissions) {
        for (Permission permission : permissions) {
            rights.add(permission, PermissionEntry.user(name));
        }
    }

    private static WorkflowRun started(JenkinsRule jenkins, String spec) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "gate");
        job.setDefinition(new CpsFlowDefinition(Shop.step("mirrorExperiment", spec), true));
        return Objects.requireNonNull(job.scheduleBuild2(0)).waitForStart();
    }

    private static Journal journal(WorkflowRun build) {
        return BuildJournals.in(build.getRootDir().toPath()).all().get(0).journal();
    }

    private static void until(WorkflowRun build, Predicate<Journal> holds) {
        Patiently.until("the run has come that far", Duration.ofMinutes(2), () -> {
            List<BuildJournals.Kept> kept =
                    BuildJournals.in(build.getRootDir().toPath()).all();
            return !kept.isEmpty() && holds.test(kept.get(0).journal());
        });
    }
}
