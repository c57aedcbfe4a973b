package io.mirrorexperiment.metrics;

import static io.mirrorexperiment.metrics.Systems.REVIEWS;
import static io.mirrorexperiment.metrics.Systems.await;
import static io.mirrorexperiment.metrics.Systems.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.real.WireProxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real Prometheus in trouble: whatever happens to it or on the way, there is a whole reading or none. */
@Timeout(120)
class PrometheusFaultsRealTest {
    private final Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Reading.Counters truth = Scraped.twoPodsRead(at.minusSeconds(5));
    private FedPrometheus prometheus = fed("");
    private WireProxy wire = WireProxy.before(prometheus.url());

    private FedPrometheus fed(String more) {
        return new FedPrometheus(Map.of(REVIEWS, truth), more);
    }

    @BeforeEach
    void knowsTheTruth() {
        assertThat(readThroughTheWire(Duration.ofSeconds(10))).isEqualTo(truth);
    }

    @AfterEach
    void close() {
        wire.close();
        prometheus.close();
    }

    private Reading readThroughTheWire(Duration timeout) {
        return read(wire.url(), timeout);
    }

    private Reading read(URI url, Duration timeout) {
        try (PrometheusSource source =
                new PrometheusSource(Systems.quick(url, timeout), new Systems.Vault(), Clock.systemUTC())) {
            return await(source.counters(REVIEWS, at));
        }
    }

    @Test
    void isMissingWhileItIsAwayAndTheSameAfterwards() {
        PrometheusSource source = new PrometheusSource(
                Systems.quick(prometheus.url(), Duration.ofSeconds(10)), new Systems.Vault(), Clock.systemUTC());
        try (source) {
            assertThat(await(source.counters(REVIEWS, at))).isEqualTo(truth);
            prometheus.program().stop();
            Reading away = await(source.counters(REVIEWS, at));
            prometheus.program().startAgain();

            Reading back = await(source.counters(REVIEWS, at));

            assertThat(away).isInstanceOf(Reading.Missing.class);
            assertThat(reason(away)).contains("127.0.0.1");
            assertThat(back).isEqualTo(truth);
        }
    }

    /** Each answer has some 300 bytes of headers and compressed body; whatever part of them comes is no reading. */
    @Test
    void isMissingWhereverTheAnswersBreakOff() {
        int missing = 0;
        for (int bytes = 0; bytes < 600; bytes += 7) {
            wire.truncatingAfter(bytes);
            Reading reading = readThroughTheWire(Duration.ofSeconds(10));
            missing += reading instanceof Reading.Missing ? 1 : 0;

            assertThat(reading instanceof Reading.Missing || reading.equals(truth))
                    .as("after %d bytes: %s", bytes, reading)
                    .isTrue();
        }
        assertThat(missing).isBetween(30, 80);
    }

    @Test
    void isMissingWhenTheAnswerDripsLongerThanTheTimeOut() {
        wire.dripping(50);

        assertThat(reason(readThroughTheWire(Duration.ofMillis(500)))).contains("500 ms");
    }

    @Test
    void isMissingForEveryOtherStatusEvenWithAGoodBody() {
        for (String status : new String[] {
            "500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable", "204 No Content", "301 Moved"
        }) {
            wire.changing(replacing("HTTP/1.1 200 OK", "HTTP/1.1 " + status));

            assertThat(readThroughTheWire(Duration.ofSeconds(10))).as(status).isInstanceOf(Reading.Missing.class);
        }
    }

    @Test
    void isMissingWhenTheAnswerIsPartial() {
        prometheus.close();
        // A store of older samples that does not answer: Prometheus tells what it has itself, with a warning.
        prometheus = fed("remote_read: [{url: 'http://127.0.0.1:1/read', read_recent: true}]\n");

        assertThat(reason(read(prometheus.url(), Duration.ofSeconds(10)))).contains("may be partial", "remote_read");
    }

    private static UnaryOperator<byte[]> replacing(String text, String other) {
        return piece -> new String(piece, StandardCharsets.ISO_8859_1)
                .replace(text, other)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
