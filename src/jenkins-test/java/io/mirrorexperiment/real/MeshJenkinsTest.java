package io.mirrorexperiment.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.ExtensionList;
import hudson.FilePath;
import hudson.model.ParametersAction;
import hudson.model.Result;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.mirrorexperiment.ClusterProfile;
import io.jenkins.plugins.mirrorexperiment.MetricsProfile;
import io.jenkins.plugins.mirrorexperiment.MirrorExperimentConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A real controller runs the example on a real Kubernetes with Istio, Envoy and Prometheus, where the machine can have them. */
@Timeout(600)
class MeshJenkinsTest {
    private static final double RATE = 60;
    private static final String MAKEFILE = "image push release:\n\t@echo \"$@ of $(IMAGE)\"\n";
    private static final String SPEC = """
            apiVersion: mirror-experiment.io/v1
            kind: MirrorExperiment
            metadata: {name: reviews-next, namespace: %s}
            spec:
              service: reviews
              live: {version: v1}
              dark: {version: overridden, image: overridden, readyWithin: 90s}
              mirror: {percent: 100, methods: ["*"], settle: 3s, flowWithin: 40s}
              metrics: {prometheus: {url: "http://overridden"}}
              objectives:
              - {metric: error-rate, upperLimit: 0.01}
              duration: {interval: 2s, iterations: 5, warmUp: 1}
              decision: {rule: point}
              protection: {baseline: 4s}
            """;

    @RegisterExtension
    final JenkinsSessionExtension session = new JenkinsSessionExtension();

    private final Bed bed = Bed.up().with("mesh").with("prometheus");

    @ParameterizedTest
    @CsvSource({"2.0, SUCCESS, promoted", "2.0-errors, FAILURE, objective-breached"})
    void theExamplePipelineGatesARealService(String tag, String result, String said) throws Throwable {
        session.then(jenkins -> {
            try (Shop shop = Shop.open(bed, "jenkins", Scenery.PLAIN);
                    Customers customers = shop.customers(RATE)) {
                introduce();

                WorkflowRun build = build(jenkins, shop, tag);

                jenkins.assertBuildStatus(Result.fromString(result), build);
                jenkins.assertLogContains(said, build);
                assertThat(customers.count().lost()).as("live requests lost").isZero();
            }
        });
    }

    private void introduce() throws IOException {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new FileCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        "bed",
                        "the test bed",
                        "kubeconfig",
                        SecretBytes.fromRawBytes(Files.readAllBytes(bed.kubeconfig()))));
        SystemCredentialsProvider.getInstance().save();
        ClusterProfile cluster = new ClusterProfile("prod");
        cluster.setCredentialsId("bed");
        MirrorExperimentConfiguration configuration =
                ExtensionList.lookupSingleton(MirrorExperimentConfiguration.class);
        configuration.setClusters(List.of(cluster));
        configuration.setMetrics(
                List.of(new MetricsProfile("prometheus", bed.prometheus().toString())));
    }

    private static WorkflowRun build(JenkinsRule jenkins, Shop shop, String tag) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        job.setDefinition(new CpsFlowDefinition(Files.readString(Path.of("Jenkinsfile.example")), true));
        FilePath workspace = Objects.requireNonNull(jenkins.jenkins.getWorkspaceFor(job));
        workspace.child("Makefile").write(MAKEFILE, "UTF-8");
        workspace.child("deploy/reviews.yaml").write(SPEC.formatted(shop.namespace()), "UTF-8");
        ParametersAction parameters = new ParametersAction(
                new StringParameterValue("IMAGE", "testbed.local/reviews"), new StringParameterValue("TAG", tag));
        return jenkins.waitForCompletion(
                Objects.requireNonNull(job.scheduleBuild2(0, parameters)).waitForStart());
    }
}
