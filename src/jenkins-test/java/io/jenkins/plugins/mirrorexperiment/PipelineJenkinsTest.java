package io.jenkins.plugins.mirrorexperiment;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.tasks.junit.TestResultAction;
import java.time.Duration;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What a Pipeline author writes, and what comes of it; every script runs in the Groovy sandbox. */
@Timeout(300)
class PipelineJenkinsTest {
    private static final String GOOD = Shop.spec(8, "");

    @RegisterExtension
    final JenkinsSessionExtension session = new JenkinsSessionExtension();

    @Test
    void aConformingVersionIsPromoted() throws Throwable {
        session.then(jenkins -> {
            try (Shop shop = opened("")) {
                WorkflowRun build = build(
                        jenkins,
                        "def v = " + Shop.step("mirrorExperiment", GOOD)
                                + "\necho \"got ${v.verdict} ${v.outcome} ${v.conforms} ${v.promoted} ${v.requests.dark > 0}\""
                                + "\necho \"first ${v.objectives[0].metric} ${v.objectives[0].standing} of ${v.objectives.size()}\""
                                + "\necho \"env ${env.MIRROR_VERDICT} ${env.MIRROR_OUTCOME}\""
                                + "\necho \"at ${v.reportUrl}\"");

                jenkins.assertBuildStatusSuccess(build);
                jenkins.assertLogContains("got conforms promoted true true true", build);
                jenkins.assertLogContains("first error-rate met of 1", build);
                jenkins.assertLogContains("env conforms promoted", build);
                jenkins.assertLogContains("at " + jenkins.getURL() + "job/gate/1/mirrorExperiment/", build);
                assertThat(shop.isTidy()).isTrue();
                assertThat(build.getArtifactManager().root().list("mirror-experiment/*", null, true))
                        .contains(
                                "mirror-experiment/default.reviews-v2.1.json",
                                "mirror-experiment/default.reviews-v2.1.html");
            }
        });
    }

    @Test
    void aViolationFailsTheBuildAndIsRolledBack() throws Throwable {
        session.then(jenkins -> {
            try (Shop shop = opened("errors=0.5")) {
                WorkflowRun build = build(jenkins, Shop.step("mirrorExperiment", GOOD) + "\necho 'never said'");

                jenkins.assertBuildStatus(Result.FAILURE, build);
                jenkins.assertLogContains("violates (objective-breached)", build);
                jenkins.assertLogNotContains("never said", build);
                assertThat(shop.isTidy()).isTrue();
            }
        });
    }

    @Test
    void whatAViolationMeansIsTheAuthorsChoice() throws Throwable {
        session.then(jenkins -> {
            try (Shop shop = opened("errors=0.5")) {
                WorkflowRun unstable = build(
                        jenkins,
                        Shop.step("mirrorExperiment", GOOD, "resultOnViolation: 'UNSTABLE'") + "\necho 'said after'");
                jenkins.assertBuildStatus(Result.UNSTABLE, unstable);
                jenkins.assertLogContains("said after", unstable);

                WorkflowRun none = build(
                        jenkins,
                        "def v = " + Shop.step("mirrorExperiment", GOOD, "resultOnViolation: 'NONE'")
                                + "\necho \"it ${v.verdict}\"");
                jenkins.assertBuildStatusSuccess(none);
                jenkins.assertLogContains("it violates", none);

                WorkflowRun caught = build(
                        jenkins,
                        "catchError(buildResult: 'UNSTABLE', stageResult: 'FAILURE') { "
                                + Shop.step("mirrorExperiment", GOOD) + " }\necho 'went on'");
                jenkins.assertBuildStatus(Result.UNSTABLE, caught);
                jenkins.assertLogContains("went on", caught);
                assertThat(shop.isTidy()).isTrue();
            }
        });
    }

    @Test
    void noEvidenceIsInconclusive() throws Throwable {
        session.then(jenkins -> {
            try (Shop shop = opened("")) {
                String deaf = Shop.spec(4, "").replace("percent: 100", "percent: 1");

                WorkflowRun build = build(
                        jenkins,
                        Shop.step(
                                "mirrorExperiment",
                                deaf,
                                "resultOnInconclusive: 'UNSTABLE'",
                                "set: ['spec.objectives=[{metric: request-count, lowerLimit: 100000}]']"));

                assertThat(Objects.requireNonNull(build.getResult())).isIn(Result.UNSTABLE, Result.FAILURE);
                jenkins.assertLogNotContains("promoted,", build);
                assertThat(shop.isTidy()).isTrue();
            }
        });
    }

