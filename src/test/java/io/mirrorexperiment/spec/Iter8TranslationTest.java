package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.MetricQuery;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.QueriedMetric;
import io.mirrorexperiment.experiment.Queries;
import io.mirrorexperiment.experiment.Requirements;
import io.mirrorexperiment.experiment.Version;
import io.mirrorexperiment.sandbox.SampleApp;
import io.mirrorexperiment.spec.iter8.Iter8Objects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Iter8's experiments mean in our own words. */
class Iter8TranslationTest {
    private static final String KNATIVE = SampleApp.experiment();
    private static final SpecReader READER = new SpecReader(path -> {
        throw new IOException("nothing else is read, but " + path);
    });
    private static final String ERRORS = """
              type: Counter
              units: requests
              method: POST
              urlTemplate: https://metrics.example.com/${path}/query
              authType: Bearer
              secret: keys
              headerTemplates: [{name: Authorization, value: "Bearer ${token}"}]
              params: [{name: q, value: "errors{revision='$revision'}[${elapsedTime}s] $other"}]
              body: '{"v": "$name"}'
              jqExpression: .value
            """;

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
    void aMetricThatIsDefinedNowhereIsRefusedWithTheWaysOut() {
        assertThat(mistakes(KNATIVE.replace("iter8-knative/error-rate", "default/my-errors")))
                .singleElement()
                .asString()
                .startsWith(
                        "spec.criteria.objectives[2].metric: default/my-errors is defined nowhere: it is not in the file,"
                                + " and no cluster is asked here; put its Metric object into the file, after a line ---,"
                                + " or name its file by --with, or apply it to the cluster");
    }

    @Test
    void countersOfTwoMeshesAreNotMixed() {
        assertThat(mistakes(KNATIVE.replace("iter8-knative/error-rate", "iter8-istio/error-rate")))
                .isNotEmpty()
                .allMatch(mistake -> mistake.contains("is not counted where iter8-istio is"));
    }

    @Test
    void aMetricObjectBesideTheExperimentIsAskedAsIter8Would() {
        SpecResult.Valid valid = valid(withMetric("my-errors", ERRORS));
        Queries queries = valid.experiment().queries().orElseThrow();

        assertThat(valid.experiment().objectives().get(2))
                .isEqualTo(new Objective(
                        Metric.queried("default/my-errors", "requests"),
                        new Limit.AtMost(0.01),
                        OptionalDouble.empty()));
        assertThat(queries.variables()).containsEntry("name", "current").containsEntry("revision", "sample-app-v2");
        assertThat(queries.metrics())
                .containsExactly(new QueriedMetric(
                        Metric.queried("default/my-errors", "requests"),
                        QueriedMetric.Type.GAUGE,
                        new MetricQuery(
                                MetricQuery.Method.POST,
                                "https://metrics.example.com/${path}/query",
                                List.of(new MetricQuery.Named("Authorization", "Bearer ${token}")),
                                List.of(new MetricQuery.Named(
                                        "q", "errors{revision='$revision'}[${elapsedTime}s] $$other")),
                                Optional.of("{\"v\": \"$name\"}"),
                                false,
                                Map.of(
                                        "path", new Credential.InSecret("keys", "path"),
                                        "token", new Credential.InSecret("keys", "token")),
                                ".value"),
                        Optional.empty(),
                        Duration.ofSeconds(10)));
        assertThat(valid.defaults())
                .contains("default/my-errors: its secret keys is read in namespace default, and not in Iter8's own");
    }

    @Test
    void aMetricObjectIsTakenFromAnotherFileOrFromTheCluster() {
        String file = KNATIVE.replace("iter8-knative/error-rate", "default/my-errors");
        String metric = metric("my-errors", "default", ERRORS);
        Iter8Result.Valid<Iter8Objects> beside =
                (Iter8Result.Valid<Iter8Objects>) new Iter8Reader("default").objects(bytes(metric));
        Iter8MetricObjects cluster = (namespace, name) -> namespace.equals("default") && name.equals("my-errors")
                ? new Iter8MetricObjects.Found.There(metric)
                : new Iter8MetricObjects.Found.Missing("the cluster has none");

        for (SpecReader reader : List.of(
                READER.findingMetrics(beside.value().metrics(), Iter8MetricObjects.none()),
                READER.findingMetrics(List.of(), cluster))) {
            assertThat(reader.read(bytes(file))).isInstanceOfSatisfying(SpecResult.Valid.class, valid -> assertThat(
                            valid.experiment().queries())
                    .isEqualTo(
                            valid(withMetric("my-errors", ERRORS)).experiment().queries()));
        }
        assertThat(READER.findingMetrics(List.of(), Iter8MetricObjects.later()).read(bytes(file)))
                .isInstanceOf(SpecResult.Valid.class);
    }

    @Test
    void ofACataloguesNameTheUsersDefinitionDecidesOnlyWhereItDiffers() throws IOException {
        String own = Files.readString(Path.of("resources", "metrics", "iter8-knative.yaml"))
                .replace("'$revision'", "'$name'")
                .replace("http://prometheus-operated.iter8-system:9090", "http://prom.shop:9090");

        SpecResult.Valid same = valid(KNATIVE + "\n---\n" + own);
        assertThat(same.experiment().queries()).isEmpty();
        assertThat(same.experiment().metrics().url()).hasToString("http://prom.shop:9090");

        SpecResult.Valid other = valid(KNATIVE + "\n---\n" + own.replace("!='2xx'", "=~'5..'"));
        assertThat(other.experiment().queries().orElseThrow().metrics())
                .singleElement()
                .satisfies(query -> assertThat(query.metric().name()).isEqualTo("iter8-knative/error-rate"));
        assertThat(other.experiment().objectives())
                .extracting(Objective::metric)
                .contains(Metric.LATENCY_MEAN);
        assertThat(other.defaults())
                .contains(
                        "iter8-knative/error-rate: your definition asks something else than Iter8's own, so it is asked, one"
                                + " value at each look");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mock: [{name: current, level: 1}] | has mock values, which are made up",
                "provider: iter8 | is collected by Iter8 from requests of its own",
                "jqExpression: null | has no jqExpression",
                "urlTemplate: null | has no urlTemplate",
                "method: GET | has a body and method: GET",
                "secret: null | signs in and names no secret",
                "secret: other/keys | takes its secret from namespace other; a run reads Secrets of namespace default only",
            })
    void whatShowsNothingOrCannotBeAskedIsRefused(String change, String message) {
        String word = change.substring(0, change.indexOf(':'));
        String spec = ERRORS.replaceAll("(?m)^  " + word + ":.*\n", "")
                + (change.endsWith("null") ? "" : "  " + change + "\n");

        assertThat(mistakes(withMetric("my-errors", spec)))
                .singleElement()
                .asString()
                .contains("default/my-errors " + message);
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
        return READER.read(bytes(text), overrides);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The third objective is on a metric of the user's, whose definition follows. */
    private static String withMetric(String name, String spec) {
        return KNATIVE.replace("iter8-knative/error-rate", "default/" + name) + "\n---\n"
                + metric(name, "default", spec);
    }

    private static String metric(String name, String namespace, String spec) {
        return "apiVersion: iter8.tools/v2alpha2\nkind: Metric\nmetadata: {name: " + name + ", namespace: " + namespace
                + "}\nspec:\n" + spec;
    }
}
