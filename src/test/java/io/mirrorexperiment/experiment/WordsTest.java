package io.mirrorexperiment.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value that exists is valid: what the compact constructors refuse, and what words say. */
class WordsTest {
    private static final Duration SOME = Duration.ofSeconds(10);
    private static final Duration LESS_THAN_NONE = Duration.ofNanos(-1);

    @ParameterizedTest
    @CsvSource({"PT0S, 1, 0", "PT-1S, 1, 0", "PT1S, 0, 0", "PT1S, 1, -1", "PT1S, 2147483647, 1"})
    void refusesACadenceThatNeverComes(Duration interval, int iterations, int warmUp) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Cadence(interval, iterations, warmUp));
    }

    @Test
    void ticksAreDueOneAfterTheOther() {
        Instant flowing = Instant.parse("2026-11-21T10:00:00Z");
        Cadence cadence = new Cadence(SOME, 60, 3);

        assertThat(cadence.ticks()).isEqualTo(63);
        assertThat(cadence.length()).isEqualTo(Duration.ofSeconds(630));
        assertThat(cadence.due(flowing, 63)).isEqualTo(flowing.plus(cadence.length()));
    }

    @ParameterizedTest
    @CsvSource({
        "-31557014167219200, 0",
        "-1, 0",
        "0, 0",
        "9, 0",
        "10, 1",
        "19, 1",
        "629, 62",
        "630, 63",
        "631, 63",
        "31556889864403199, 63"
    })
    void theTickThatIsDueIsBounded(long seconds, int tick) {
        Cadence cadence = new Cadence(SOME, 60, 3);

        assertThat(cadence.dueTick(Instant.EPOCH, Instant.ofEpochSecond(seconds)))
                .isEqualTo(tick);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 100.1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAMirrorOfNoShare(double percent) {
        assertThatIllegalArgumentException().isThrownBy(() -> mirror(percent, List.of("GET"), SOME));
    }

    @Test
    void refusesAMirrorWithoutMethodsOrBackInTime() {
        assertThatIllegalArgumentException().isThrownBy(() -> mirror(40, List.of(), SOME));
        assertThatIllegalArgumentException().isThrownBy(() -> mirror(40, List.of("GET"), LESS_THAN_NONE));
    }

    @Test
    void copiesTheMethods() {
        List<String> methods = new ArrayList<>(List.of("GET"));
        Mirror mirror = mirror(40, methods, SOME);

        methods.add("POST");

        assertThat(mirror.methods()).containsExactly("GET");
        assertThat(mirror.limitsMethods()).isTrue();
        assertThat(mirror(40, Mirror.ALL_METHODS, SOME).limitsMethods()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesALimitThatIsNoNumber(double value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Limit.AtMost(value));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limit.AtLeast(value));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limit.AtMostOverLive(value));
    }

    @ParameterizedTest
    @CsvSource({"error-rate, 10", "latency-p95, 10", "latency-mean, 0", "latency-mean, -1", "latency-mean, Infinity"})
    void refusesACapThatDoesNotFit(String metric, double cap) {
        Metric capped = Metric.named(metric).orElseThrow();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Objective(capped, new Limit.AtMost(1), OptionalDouble.of(cap)));
    }

    @ParameterizedTest
    @CsvSource({"-0.1, 0", "1, 0", "NaN, 0", "0, -0.1", "0, 1", "0, NaN"})
    void refusesErrorsThatAreNoChances(double promotion, double rollback) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Decision(Decision.Rule.SEQUENTIAL, promotion, rollback, Duration.ZERO, false));
    }

    @Test
    void refusesTimesBelowNothing() {
        DarkSource source = new DarkSource.Clone("v2", "example/reviews:2.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Dark(source, LESS_THAN_NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new OnInconclusive(true, LESS_THAN_NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Promotion(Promotion.Mode.AUTO, LESS_THAN_NONE, SOME));
        assertThatIllegalArgumentException().isThrownBy(() -> new Promotion(Promotion.Mode.AUTO, SOME, LESS_THAN_NONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Decision(Decision.Rule.SEQUENTIAL, 0, 0, LESS_THAN_NONE, false));
    }

    /** An underscore makes {@link URI#getUserInfo} blind. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:hunter2@prometheus",
                "http://me:hunter2@prometheus_1:9090",
                "http:me:hunter2@prometheus",
                "http://prometheus?token=hunter2",
                "http://prometheus#hunter2",
                "/relative"
            })
    void refusesAMetricsAddressThatCouldHoldASecret(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metrics(url, Map.of()))
                .withMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "authorization", "Proxy-Authorization", "COOKIE"})
    void refusesAHeaderThatHoldsASecret(String header) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metrics("http://prometheus:9090", Map.of(header, "Bearer hunter2")))
                .withMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "error-rate, 0.01, error-rate ≤ 0.01",
        "error-count, 10, error-count ≤ 10",
        "latency-p99.9, 100, latency-p99.9 ≤ 100 ms",
        "latency-mean, 1e-7, latency-mean ≤ 0.0000001 ms",
        "latency-p95, 12000000, latency-p95 ≤ 12000000 ms"
    })
    void anObjectiveReadsLikeASentence(String metric, double limit, String words) {
        Objective objective =
                new Objective(Metric.named(metric).orElseThrow(), new Limit.AtMost(limit), OptionalDouble.empty());

        assertThat(objective.words()).isEqualTo(words);
    }

    @Test
    void anObjectiveTellsItsKindOfLimit() {
        assertThat(new Objective(Metric.REQUEST_COUNT, new Limit.AtLeast(100), OptionalDouble.empty()).words())
                .isEqualTo("request-count ≥ 100");
        assertThat(new Objective(Metric.LATENCY_MEAN, new Limit.AtMostOverLive(5), OptionalDouble.of(1000)).words())
                .isEqualTo("latency-mean ≤ live + 5 ms");
    }

    private static Mirror mirror(double percent, List<String> methods, Duration settle) {
        return new Mirror(Mirror.Via.ISTIO, percent, methods, Optional.empty(), settle, SOME);
    }

    private static MetricsSystem metrics(String url, Map<String, String> headers) {
        return new MetricsSystem(
                URI.create(url),
                new MetricsSystem.Auth.None(),
                Optional.empty(),
                Optional.empty(),
                headers,
                "destination",
                SOME);
    }
}
