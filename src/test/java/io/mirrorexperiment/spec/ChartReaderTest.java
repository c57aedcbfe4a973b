package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.validation.Launch;
import io.mirrorexperiment.validation.Slo;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of Iter8's charts, as Helm's flags give them. */
class ChartReaderTest {
    private static final List<String> SEED = List.of(
            "reporter=destination",
            "cronjobSchedule=*/1 * * * *",
            "providerURL=http://prometheus.istio-system:9090/api/v1/query",
            "versionInfo.destination_workload=httpbin-v2",
            "versionInfo.destination_workload_namespace=default",
            "SLOs.istio/error-rate=0",
            "SLOs.istio/latency-mean=100");

    @Test
    void theTutorialsValuesAreWhatTheySay() {
        ChartResult.Valid valid = valid(SEED);

        Launch launch = valid.launch();
        assertThat(valid.remarks()).isEmpty();
        assertThat(launch.runner()).isEqualTo(Launch.Runner.CRONJOB);
        assertThat(launch.schedule()).contains("*/1 * * * *");
        assertThat(launch.validation().population()).isEqualTo(new Population("default", "httpbin-v2"));
        assertThat(launch.validation().system().url()).isEqualTo(URI.create("http://prometheus.istio-system:9090"));
        assertThat(launch.validation().system().reporter()).isEqualTo("destination");
        assertThat(launch.validation().slos())
                .containsExactly(Slo.atMost("istio/error-rate", 0), Slo.atMost("istio/latency-mean", 100));
        assertThat(launch.validation().startingTime()).isEmpty();
    }

    @Test
    void theChartsOwnObjectiveStaysBesideOthersAndTheSourceIsWarnedOf() {
        ChartResult.Valid valid = valid(without(without(SEED, "SLOs.istio/error-rate"), "reporter"));

        assertThat(valid.launch().validation().slos())
                .containsExactly(Slo.atMost("istio/error-rate", 0), Slo.atMost("istio/latency-mean", 100));
        assertThat(valid.remarks())
                .anySatisfy(remark -> assertThat(remark).contains("is the chart's own, and stays beside others"))
                .anySatisfy(
                        remark -> assertThat(remark).contains("SEES NO COPIES OF A MIRROR", "reporter=destination"));
    }

    /** 0.10.23 to 0.10.25 call it endpoint, and append the path. */
    @Test
    void theAddressHasTwoNamesAndMayHaveItsPathOrNot() {
        List<String> older = with(without(SEED, "providerURL"), "endpoint=http://prometheus.istio-system:9090/");

        assertThat(valid(older).launch().validation().system().url())
                .isEqualTo(URI.create("http://prometheus.istio-system:9090"));
        assertThat(mistakes(with(SEED, "endpoint=http://other:9090")))
                .contains("endpoint: in an override: and providerURL are two names of one value");
    }

    @ParameterizedTest
    @CsvSource({
        "2006-01-02T15:04:00Z",
        "2006-01-02T16:04:00+01:00",
        "'Jan 2, 2006 at 3:04pm (UTC)'",
    })
    void theStartingTimeIsReadInBothForms(String time) {
        String escaped = time.replace(",", "\\,");

        assertThat(valid(with(SEED, "versionInfo.startingTime=" + escaped))
                        .launch()
                        .validation()
                        .startingTime())
                .contains(Instant.parse("2006-01-02T15:04:00Z"));
    }

    @Test
    void aZoneThatGoWouldTakeForUtcIsRefused() {
        assertThat(mistakes(with(SEED, "versionInfo.startingTime=Jan 2\\, 2006 at 3:04pm (MST)")))
                .contains("versionInfo.startingTime: in an override: must be a time");
    }

    /** What Iter8 passed over in silence: reference B2, B4. */
    @ParameterizedTest
    @CsvSource({
        "numQueries=50, numQueries: in an override: unknown word 'numQueries'",
        "provideURL=http://x, 'did you mean providerURL?'",
        "startingTime=2006-01-02T15:04:00Z, write versionInfo.startingTime",
        "destination_workload=x, write versionInfo.destination_workload",
        "versionInfo.destination_workloads=x, 'did you mean destination_workload?'",
        "elapsedTimeSeconds=5, is reckoned from the beginning",
        "response_code=200, would count the denominators of other requests",
        "reporter=sidecar, unknown word 'sidecar'",
        "SLOs.istio/latency-maen=5, did you mean istio/latency-mean?",
        "SLOs.http/latency-mean=5, is no metric of Istio's",
        "SLOs.istio/latency-mean=fast, 'must be a number, not ''fast'''",
        "SLOs.istio/latency-p99.9=5, written with a backslash",
        "providers={istio}x, after a list in braces",
        "'providers={istio,custom}', must be {istio}",
        "cronjobSchedule=* * *, five fields as cron has it",
        "iter8lib.iter8Image=iter8/iter8:0.10, is Iter8's own image",
        "iter8lib.runner=deployment, unknown word 'deployment'",
        "providerURL=prometheus:9090, must begin with http://",
    })
    void whatWouldHaveBeenIgnoredIsAMistake(String line, String message) {
        assertThat(mistakes(with(SEED, line))).contains(message);
    }

