package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Requirements;
import io.mirrorexperiment.experiment.Version;
import io.mirrorexperiment.sandbox.SampleApp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What Iter8's experiments mean in our own words. */
class Iter8TranslationTest {
    private static final String KNATIVE = SampleApp.experiment();

    @Test
    void aConformanceExperimentOnKnativeWatchesTheRevisionOfItsVariable() {
        Experiment experiment = valid(KNATIVE).experiment();

        assertThat(experiment.namespace() + "/" + experiment.name()).isEqualTo("default/mirroring");
        assertThat(experiment.service()).isEqualTo("sample-app");
        assertThat(experiment.live()).isEqualTo(new Version.Serving());
        assertThat(experiment.dark().source())
                .isEqualTo(new DarkSource.Present(new Version.OfRevision("sample-app-v2")));
        assertThat(experiment.mirror().via()).isEqualTo(Mirror.Via.EXISTING);
        assertThat(experiment.promotion().mode()).isEqualTo(Promotion.Mode.NONE);
        assertThat(experiment.metrics().errors()).contains(MetricsSystem.Errors.NOT_2XX);
        assertThat(experiment.metrics().reporter()).isEqualTo(MetricsSystem.QUEUE_PROXY);
    }

    @Test
    void itIsJudgedByThePointRuleAtItsLastIteration() {
        Experiment experiment = valid(KNATIVE).experiment();

        assertThat(experiment.decision().rule()).isEqualTo(Decision.Rule.POINT);
        assertThat(experiment.decision().failFast()).isFalse();
        assertThat(experiment.cadence()).isEqualTo(new Cadence(Duration.ofSeconds(10), 10, 0));
        assertThat(experiment.objectives())
                .containsExactly(
                        new Objective(Metric.LATENCY_MEAN, new Limit.AtMost(50), OptionalDouble.empty()),
                        new Objective(
                                Metric.named("latency-p95").orElseThrow(),
                                new Limit.AtMost(100),
                                OptionalDouble.empty()),
                        new Objective(Metric.ERROR_RATE, new Limit.AtMost(0.01), OptionalDouble.empty()));
    }

    @Test
    void everyDifferenceFromIter8IsTold() {
        assertThat(valid(KNATIVE).defaults())
                .anyMatch(told -> told.startsWith("iter8: without requests, without values"))
                .anyMatch(told -> told.startsWith("iter8: the first look comes one interval after"));
    }

    @Test
    void aVersionWithoutAVariableIsTheRevisionOfItsName() {
        String named = KNATIVE.replace("name: current\n      variables:\n", "name: sample-app-v2\n      variables:\n")
                .replace("name: revision", "name: other")
                .replaceAll("(?s)    actions:.*?  criteria:", "  criteria:");

        assertThat(valid(named).experiment().dark().source())
                .isEqualTo(new DarkSource.Present(new Version.OfRevision("sample-app-v2")));
    }

    @Test
    void whatIsSetGoesOnTopOfWhatItMeans() {
        SpecResult.Valid set = (SpecResult.Valid) read(
                KNATIVE,
                List.of("spec.metrics.prometheus.url=http://prom:9090", "spec.live={revision: sample-app-v1}"));

        assertThat(set.experiment().metrics().url()).hasToString("http://prom:9090");
        assertThat(set.experiment().live()).isEqualTo(new Version.OfRevision("sample-app-v1"));
    }

    @Test
    void loopsAreIterationsToo() {
        String loops = KNATIVE.replace("iterationsPerLoop: 10", "iterationsPerLoop: 10\n    maxLoops: 3");

        assertThat(valid(loops).experiment().cadence().iterations()).isEqualTo(30);
    }

    @Test
    void anObjectiveThatRollsBackAtOnceEndsTheRunAtOnce() {
        String eager = KNATIVE.replace("upperLimit: 50", "upperLimit: 50\n      rollback_on_failure: true");

        assertThat(valid(eager).experiment().decision().failFast()).isTrue();
    }

