package io.jenkins.plugins.mirrorexperiment;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.mirrorexperiment.sandbox.kube.Fault;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A controller in a process of its own is killed as by kill -9, and started again. The shop outlives it in the process of the test. */
@Timeout(400)
class KilledJenkinsTest {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @RegisterExtension
    final RealJenkinsExtension controller = new RealJenkinsExtension();

    private final Shop shop = Shop.open();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void whileItIterates() throws Throwable {
        begin(Shop.step("mirrorExperiment", Shop.spec(60, "")));
        controller.run(KilledJenkinsTest::looks);

        kill();

        isPromotedAtLast();
    }

    @Test
    void betweenAnEffectAndItsEntry() throws Throwable {
        // The route is changed, but no answer comes: the controller can't have written down that the mirror is open.
        shop.sandbox()
                .cluster()
                .faults()
                .always(
                        (method, path) ->
                                !method.equals("GET") && path.endsWith("/virtualservices/reviews") && shop.isDeployed(),
                        new Fault.DropAfter());
        begin(Shop.step("mirrorExperiment", Shop.spec(8, "")));
        Patiently.until("a mirror", LONGEST, shop::isMirrored);

        kill();
        shop.sandbox().cluster().faults().clear();

        isPromotedAtLast();
    }

    private void begin(String script) throws Throwable {
        controller.startJenkins();
        controller.runRemotely(
                new Begin(shop.sandbox().kubeconfig(), shop.sandbox().prometheusUrl(), script));
    }

    private void kill() {
        controller.stopJenkinsForcibly();
    }

    private void isPromotedAtLast() throws Throwable {
        controller.startJenkins();
        String log = controller.runRemotely(KilledJenkinsTest::success);
        List<String> lines = Arrays.stream(log.split("\n")).map(String::strip).toList();
        assertThat(lines.stream().filter(line -> line.equals("run default.reviews-v2.1")))
                .hasSize(1);
        assertThat(log).contains("promoted").doesNotContain("default.reviews-v2.2");
        assertThat(shop.isTidy()).isTrue();
    }

    private static void looks(JenkinsRule jenkins) throws Throwable {
        jenkins.waitForMessage("look 2", build(jenkins));
    }

    private static String success(JenkinsRule jenkins) throws Throwable {
        WorkflowRun build = build(jenkins);
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        return JenkinsRule.getLog(build);
    }

    private static WorkflowRun build(JenkinsRule jenkins) {
        return Objects.requireNonNull(jenkins.jenkins.getItemByFullName("gate", WorkflowJob.class))
                .getBuildByNumber(1);
    }

    private record Begin(String kubeconfig, String prometheus, String script)
            implements RealJenkinsExtension.Step, Serializable {
        @Override
        public void run(JenkinsRule jenkins) throws Throwable {
            Shop.introduce(kubeconfig, prometheus);
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "gate");
            job.setDefinition(new CpsFlowDefinition(script, true));
            Objects.requireNonNull(job.scheduleBuild2(0)).waitForStart();
        }
    }
}