    @Test
    void everyMistakeIsSaidAtOnceAndNothingIsTouched() throws Throwable {
        session.then(jenkins -> {
            try (Shop shop = opened("")) {
                String wrong = GOOD.replace("percent: 100", "percent: 140").replace("upperLimit", "uperLimit");

                WorkflowRun build = build(jenkins, Shop.step("mirrorExperiment", wrong));

                jenkins.assertBuildStatus(Result.FAILURE, build);
                jenkins.assertLogContains("spec.mirror.percent", build);
                jenkins.assertLogContains("uperLimit", build);
                jenkins.assertLogContains("mistakes in the step's text; nothing was touched", build);
                jenkins.assertLogNotContains("at io.jenkins", build);
                assertThat(shop.isTidy()).isTrue();
            }
        });
    }

    @Test
    void anUnknownProfileIsSaidWithThoseThatAre() throws Throwable {
        session.then(jenkins -> {
            try (Shop shop = opened("")) {
                WorkflowRun build =
                        build(jenkins, "mirrorExperiment(text: '''" + GOOD + "''', cluster: 'shp', metrics: 'prom')");

                jenkins.assertBuildStatus(Result.FAILURE, build);
                jenkins.assertLogContains(
                        "there is no cluster profile 'shp' in the system configuration; it has shop", build);
                assertThat(shop.isTidy()).isTrue();
            }
        });
    }

    @Test
    void declarativeNeedsNoAgentAndNamedParametersNoSpec() throws Throwable {
        session.then(jenkins -> {
            try (Shop shop = opened("")) {
                WorkflowRun build = build(jenkins, """
                        pipeline {
                          agent none
                          options { timeout(time: 5, unit: 'MINUTES') }
                          stages {
                            stage('Dark launch') {
                              steps {
                                mirrorExperiment(service: 'reviews', live: 'v1', dark: 'v2', image: 'example/reviews:2.0', percent: 100,
                                  objectives: [[metric: 'error-rate', upperLimit: 0.05], [metric: 'latency-p95', upperLimit: 2000]],
                                  interval: '250ms', iterations: 8, warmUp: 1, cluster: 'shop', metrics: 'prom',
                                  set: ['spec.mirror.settle=100ms', 'spec.mirror.methods=["*"]', 'spec.protection.baseline=2s',
                                        'spec.decision={rule: point, failFast: false}'])
                              }
                            }
                          }
                          post { success { echo "released ${env.MIRROR_RUN}" } }
                        }
                        """);

                jenkins.assertBuildStatusSuccess(build);
                jenkins.assertLogContains("released default.reviews-v2.1", build);
                assertThat(shop.isTidy()).isTrue();
            }
        });
    }

    @Test
    void aSpecInTheWorkspaceIsReadAndReportsAreWrittenThere() throws Throwable {
        session.then(jenkins -> {
            try (Shop shop = opened("")) {
                WorkflowRun build = build(
                        jenkins,
                        "node { writeFile file: 'deploy/reviews.yaml', text: '''" + GOOD + "'''\n"
                                + "mirrorExperiment(spec: 'deploy/reviews.yaml', cluster: 'shop', metrics: 'prom')\n"
                                + "junit 'mirror-experiment/*.xml' }");

                jenkins.assertBuildStatusSuccess(build);
                TestResultAction tests = Objects.requireNonNull(build.getAction(TestResultAction.class));
                assertThat(tests.getTotalCount()).isPositive();
                assertThat(tests.getFailCount()).isZero();
                assertThat(shop.isTidy()).isTrue();
            }
        });
    }

    @Test
    void thePartsAreStepsOfTheirOwn() throws Throwable {
        session.then(jenkins -> {
            try (Shop shop = opened("")) {
                WorkflowRun build = build(
                        jenkins,
                        "def run = " + Shop.step("mirrorDeploy", GOOD)
                                + "\necho \"deployed ${run}\""
                                + "\nmirrorTraffic(run: run) { def v = mirrorConformance(run: run); echo \"judged ${v.verdict}\" }"
                                + "\ndef p = mirrorPromote(run: run)\necho \"then ${p.outcome}\"");

                jenkins.assertBuildStatusSuccess(build);
                jenkins.assertLogContains("deployed default.reviews-v2.1", build);
                jenkins.assertLogContains("judged conforms", build);
                jenkins.assertLogContains("then promoted", build);
                assertThat(shop.isTidy()).isTrue();
            }
        });
    }

    @Test
    void aBodyThatFailsShutsTheMirrorAndTheBuildsEndRollsBack() throws Throwable {
        session.then(jenkins -> {
            try (Shop shop = opened("")) {
                WorkflowRun build = build(
                        jenkins,
                        "def run = " + Shop.step("mirrorDeploy", Shop.spec(200, ""))
                                + "\nmirrorTraffic(run: run) { error 'the smoke test failed' }");

                jenkins.assertBuildStatus(Result.FAILURE, build);
                jenkins.assertLogContains("the smoke test failed", build);
                jenkins.assertLogContains("shut the mirror", build);
                Patiently.until("all is as before", Duration.ofMinutes(1), () -> Gates.get()
                        .all()
                        .isEmpty());
                assertThat(shop.isTidy()).isTrue();
            }
        });
    }

