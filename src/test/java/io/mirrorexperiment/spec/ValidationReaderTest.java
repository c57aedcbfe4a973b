package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Reading.Bucket;
import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Reading.Missing;
import io.mirrorexperiment.experiment.Reading.Series;
import io.mirrorexperiment.validation.Course;
import io.mirrorexperiment.validation.Looping;
import io.mirrorexperiment.validation.Summary;
import io.mirrorexperiment.validation.Validation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored of an experiment, by this program and by Iter8's own (cut from what it writes: reference B4). */
class ValidationReaderTest {
    private static final Instant BEGIN = Instant.parse("2026-11-22T08:00:00Z");

    private static final String THEIRS = """
            - task: gen-load-and-collect-metrics-http
              with: {versionInfo: [{url: "https://httpbin.example/get"}]}
            - task: assess-app-versions
              with: {SLOs: [{metric: http/error-rate, upperLimit: 0}, {metric: http/latency-p50.0, upperLimit: 100}]}
            """;

    private static final String RESULT = """
            failure: false
            insights:
              SLOs:
              - {metric: http/error-rate, upperLimit: 0}
              - {metric: http/latency-p50.0, upperLimit: 100}
              SLOsSatisfied: [[true], [true]]
              histMetricValues: [{http/latency: [{count: 1, lower: 11.4, upper: 12}]}]
              metricsInfo:
                http/error-rate: {description: fraction, type: Gauge}
                http/latency: {description: all, type: Histogram, units: msec}
                http/latency-p50: {description: median, type: Gauge, units: msec}
                http/latency-p99.9: {description: tail, type: Gauge, units: msec}
                http/request-count: {description: number, type: Counter}
              nonHistMetricValues:
              - {http/error-rate: [0], http/latency-p50: [17], http/request-count: [16], http/latency-p99.9: [44.3]}
              numVersions: 1
            iter8Version: v0.10
            numCompletedTasks: 2
            startTime: "2022-03-16T10:22:37.110424-04:00"
            """;

    @Test
    void whatIsWrittenIsReadAgain() {
        Validation asked = asked();
        Course course = Course.launched(asked, 3, BEGIN);
        assertThat(read(asked, course)).isEqualTo(new ValidationResult.Valid(asked, Optional.of(course)));

        course = new Looping(asked).next(course, pod(0, 7, 1, 70.25), new Missing("it's: \"odd\"\n- #"), at(60));
        course = new Looping(asked).next(course, new Missing(""), pod(120, 1017, 2, 9075.125), at(120));

        assertThat(read(asked, course)).isEqualTo(new ValidationResult.Valid(asked, Optional.of(course)));
        assertThat(summary(asked, course)).isEqualTo(Summary.of(asked, course));
    }

    /** Iter8's own programs find what they look for. */
    @Test
    void aResultHasIter8sLayout() {
        Validation asked = asked();
        Course course =
                new Looping(asked).next(Course.launched(asked, 1, BEGIN), pod(0, 0, 0, 0), pod(60, 10, 0, 200), at(60));

        assertThat(CourseText.of(asked, course))
                .contains("numLoops: 1\n", "numCompletedTasks: 2\n", "failure: false\n", "  numVersions: 1\n")
                .contains("    istio/error-rate:\n    - 0\n    istio/latency-mean:\n    - 20\n")
                .contains(
                        "  - metric: istio/latency-mean\n    upperLimit: 100\n  SLOsSatisfied:\n  - - true\n  - - true\n");
        assertThat(ValidationText.experiment(asked))
                .contains("- task: collect-metrics-database\n", "- task: assess-app-versions\n")
                .contains("    - destination_workload: httpbin-v2\n", "      upperLimit: 100\n");
    }

    @Test
    void aWholeResultOfIter8sIsReported() {
        Summary summary = theirs(THEIRS, RESULT);

        assertThat(summary.completed()).isTrue();
        assertThat(summary.noFailure()).isTrue();
        assertThat(summary.slosSatisfied()).isTrue();
        assertThat(summary.slos())
                .extracting(Summary.Row::condition)
                .containsExactly("http/error-rate <= 0", "http/latency-p50.0 (msec) <= 100");
        assertThat(summary.metrics())
                .extracting(Summary.Metric::name)
                .containsExactly("http/error-rate", "http/latency-p50", "http/latency-p99.9", "http/request-count");
    }

