package io.jenkins.plugins.mirrorexperiment;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.ParametersAction;
import hudson.model.Result;
import hudson.model.StringParameterValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The pipelines that people copy, word for word, on a project with a Makefile and a spec. */
@Timeout(300)
class ExampleJenkinsTest {
    private static final String MAKEFILE = """
            image push release:
            \t@echo "$@ of $(IMAGE)"
            """;

    @RegisterExtension
    final JenkinsSessionExtension session = new JenkinsSessionExtension();

    @ParameterizedTest
    @ValueSource(strings = {"Jenkinsfile.example", "docs/Jenkinsfile.scripted"})
    void aGoodVersionIsReleased(String example) throws Throwable {
        session.then(jenkins -> {
            try (Shop shop = opened("")) {
                WorkflowRun build = build(jenkins, example);

                jenkins.assertBuildStatusSuccess(build);
                jenkins.assertLogContains("push of example/reviews:2.0", build);
                jenkins.assertLogContains("release of example/reviews:2.0", build);
                assertThat(shop.isTidy()).isTrue();
                assertThat(shop.liveImage()).startsWith("example/reviews");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Jenkinsfile.example", "docs/Jenkinsfile.scripted"})
    void aBadVersionIsNot(String example) throws Throwable {
        session.then(jenkins -> {
            try (Shop shop = opened("errors=0.5")) {
                String before = shop.liveImage();

                WorkflowRun build = build(jenkins, example);

                jenkins.assertBuildStatus(Result.FAILURE, build);
                jenkins.assertLogNotContains("release of", build);
                jenkins.assertLogContains("error-rate", build);
                assertThat(shop.isTidy()).isTrue();
                assertThat(shop.liveImage()).isEqualTo(before);
            }
        });
    }

    private static Shop opened(String dark) throws Exception {
        Shop shop = Shop.open(dark);
        shop.introduceAs("prod", "prometheus");
        return shop;
    }

    private static WorkflowRun build(JenkinsRule jenkins, String example) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        job.setDefinition(new CpsFlowDefinition(Files.readString(Path.of(example)), true));
        FilePath workspace = Objects.requireNonNull(jenkins.jenkins.getWorkspaceFor(job));
        workspace.child("Makefile").write(MAKEFILE, "UTF-8");
        workspace.child("deploy/reviews.yaml").write(Shop.spec(8, ""), "UTF-8");
        ParametersAction parameters = new ParametersAction(
                new StringParameterValue("IMAGE", "example/reviews"), new StringParameterValue("TAG", "2.0"));
        return jenkins.waitForCompletion(
                Objects.requireNonNull(job.scheduleBuild2(0, parameters)).waitForStart());
    }
}