    @Test
    void mirrorRollbackBringsEverythingBack() throws Throwable {
        session.then(jenkins -> {
            try (Shop shop = opened("")) {
                WorkflowRun build = build(
                        jenkins,
                        Shop.step("mirrorDeploy", GOOD) + "\ndef v = mirrorRollback()\necho \"then ${v.outcome}\"");

                jenkins.assertBuildStatusSuccess(build);
                jenkins.assertLogContains("then rolled-back", build);
                assertThat(shop.isTidy()).isTrue();
            }
        });
    }

    @Test
    void promotingWhatDoesNotConformIsRefused() throws Throwable {
        session.then(jenkins -> {
            try (Shop shop = opened("")) {
                WorkflowRun build = build(jenkins, Shop.step("mirrorDeploy", GOOD) + "\nmirrorPromote()");

                jenkins.assertBuildStatus(Result.FAILURE, build);
                jenkins.assertLogContains(
                        "only a version that conforms, or is held for a person, can be promoted", build);
                Patiently.until("all is as before", Duration.ofMinutes(1), () -> Gates.get()
                        .all()
                        .isEmpty());
                assertThat(shop.isTidy()).isTrue();
            }
        });
    }

    @Test
    void aTimeoutShutsTheMirrorBeforeTheBuildEnds() throws Throwable {
        session.then(jenkins -> {
            try (Shop shop = opened("")) {
                WorkflowRun build = build(
                        jenkins,
                        "timeout(time: 8, unit: 'SECONDS') { " + Shop.step("mirrorExperiment", Shop.spec(1000, ""))
                                + " }");

                jenkins.assertBuildStatus(Result.ABORTED, build);
                Patiently.until("all is as before", Duration.ofMinutes(1), () -> Gates.get()
                        .all()
                        .isEmpty());
                assertThat(shop.isTidy()).isTrue();
            }
        });
    }

    @Test
    void twoBuildsOnOneTargetDoNotDisturbEachOther() throws Throwable {
        session.then(jenkins -> {
            try (Shop shop = opened("")) {
                WorkflowJob job = jenkins.createProject(WorkflowJob.class, "gate");
                job.setDefinition(new CpsFlowDefinition(Shop.step("mirrorExperiment", Shop.spec(40, "")), true));
                WorkflowRun first =
                        Objects.requireNonNull(job.scheduleBuild2(0)).waitForStart();
                jenkins.waitForMessage("mirrored", first);

                WorkflowRun second =
                        Objects.requireNonNull(job.scheduleBuild2(0)).get();

                jenkins.assertBuildStatus(Result.FAILURE, second);
                jenkins.assertLogContains("(claimed)", second);
                jenkins.assertLogContains("gate#1", second);
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(first));
                assertThat(shop.isTidy()).isTrue();
            }
        });
    }

    @Test
    void gatesOnTwoServicesBesideEachOtherEndEachInItsOwnWay() throws Throwable {
        session.then(jenkins -> {
            try (Shop shop = opened("")) {
                WorkflowRun build = build(
                        jenkins,
                        "def ends = [:]\nparallel(reviews: { retry(2) { ends.reviews = "
                                + Shop.step("mirrorExperiment", GOOD)
                                + " } },\npage: { ends.page = "
                                + Shop.step("mirrorExperiment", Shop.specOfBrokenPage(8), "resultOnViolation: 'NONE'")
                                + " })\necho \"reviews ${ends.reviews.outcome}, page ${ends.page.outcome}\"");

                jenkins.assertBuildStatusSuccess(build);
                jenkins.assertLogContains("reviews promoted, page rolled-back", build);
                assertThat(shop.isTidy()).isTrue();
                assertThat(shop.liveImage()).startsWith("example/reviews@sha256:");
            }
        });
    }

    private static Shop opened(String dark) throws Exception {
        Shop shop = Shop.open(dark);
        shop.introduce();
        return shop;
    }

    private static WorkflowRun build(JenkinsRule jenkins, String script) throws Exception {
        WorkflowJob job = jenkins.jenkins.getItemByFullName("gate", WorkflowJob.class);
        WorkflowJob gate = job == null ? jenkins.createProject(WorkflowJob.class, "gate") : job;
        gate.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.waitForCompletion(
                Objects.requireNonNull(gate.scheduleBuild2(0)).waitForStart());
    }
}
