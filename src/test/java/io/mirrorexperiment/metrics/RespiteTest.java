package io.mirrorexperiment.metrics;

import static io.mirrorexperiment.metrics.Systems.REVIEWS;
import static io.mirrorexperiment.metrics.Systems.await;
import static io.mirrorexperiment.metrics.Systems.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.metrics.LoopbackPrometheus.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that want to be left alone for a while. */
@Timeout(60)
class RespiteTest {
    private final Instant now = Instant.now();
    private volatile Clock clock = at(now);
    private volatile Reply reply = Reply.of(200, "");

    private static Clock at(Instant time) {
        return Clock.fixed(time, ZoneOffset.UTC);
    }

    private LoopbackPrometheus server() {
        return LoopbackPrometheus.start(
                asked -> reply.status() == 200 ? Reply.of(200, LoopbackPrometheus.healthyBody(asked)) : reply);
    }

    private static Reply busy(int status, String retryAfter) {
        return new Reply(status, "", Map.of("Retry-After", retryAfter));
    }

    private PrometheusSource source(LoopbackPrometheus server) {
        return new PrometheusSource(Systems.plain(server.url()), new Systems.Vault(), new Moving());
    }

    private String look(MetricSource source) {
        return reason(await(source.counters(REVIEWS, clock.instant())));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({"429, 30, 30", "503, 30, 30", "429, 1, 1", "503, 86400, 60"})
    void aServerThatAsksForItIsNotAskedForAsLongButAMinuteAtMost(int status, String header, int seconds) {
        try (LoopbackPrometheus server = server();
                PrometheusSource source = source(server)) {
            reply = busy(status, header);

            assertThat(look(source))
                    .contains("HTTP status " + status + "; it is left alone for " + seconds
                            + " s, as its Retry-After asks");
            int asked = server.asked().size();

            clock = at(now.plusSeconds(seconds).minusMillis(1));
            assertThat(look(source))
                    .contains("not asked: it answered with HTTP status " + status
                            + " and Retry-After, and is left alone for another 1 s");
            assertThat(await(source.trouble()))
                    .hasValueSatisfying(text -> assertThat(text).contains("not asked: "));
            assertThat(server.asked()).hasSize(asked);

            clock = at(now.plusSeconds(seconds));
            look(source);
            assertThat(server.asked()).hasSizeGreaterThan(asked);
        }
    }

    @Test
    void aDateIsTakenByTheServersOwnClock() {
        try (LoopbackPrometheus server = LoopbackPrometheus.start(asked -> dated());
                PrometheusSource source = source(server)) {
            clock = at(now.minus(Duration.ofHours(3)));

            assertThat(look(source)).containsPattern("left alone for (another )?(29|30|31) s");
            int asked = server.asked().size();
            clock = at(clock.instant().plusSeconds(28));
            assertThat(look(source)).contains("not asked: ");
            assertThat(server.asked()).hasSize(asked);
        }
    }

    /** The JDK's server dates its answers itself. */
    private static Reply dated() {
        return busy(
                429,
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(30)));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({"429, soon", "429, -5", "429, 0", "503, 'Thu, 01 Jan 2015 00:00:00 GMT'", "500, 30", "404, 30"})
    void whateverElseIsSaidTheNextLookAsks(int status, String header) {
        try (LoopbackPrometheus server = server();
                PrometheusSource source = source(server)) {
            reply = busy(status, header);
            assertThat(look(source)).contains("HTTP status " + status).doesNotContain("left alone");
            reply = Reply.of(200, "");

            assertThat(await(source.counters(REVIEWS, now))).isInstanceOf(Reading.Counters.class);
        }
    }

    @Test
    void aClockThatIsSetBackSilencesNobodyForLong() {
        try (LoopbackPrometheus server = server();
                PrometheusSource source = source(server)) {
            reply = busy(429, "30");
            look(source);
            int asked = server.asked().size();

            clock = at(now.minus(Duration.ofHours(1)));
            look(source);

            assertThat(server.asked()).hasSizeGreaterThan(asked);
        }
    }

    @Test
    void manyRunsThatShareABusyServerAskItNoMoreThanFourQuestions() {
        try (LoopbackPrometheus server = server()) {
            reply = busy(429, "20");
            MetricSource shared = new MetricsPool(new Moving(), Calls.NONE)
                    .open(Systems.plain(server.url()), "default", new Systems.Vault(), Pods.NONE);
            List<Population> runs = IntStream.range(0, 100)
                    .mapToObj(i -> new Population("default", "dark-" + i))
                    .toList();
            runs.forEach(run -> shared.expect(Set.of(run), now));

            List<Reading> readings =
                    runs.stream().map(run -> await(shared.counters(run, now))).toList();

            assertThat(readings).allSatisfy(each -> assertThat(reason(each)).contains("Retry-After"));
            int asked = server.asked().size();
            assertThat(asked).isBetween(1, 4);

            clock = at(now.plusSeconds(10));
            runs.forEach(run -> shared.expect(Set.of(run), clock.instant()));
            runs.forEach(run -> await(shared.counters(run, clock.instant())));
            assertThat(server.asked()).hasSize(asked);
        }
    }

    /** The clock that the test has set last. */
    private final class Moving extends Clock {
        @Override
        public Instant instant() {
            return clock.instant();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