    @Test
    void anotherMetricIsRefusedByItsName() {
        assertThat(mistakes(KNATIVE.replace("iter8-knative/error-rate", "default/my-errors")))
                .singleElement()
                .asString()
                .startsWith("spec.criteria.objectives[2].metric: default/my-errors is not judged by this version");
    }

    @Test
    void metricsOfTwoCataloguesAreNotMixed() {
        assertThat(mistakes(KNATIVE.replace("iter8-knative/error-rate", "iter8-istio/error-rate")))
                .isNotEmpty()
                .allMatch(mistake -> mistake.contains("is not judged by this version, which knows iter8-istio/"));
    }

    /** Iter8 finds a winner there. */
    @Test
    void noObjectiveIsNoPass() {
        String none = KNATIVE.replaceAll("(?s)  criteria:.*?  duration:", "  duration:");

        SpecResult.Valid valid = valid(none);

        assertThat(valid.experiment().objectives()).isEmpty();
        assertThat(valid.defaults())
                .contains(
                        "spec.criteria.objectives: there are none, so nothing can be shown and the verdict is inconclusive; Iter8"
                                + " finds a winner without any evidence");
        assertThat(read(none, List.of("spec.promotion=auto"))).isInstanceOf(SpecResult.Invalid.class);
    }

    @Test
    void whatStartActionsWaitForIsRequired() {
        String both = KNATIVE.replace("- task: knative/init-experiment", """
                - task: knative/init-experiment
                      - task: common/readiness
                        with:
                          initialDelaySeconds: 2
                          numRetries: 3
                          intervalSeconds: 4
                          objRefs:
                          - {kind: deploy, namespace: shop, name: db, waitFor: condition=available}
                          - {kind: svc, name: cache}
                """.stripTrailing());

        assertThat(valid(both).experiment().requires())
                .contains(new Requirements(
                        Duration.ofSeconds(300 + 2 + 3 * 4),
                        List.of(
                                wanted("services.serving.knative.dev", "default", "sample-app", "Ready"),
                                wanted("revisions.serving.knative.dev", "default", "sample-app-v2", "Ready"),
                                wanted("deploy", "shop", "db", "available"),
                                new Requirements.Wanted("svc", "default", "cache", Optional.empty()))));
    }

    private static Requirements.Wanted wanted(String kind, String namespace, String name, String condition) {
        return new Requirements.Wanted(kind, namespace, name, Optional.of(Requirements.Condition.of(condition)));
    }

    @Test
    void onIstioTheLiveVersionMustBeNamed() {
        String istio = KNATIVE.replace("iter8-knative/95th-percentile-tail-latency", "iter8-istio/error-count")
                .replace("iter8-knative", "iter8-istio")
                .replaceAll("(?s)    actions:.*?  criteria:", "  criteria:")
                .replace("name: current", "name: reviews-v2");

        assertThat(mistakes(istio)).singleElement().asString().startsWith("spec.live: is missing");
        SpecResult.Valid set = (SpecResult.Valid) read(istio, List.of("spec.live.deployment=reviews-v1"));
        assertThat(set.experiment().dark().source())
                .isEqualTo(new DarkSource.Present(new Version.OfDeployment("reviews-v2")));
        assertThat(set.experiment().metrics().errors()).isEmpty();
    }

    private static SpecResult.Valid valid(String text) {
        SpecResult result = read(text, List.of());
        assertThat(result).isInstanceOf(SpecResult.Valid.class);
        return (SpecResult.Valid) result;
    }

    private static List<String> mistakes(String text) {
        return ((SpecResult.Invalid) read(text, List.of()))
                .mistakes().stream()
                        .map(mistake -> mistake.path() + ": " + mistake.message())
                        .toList();
    }

    private static SpecResult read(String text, List<String> overrides) {
        return new SpecReader(path -> {
                    throw new IOException("nothing else is read, but " + path);
                })
                .read(text.getBytes(StandardCharsets.UTF_8), overrides);
    }
}