    @Test
    void everyMistakeIsToldAtOnce() {
        assertThat(mistakes(List.of("numQueries=5", "a", "SLOs.x=1")))
                .contains("numQueries", "--set a: 'a' has no value", "SLOs.x", "versionInfo.destination_workload")
                .contains("cronjobSchedule: is missing");
    }

    @Test
    void aScheduleIsNeededOnlyWhereAClusterRunsTheLoops() {
        List<String> without = without(SEED, "cronjobSchedule");

        assertThat(mistakes(without)).contains("cronjobSchedule: is missing; say when loops are run");
        assertThat(ChartReader.read("slo-validation-istio", set(without), SpecFiles.none(), false))
                .isInstanceOf(ChartResult.Valid.class);
        assertThat(valid(with(without, "iter8lib.runner=job")).remarks())
                .anySatisfy(remark -> assertThat(remark).contains("a job runs one loop seconds after the launch"));
    }

    @Test
    void filesOfValuesGoBelowAndNullRemoves() {
        Map<String, String> files = Map.of(
                "a.yaml",
                "reporter: destination\nSLOs: {istio/error-rate: 0.5, istio/latency-p99.9: 900}\nstartingTime: null\n",
                "b.yaml",
                "SLOs: {istio/error-rate: 0.25}\nversionInfo: {destination_workload: b}\n",
                "name.txt",
                "httpbin-v3");
        ChartFlags flags = new ChartFlags(
                List.of("a.yaml", "b.yaml"),
                List.of("cronjobSchedule=@hourly,SLOs.istio/latency-mean=7", "SLOs.istio/latency-mean=null"),
                List.of("versionInfo.destination_workload_namespace=123"),
                List.of("versionInfo.destination_workload=name.txt"));

        ChartResult result = ChartReader.read("slo-validation-istio", flags, name -> bytes(files, name), true);

        assertThat(result).isInstanceOf(ChartResult.Valid.class);
        Launch launch = ((ChartResult.Valid) result).launch();
        assertThat(launch.validation().population()).isEqualTo(new Population("123", "httpbin-v3"));
        assertThat(launch.validation().slos())
                .containsExactly(Slo.atMost("istio/error-rate", .25), Slo.atMost("istio/latency-p99.9", 900));
        assertThat(launch.validation().indicators())
                .extracting(each -> each.name())
                .containsExactly(
                        "istio/error-count",
                        "istio/error-rate",
                        "istio/latency-mean",
                        "istio/latency-p99.9",
                        "istio/le500ms-latency-percentile",
                        "istio/request-count");
    }

    @Test
    void aMissingFileAndABrokenOneAreNamed() {
        ChartFlags flags = new ChartFlags(List.of("none.yaml", "broken.yaml"), SEED, List.of(), List.of());

        ChartResult result = ChartReader.read(
                "slo-validation-istio", flags, name -> bytes(Map.of("broken.yaml", "a: [1\n"), name), true);

        assertThat(words(result)).contains("none.yaml can't be read: there is none", "broken.yaml: line ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"load-test-http", "slo-validation-http", "load-test-grpc", "slo-validation-isto", "mine", "iter8"
            })
    void otherChartsAreRefusedWithTheWayOut(String chart) {
        assertThat(words(ChartReader.read(chart, set(SEED), SpecFiles.none(), true)))
                .contains(chart, "slo-validation-istio");
    }

    @ParameterizedTest
    @CsvSource({
        "http, sends requests of its own",
        "abnmetrics, compares versions by rewards",
        "ready, kubectl wait",
        "slack, pipeline around",
        "nonsense, is none of Iter8's tasks"
    })
    void tasksOfTheLaterChartAreRefusedByName(String task, String why) {
        ChartFlags flags = set(List.of("tasks={" + task + ",assess}"));

        assertThat(words(ChartReader.read("iter8", flags, SpecFiles.none(), true)))
                .contains("task " + task, why);
    }

    private static byte[] bytes(Map<String, String> files, String name) throws IOException {
        return Optional.ofNullable(files.get(name))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new IOException("there is none"));
    }

    private static ChartResult.Valid valid(List<String> lines) {
        ChartResult result = ChartReader.read("slo-validation-istio", set(lines), SpecFiles.none(), true);
        assertThat(words(result)).isEmpty();
        return (ChartResult.Valid) result;
    }

    private static String mistakes(List<String> lines) {
        return words(ChartReader.read("slo-validation-istio", set(lines), SpecFiles.none(), true));
    }

    private static String words(ChartResult result) {
        return result instanceof ChartResult.Invalid invalid
                ? invalid.mistakes().stream().map(Mistake::toString).collect(Collectors.joining("\n"))
                : "";
    }

    private static ChartFlags set(List<String> lines) {
        return new ChartFlags(List.of(), lines, List.of(), List.of());
    }

    private static List<String> with(List<String> lines, String line) {
        return Stream.concat(lines.stream(), Stream.of(line)).toList();
    }

    private static List<String> without(List<String> lines, String word) {
        return lines.stream().filter(line -> !line.startsWith(word + "=")).toList();
    }
}
