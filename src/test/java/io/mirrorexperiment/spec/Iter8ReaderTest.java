package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.MetricQuery;
import io.mirrorexperiment.spec.iter8.Iter8Experiment;
import io.mirrorexperiment.spec.iter8.Iter8Experiment.Duration;
import io.mirrorexperiment.spec.iter8.Iter8Metric;
import io.mirrorexperiment.spec.iter8.Iter8Objective;
import io.mirrorexperiment.spec.iter8.Iter8Objects;
import io.mirrorexperiment.spec.iter8.Iter8Version;
import io.mirrorexperiment.spec.iter8.MetricName;
import io.mirrorexperiment.spec.iter8.NamedValue;
import io.mirrorexperiment.spec.iter8.Reward;
import io.mirrorexperiment.spec.iter8.Strategy;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Iter8ReaderTest {
    private static final String HEAD =
            "apiVersion: iter8.tools/v2alpha2\nkind: Experiment\nmetadata: {name: e, namespace: shop}\nspec:\n  target: a/b\n";
    private static final String CONFORMANCE = HEAD + "  strategy: {testingPattern: Conformance}\n";
    private static final String METRIC =
            "apiVersion: iter8.tools/v2alpha2\nkind: Metric\nmetadata: {name: m, namespace: shop}\n";

    @Test
    void everyFieldOfAnExperimentIsRead() {
        Iter8Experiment experiment = valid(HEAD + """
                  strategy:
                    testingPattern: A/B
                    deploymentPattern: BlueGreen
                    weights: {maxCandidateWeight: 60}
                    actions:
                      start: [{task: common/readiness, with: {numRetries: 3, objRefs: [{kind: svc, name: a}], flag: true}}]
                      finish:
                      - run: "kubectl apply -f x"
                        if: WinnerFound()
                  criteria:
                    requestCount: iter8-istio/request-count
                    indicators: [latency, iter8-istio/error-count]
                    objectives:
                    - {metric: iter8-istio/mean-latency, upperLimit: 300}
                    - {metric: error-rate, upperLimit: "0.01", lowerLimit: 1m, rollback_on_failure: false}
                    rewards: [{metric: shop/engagement, preferredDirection: Low}]
                    strength: {anything: [1]}
                  duration: {intervalSeconds: 5, iterationsPerLoop: 6, maxLoops: 7}
                  versionInfo:
                    baseline: {name: v1, variables: [{name: revision, value: r1}, {name: empty, value: ""}]}
                    candidates:
                    - name: v2
                      weightObjRef: {apiVersion: v1, kind: X, namespace: n, name: x, fieldPath: ".spec.w", uid: "7"}
                """).experiments().get(0);

        Strategy strategy = experiment.strategy();
        assertThat(strategy.testing()).isEqualTo(Strategy.TestingPattern.A_B);
        assertThat(strategy.deployment()).isEqualTo(Strategy.DeploymentPattern.BLUE_GREEN);
        assertThat(strategy.weights()).contains(new Strategy.Weights(60, 10));
        assertThat(strategy.actions()).containsOnlyKeys("start", "finish");
        assertThat(strategy.actions().get("start")).singleElement().satisfies(task -> {
            assertThat(task.task()).contains("common/readiness");
            assertThat(task.with())
                    .isEqualTo(Map.of(
                            "numRetries",
                            new BigDecimal("3"),
                            "objRefs",
                            List.of(Map.of("kind", "svc", "name", "a")),
                            "flag",
                            true));
        });
        assertThat(strategy.actions().get("finish")).singleElement().satisfies(task -> {
            assertThat(task.script()).contains("kubectl apply -f x");
            assertThat(task.condition()).contains("WinnerFound()");
        });
        assertThat(experiment.criteria().requestCount()).contains(MetricName.of("iter8-istio/request-count"));
        assertThat(experiment.criteria().indicators())
                .containsExactly(MetricName.of("latency"), MetricName.of("iter8-istio/error-count"));
        assertThat(experiment.criteria().objectives())
                .containsExactly(
                        new Iter8Objective(
                                MetricName.of("iter8-istio/mean-latency"),
                                Optional.empty(),
                                Optional.of(new BigDecimal("300")),
                                true),
                        new Iter8Objective(
                                MetricName.of("error-rate"),
                                Optional.of(new BigDecimal("0.001")),
                                Optional.of(new BigDecimal("0.01")),
                                false));
        assertThat(experiment.criteria().rewards())
                .containsExactly(new Reward("shop/engagement", Reward.Direction.LOW));
        assertThat(experiment.duration()).isEqualTo(new Duration(5, 6, 7));
        assertThat(experiment.duration().iterations()).isEqualTo(42);
        Iter8Version baseline = experiment.versions().orElseThrow().baseline();
        assertThat(baseline.values()).isEqualTo(Map.of("revision", "r1", "empty", ""));
        assertThat(experiment.versions().orElseThrow().candidates())
                .singleElement()
                .satisfies(candidate ->
                        assertThat(candidate.weight().orElseThrow().fieldPath()).contains(".spec.w"));
    }

    @Test
    void whatIsNotSaidIsAsItersControllerHasIt() {
        Iter8Experiment experiment = valid(CONFORMANCE).experiments().get(0);

        assertThat(experiment.duration()).isEqualTo(new Duration(20, 15, 1));
        assertThat(experiment.strategy().deployment()).isEqualTo(Strategy.DeploymentPattern.PROGRESSIVE);
        assertThat(experiment.versions()).isEmpty();
        assertThat(remarks(CONFORMANCE))
                .contains("spec.duration.intervalSeconds: 20", "spec.duration.iterationsPerLoop: 15");
    }

    @Test
    void everyFieldOfAMetricIsRead() {
        Iter8Metric metric = valid(METRIC + """
                spec:
                  description: How long
                  units: milliseconds
                  type: Counter
                  sampleSize: request-count
                  provider: prometheus
                  authType: APIKey
                  secret: keys/prom
                  method: POST
                  urlTemplate: https://$host/api
                  headerTemplates: [{name: X-Key, value: $key}]
                  params: [{name: query, value: "sum(x[${elapsedTime}s])"}]
                  body: '{"version": "$name"}'
                  jqExpression: .value | tonumber
                  mock: [{name: v1, level: "2.5"}, {name: v2, level: 3}]
                """).metrics().get(0);

        assertThat(metric.name()).isEqualTo(MetricName.of("shop/m"));
        assertThat(metric.type()).isEqualTo(Iter8Metric.Type.COUNTER);
        assertThat(metric.about())
                .isEqualTo(new Iter8Metric.About(
                        Optional.of("How long"), Optional.of("milliseconds"), Optional.of("prometheus")));
        assertThat(metric.sampleSize()).contains(MetricName.of("shop/request-count"));
        assertThat(metric.request())
                .isEqualTo(new Iter8Metric.Request(
                        MetricQuery.Method.POST,
                        Optional.of("https://$host/api"),
                        List.of(new NamedValue("X-Key", "$key")),
                        List.of(new NamedValue("query", "sum(x[${elapsedTime}s])")),
                        Optional.of("{\"version\": \"$name\"}"),
                        Optional.of(Iter8Metric.Auth.API_KEY),
                        Optional.of("keys/prom")));
        assertThat(metric.jqExpression()).contains(".value | tonumber");
        assertThat(metric.mock().orElseThrow())
                .containsExactly(
                        new Iter8Metric.MockLevel("v1", new BigDecimal("2.5")),
                        new Iter8Metric.MockLevel("v2", new BigDecimal("3")));
    }

    @Test
    void aMetricNeedsNothingAndIsAGaugeThatIsGot() {
        Iter8Metric metric = valid(METRIC).metrics().get(0);

        assertThat(metric.type()).isEqualTo(Iter8Metric.Type.GAUGE);
        assertThat(metric.request().method()).isEqualTo(MetricQuery.Method.GET);
        assertThat(metric.request().url()).isEmpty();
        assertThat(metric.mock()).isEmpty();
    }

    /** The cluster drops them, so that they have no effect: who meant something by them has to hear of it. */
    @Test
    void fieldsThatItersSchemaDoesNotKnowAreRemarks() {
        assertThat(remarks(CONFORMANCE + "  durations: {intervalSeconds: 5}\n  metrics: []\n"))
                .contains(
                        "spec.durations: no such field is known to Iter8, so it has no effect; did you mean duration?",
                        "spec.metrics: no such field is known to Iter8, so it has no effect");
        assertThat(remarks(CONFORMANCE + "  criteria: {objectives: [{metric: m, upperLimit: 0.01}]}\n"))
                .anyMatch(remark -> remark.contains("'0.01' is taken as it is; a cluster with Iter8 wants quotes"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "strategy: {}                                         | spec.strategy.testingPattern: is missing",
                "strategy: {testingPatern: Canary}                    | is missing (there is 'testingPatern')",
                "criteria: {}                                         | spec.strategy: is missing",
                "strategy: {testingPattern: canary}                   | unknown word 'canary'; did you mean Canary?",
                "strategy: {testingPattern: Canary, deploymentPattern: Fast} | deploymentPattern: unknown word 'Fast'",
                "strategy: {testingPattern: Canary, weights: {maxCandidateWeight: 101}} | must be a whole number from 0 to 100",
                "strategy: {testingPattern: Canary, actions: {start: [{}]}} | exactly one of task and run, and it has none",
                "strategy: {testingPattern: Canary, actions: {start: [{task: a, run: b}]}} | and it has both",
                "strategy: {testingPattern: Canary, actions: {start: {task: a}}} | actions.start: must be a list",
                "strategy: {testingPattern: A/B}                      | spec.criteria.rewards: is missing; A/B needs exactly one",
            })
    void aStrategyFollowsItsSchema(String field, String message) {
        assertThat(mistakes(HEAD + "  " + field)).singleElement().asString().contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "target: c                                            | target: is there twice",
                "duration: {intervalSeconds: 0}                       | spec.duration.intervalSeconds: must be a whole number from 1",
                "duration: {maxLoops: \"2\"}                          | spec.duration.maxLoops: must be a number",
                "criteria: {objectives: [{upperLimit: 1}]}            | spec.criteria.objectives[0].metric: is missing",
                "criteria: {objectives: [{metric: a/b/c}]}            | must be the name of a Metric object, or namespace/name",
                "criteria: {objectives: [{metric: m, upperLimit: 1s}]} | upperLimit: must be a quantity",
                "criteria: {objectives: [{metric: m, rollback_on_failure: yes}]} | must be true or false",
                "criteria: {rewards: [{metric: m, preferredDirection: High}]} | rewards: Conformance has none",
                "criteria: null                                       | spec.criteria: must hold fields",
                "  versionInfo: {}                                      | spec.versionInfo.baseline: is missing",
                "  versionInfo: {baseline: {name: a}, candidates: [{name: b}]} | candidates: Conformance has none",
                "  versionInfo: {baseline: {name: a, variables: [{name: x}]}} | variables[0].value: is missing",
                "  versionInfo: {baseline: {name: a, weightObjRef: {fieldPath: x}}} | fieldPath: must begin with a dot",
            })
    void aSpecFollowsItsSchemaAndItsController(String field, String message) {
        assertThat(mistakes(CONFORMANCE + "  " + field)).singleElement().satisfies(mistake -> {
            assertThat(mistake.toString()).contains(message);
            assertThat(mistake.line()).isEqualTo(7);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Canary | ''                                                | candidates: is missing; Canary needs exactly one, not 0",
                "Canary | '[{name: b}, {name: c}]'                          | Canary needs exactly one, not 2",
                "Canary | '[{name: a}]'                                     | two versions are named 'a'",
            })
    void versionsAreAsManyAsThePatternWants(String pattern, String candidates, String message) {
        String list = candidates.isEmpty() ? "" : ", candidates: " + candidates;

        assertThat(mistakes(HEAD + "  strategy: {testingPattern: " + pattern + "}\n  versionInfo: {baseline: {name: a}"
                        + list + "}\n"))
                .singleElement()
                .asString()
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec: {method: PUT}                    | spec.method: unknown word 'PUT'; allowed: GET, POST",
                "spec: {authType: basic}                | did you mean Basic?",
                "spec: {params: [{name: q}]}            | spec.params[0].value: is missing",
                "spec: {params: [{name: q, value: 1}]}  | spec.params[0].value: must be text",
                "spec: {mock: [{name: v}]}              | spec.mock[0].level: is missing",
                "spec: {sampleSize: a/b/c}              | must be the name of a Metric object",
            })
    void aMetricFollowsItsSchema(String field, String message) {
        assertThat(mistakes(METRIC + field)).singleElement().asString().contains(message);
    }

    @Test
    void aSecretInTheWrongPlaceIsNotShown() {
        assertThat(mistakes(METRIC + "spec: {secret: \"Bearer hunter2\"}"))
                .singleElement()
                .asString()
                .contains("must be the name of a Kubernetes Secret")
                .doesNotContain("hunter2");
    }

    @Test
    void allMistakesAreToldAtOnce() {
        assertThat(mistakes(HEAD.replace("name: e,", "") + "  duration: {maxLoops: 0}\n---\n" + METRIC
                        + "spec: {type: Count}\n"))
                .extracting(Mistake::path)
                .containsExactly("metadata.name", "spec.strategy", "spec.duration.maxLoops", "spec.type");
    }

    private static Iter8Objects valid(String text) {
        Iter8Result<Iter8Objects> result = read(text);
        assertThat(result).isInstanceOf(Iter8Result.Valid.class);
        return ((Iter8Result.Valid<Iter8Objects>) result).value();
    }

    private static List<String> remarks(String text) {
        return ((Iter8Result.Valid<Iter8Objects>) read(text)).remarks();
    }

    private static List<Mistake> mistakes(String text) {
        Iter8Result<Iter8Objects> result = read(text);
        assertThat(result).isInstanceOf(Iter8Result.Invalid.class);
        return ((Iter8Result.Invalid<Iter8Objects>) result).mistakes();
    }

    private static Iter8Result<Iter8Objects> read(String text) {
        return new Iter8Reader("default").objects(text.getBytes(StandardCharsets.UTF_8));
    }
}
