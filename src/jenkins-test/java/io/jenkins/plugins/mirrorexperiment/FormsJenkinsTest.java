package io.jenkins.plugins.mirrorexperiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;
import org.kohsuke.stapler.DataBoundSetter;

/** The steps in the snippet generator: what is filled in comes out, as a script and back again. */
@Timeout(300)
class FormsJenkinsTest {
    @RegisterExtension
    final JenkinsSessionExtension session = new JenkinsSessionExtension();

    /** Each in a controller of its own: what a browser without a window takes for a form is seconds, and a session has three minutes. */
    @ParameterizedTest
    @MethodSource("scripts")
    void aStepSurvivesItsForm(String script) throws Throwable {
        session.then(jenkins -> {
            profiles();
            Step before = Objects.requireNonNull(steps().get(script));
            Step after = new StepConfigTester(jenkins).configRoundTrip(before);
            if (before instanceof SpecStep begun) {
                assertThat(((SpecStep) after).words()).isEqualTo(begun.words());
            }
            jenkins.assertEqualDataBoundBeans(before, after);
        });
    }

    static Stream<String> scripts() {
        return steps().keySet().stream();
    }

    @Test
    void everyStepIsWrittenAsAPersonWouldWriteIt() throws Throwable {
        session.then(jenkins -> {
            profiles();
            SnippetizerTester snippets = new SnippetizerTester(jenkins);
            for (Map.Entry<String, Step> step : steps().entrySet()) {
                snippets.assertRoundTrip(step.getValue(), step.getKey());
            }
        });
    }

    @Test
    void aPipelineThatSaysTrueMeansPatch() throws Throwable {
        session.then(jenkins -> {
            MirrorExperimentStep step =
                    DescribableModel.of(MirrorExperimentStep.class).instantiate(Map.of("gitops", true));

            assertThat(step.getGitops()).isEqualTo("patch");
        });
    }

    @Test
    void everyParameterHasItsHelp() throws Throwable {
        session.then(jenkins -> {
            Visitor author = new Visitor(
                    jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false), jenkins.getURL());
            for (Step step : steps().values()) {
                SnippetizerTester.assertDocGeneration(step.getClass());
                helps(author, step.getClass());
            }
            helps(author, ObjectiveParameter.class);
            helps(author, ClusterProfile.class);
            helps(author, MetricsProfile.class);
        });
    }

    private static void helps(Visitor author, Class<?> described) throws Exception {
        for (Method method : described.getMethods()) {
            if (method.isAnnotationPresent(DataBoundSetter.class)) {
                String field = Character.toLowerCase(method.getName().charAt(3))
                        + method.getName().substring(4);
                assertThat(author.text("descriptor/" + described.getName() + "/help/" + field))
                        .as("help of " + field + " of " + described.getSimpleName())
                        .contains("<div>");
            }
        }
    }

    private static void profiles() {
        MirrorExperimentConfiguration.get().setClusters(List.of(new ClusterProfile("prod-eu")));
        MirrorExperimentConfiguration.get()
                .setMetrics(List.of(new MetricsProfile("prometheus-eu", "http://127.0.0.1:9090")));
    }

    private static Map<String, Step> steps() {
        Map<String, Step> steps = new LinkedHashMap<>();
        steps.put("mirrorExperiment spec: 'deploy/reviews.yaml'", spec());
        steps.put(
                "mirrorExperiment cluster: 'prod-eu', dark: 'v2', extend: true, gitops: 'print', image: 'example/reviews:2.0', interval: '10s',"
                        + " iterations: 60, live: 'v1', metrics: 'prometheus-eu', name: 'reviews', namespace: 'shop',"
                        + " objectives: [[cap: 1000.0, metric: 'latency-mean', upperLimit: 50.0], [maxIncreaseVsLive: 0.005, metric: 'error-rate']],"
                        + " onInconclusive: 'hold', percent: 40.0, promotion: 'auto', resultOnInconclusive: 'UNSTABLE', resultOnViolation: 'NONE',"
                        + " service: 'reviews', set: ['spec.mirror.methods=[\"GET\"]', 'spec.decision.soak=5m'], warmUp: 3",
                whole());
        MirrorDeployStep deploy = new MirrorDeployStep();
        deploy.setText("kind: MirrorExperiment");
        steps.put("mirrorDeploy text: 'kind: MirrorExperiment'", deploy);
        MirrorTrafficStep traffic = new MirrorTrafficStep();
        traffic.setRun("shop.reviews.1");
        steps.put("mirrorTraffic(run: 'shop.reviews.1') {\n    // some block\n}", traffic);
        MirrorConformanceStep conformance = new MirrorConformanceStep();
        conformance.setResultOnInconclusive("UNSTABLE");
        steps.put("mirrorConformance resultOnInconclusive: 'UNSTABLE'", conformance);
        steps.put("mirrorPromote()", new MirrorPromoteStep());
        MirrorRollbackStep rollback = new MirrorRollbackStep();
        rollback.setRun("shop.reviews.1");
        steps.put("mirrorRollback run: 'shop.reviews.1'", rollback);
        return steps;
    }

    private static Step spec() {
        MirrorExperimentStep step = new MirrorExperimentStep();
        step.setSpec("deploy/reviews.yaml");
        return step;
    }

    private static Step whole() {
        ObjectiveParameter mean = new ObjectiveParameter("latency-mean");
        mean.setUpperLimit(50.0);
        mean.setCap(1000.0);
        ObjectiveParameter errors = new ObjectiveParameter("error-rate");
        errors.setMaxIncreaseVsLive(0.005);
        MirrorExperimentStep step = new MirrorExperimentStep();
        step.setCluster("prod-eu");
        step.setMetrics("prometheus-eu");
        step.setName("reviews");
        step.setNamespace("shop");
        step.setService("reviews");
        step.setLive("v1");
        step.setDark("v2");
        step.setImage("example/reviews:2.0");
        step.setPercent(40.0);
        step.setObjectives(List.of(mean, errors));
        step.setInterval("10s");
        step.setIterations(60);
        step.setWarmUp(3);
        step.setPromotion("auto");
        step.setOnInconclusive("hold");
        step.setSet(List.of("spec.mirror.methods=[\"GET\"]", "spec.decision.soak=5m"));
        step.setExtend(true);
        step.setGitops("print");
        step.setResultOnViolation("NONE");
        step.setResultOnInconclusive("UNSTABLE");
        return step;
    }
}