    /** Each takes away what the objective rests on, while Iter8 goes on to call it satisfied. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http/request-count: [16]  | http/request-count: [0]   | no request was counted",
                "http/request-count: [16], |                           | no request was counted",
                "http/error-rate: [0],     |                           | unavailable: no value was collected",
                "http/error-rate: [0]      | http/error-rate: [0.5]    | but the value is 0.5",
                "iter8Version: v0.10       | numLoops: 2               | the value is of an earlier loop: 1 of 2",
                "SLOsSatisfied: [[true],   | SLOsSatisfied: [[],       | Iter8 said false",
                "SLOsSatisfied: [[true],   | SLOsSatisfied: [[false],  | Iter8 said false",
                "SLOsSatisfied: [[true], [true]] | SLOsSatisfied: []   | Iter8 said false",
            })
    void whatIter8CallsSatisfiedWithoutEvidenceIsNot(String from, String to, String why) {
        Summary summary = theirs(THEIRS, RESULT.replace(from, to == null ? "" : to));

        assertThat(RESULT).contains(from);
        assertThat(summary.slosSatisfied()).isFalse();
        assertThat(summary.slos()).hasSize(2);
        assertThat(summary.slos().get(0).words() + summary.slos().get(1).words())
                .contains(why);
    }

    @Test
    void oneDocumentOfLaterVersionsIsReadToo() {
        String later = """
                spec:
                - {task: http, with: {url: "https://httpbin.example/get"}}
                - task: assess
                  with: {SLOs: {upper: [{metric: http/error-rate, limit: 0}], lower: [{metric: user/engagement, limit: 1000000}]}}
                result:
                  failure: false
                  iter8Version: v0.13
                  numCompletedTasks: 2
                  insights:
                    SLOs: {upper: [{metric: http/error-rate, limit: 0}], lower: [{metric: user/engagement, limit: 1000000}]}
                    SLOsSatisfied: {upper: [[true]], lower: [[true]]}
                    metricsInfo: {http/error-rate: {type: Gauge}, http/request-count: {type: Counter}, user/engagement: {type: Counter}}
                    nonHistMetricValues: [{http/error-rate: [0], http/request-count: [16], user/engagement: [1000001]}]
                    numVersions: 1
                """;

        Summary summary = summary(new StoredExperiment(later, Optional.empty(), Optional.empty()));

        assertThat(summary.slosSatisfied()).isTrue();
        assertThat(summary.slos())
                .extracting(Summary.Row::condition)
                .containsExactly("http/error-rate <= 0", "1e+06 <= user/engagement");
        assertThat(summary(new StoredExperiment(
                                later.replace("[1000001]", "[999999]"), Optional.empty(), Optional.empty()))
                        .slosSatisfied())
                .isFalse();
    }

    /** Reference B4: a value that is no number leaves a result of no bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "{", "a: 1\n---\nb: 2\n", "- x"})
    void anUnreadableResultIsNoResult(String result) {
        SummaryResult read =
                ValidationReader.summary(new StoredExperiment(THEIRS, Optional.empty(), Optional.of(result)));

        assertThat(read).isInstanceOf(SummaryResult.Unreadable.class);
    }

    @Test
    void aResultOfOursThatLostAPartIsUnreadable() {
        Validation asked = asked();
        Course course =
                new Looping(asked).next(Course.launched(asked, 1, BEGIN), pod(0, 0, 0, 0), pod(60, 10, 0, 200), at(60));
        String whole = CourseText.of(asked, course);

        for (String part : List.of(
                "  begins: ", "  format: 1\n", "  - number: 1\n", "  revision: 1\n", "      satisfied: true\n")) {
            assertThat(whole).contains(part);
            StoredExperiment broken = new StoredExperiment(
                    ValidationText.experiment(asked),
                    Optional.of(ValidationText.metrics(asked)),
                    Optional.of(whole.replace(part, part.replaceFirst("[a-z]+:", "lost:"))));
            assertThat(ValidationReader.summary(broken)).as(part).isInstanceOf(SummaryResult.Unreadable.class);
            assertThat(ValidationReader.validation(broken)).as(part).isInstanceOf(ValidationResult.Invalid.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- {run: echo}                                             | task 'run' is not run here",
                "- {task: http, with: {url: x}}                            | task 'http' is not run here",
                "- {task: assess-app-versions, with: {SLOs: []}}           | has no task collect-metrics-database",
                "- {task: collect-metrics-database, if: SLOs(), with: {versionInfo: [{}]}} | conditions are not run here",
                "- {task: collect-metrics-database, with: {versionInfo: [{}, {}]}} | holds 2 versions",
                "spec: []                                                  | is an experiment of Iter8 0.11 or later",
                "kind: Experiment                                          | is an experiment of Iter8 0.11 or later",
            })
    void whatIsNoValidationIsNotRun(String experiment, String why) {
        ValidationResult result = ValidationReader.validation(
                new StoredExperiment(experiment, Optional.of("url: http://127.0.0.1:1\n"), Optional.empty()));

        assertThat(result).isInstanceOf(ValidationResult.Invalid.class);
        assertThat(((ValidationResult.Invalid) result)
                        .mistakes().stream().map(Mistake::toString).collect(Collectors.joining("\n")))
                .contains(why);
    }

    @Test
    void theReporterOfIter8sOwnFileIsFoundInItsQueries() {
        String metrics = """
                url: http://prometheus.istio-system:9090/api/v1/query
                provider: istio
                metrics:
                - name: request-count
                  params: [{name: query, value: 'sum(istio_requests_total{reporter="destination",x="y"})'}]
                """;

        ValidationResult result = ValidationReader.validation(
                new StoredExperiment(ValidationText.experiment(asked()), Optional.of(metrics), Optional.empty()));

        assertThat(((ValidationResult.Valid) result).validation().system().reporter())
                .isEqualTo("destination");
    }

    private static ValidationResult read(Validation asked, Course course) {
        return ValidationReader.validation(stored(asked, course));
    }

    private static Summary summary(Validation asked, Course course) {
        return summary(stored(asked, course));
    }

    private static StoredExperiment stored(Validation asked, Course course) {
        return new StoredExperiment(
                ValidationText.experiment(asked),
                Optional.of(ValidationText.metrics(asked)),
                Optional.of(CourseText.of(asked, course)));
    }

    private static Summary theirs(String experiment, String result) {
        return summary(new StoredExperiment(experiment, Optional.empty(), Optional.of(result)));
    }

    private static Summary summary(StoredExperiment stored) {
        SummaryResult result = ValidationReader.summary(stored);
        assertThat(result).isInstanceOf(SummaryResult.Known.class);
        return ((SummaryResult.Known) result).summary();
    }

    private static Instant at(long seconds) {
        return BEGIN.plusSeconds(seconds);
    }

    private static Counters pod(long seconds, long requests, long errors, double sum) {
        Histogram latency = new Histogram(
                List.of(new Bucket(.5, 0), new Bucket(500, requests), new Bucket(Double.POSITIVE_INFINITY, requests)),
                sum);
        return new Counters(Map.of("httpbin-v2-5d4c.x", new Series(at(seconds), requests, errors, latency)));
    }

    private static Validation asked() {
        ChartFlags flags = new ChartFlags(
                List.of(),
                List.of(
                        "reporter=destination,providerURL=http://127.0.0.1:1/api/v1/query,SLOs.istio/latency-mean=100",
                        "versionInfo.destination_workload=httpbin-v2,versionInfo.destination_workload_namespace=default",
                        "versionInfo.startingTime=2026-11-22T08:00:00Z"),
                List.of(),
                List.of());
        ChartResult result = ChartReader.read("slo-validation-istio", flags, SpecFiles.none(), false);
        return ((ChartResult.Valid) result).launch().validation();
    }
}
