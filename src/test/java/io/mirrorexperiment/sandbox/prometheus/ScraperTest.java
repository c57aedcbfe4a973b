package io.mirrorexperiment.sandbox.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.mirrorexperiment.sandbox.ScrapeTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scrapes a real HTTP server, round by round, with a clock that moves only when told to. */
class ScraperTest {
    private final SettableClock clock = new SettableClock();
    private volatile String exposition = "";
    private volatile int status = 200;
    private volatile List<ScrapeTarget> targets = List.of();
    private HttpServer exposer = unbound();
    private final MetricsServer server = MetricsServer.start(MetricsOptions.scraping(() -> targets)
            .withScrapeInterval(Duration.ZERO)
            .withBounds(Duration.ofMinutes(10), 50)
            .withClock(clock));

    private static HttpServer unbound() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @BeforeEach
    void expose() {
        exposer.createContext("/metrics", exchange -> {
            byte[] body = exposition.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        exposer.start();
        targets = List.of(target());
    }

    private ScrapeTarget target() {
        String url = "http://127.0.0.1:" + exposer.getAddress().getPort() + "/metrics";
        return new ScrapeTarget(URI.create(url), Map.of("job", "pods", "instance", "reviews-v2", "__secret", "x"));
    }

    @AfterEach
    void close() {
        server.close();
        exposer.stop(0);
    }

    private void scrapeAfter(Duration step, String text) {
        clock.now = clock.now.plus(step);
        exposition = text;
        server.scrape();
    }

    private String result(String query) throws IOException {
        String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
        URI uri = URI.create(server.url() + "/api/v1/query?query=" + encoded);
        try (var in = uri.toURL().openStream()) {
            String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return body.substring(body.indexOf("\"result\":") + 9, body.length() - 2);
        }
    }

    @Test
    void putsTheTargetsLabelsOnEverySeries() throws IOException {
        scrapeAfter(Duration.ZERO, "requests_total{job=\"own\",exported_job=\"taken\"} 3\n");

        assertThat(result("requests_total"))
                .isEqualTo("[{\"metric\":{\"__name__\":\"requests_total\",\"exported_exported_job\":\"own\","
                        + "\"exported_job\":\"taken\",\"instance\":\"reviews-v2\",\"job\":\"pods\"},"
                        + "\"value\":[1795262400,\"3\"]}]");
        assertThat(result("sum(up)")).contains("\"1\"");
    }

    @Test
    void countsWhatCameBetweenTwoRounds() throws IOException {
        scrapeAfter(Duration.ZERO, "requests_total 3\n");
        scrapeAfter(Duration.ofSeconds(10), "requests_total 23\n");

        assertThat(result("rate(requests_total[10s])")).isEqualTo("[]");
        assertThat(result("rate(requests_total[11s])")).contains("\"2\"");
        assertThat(result("sum(irate(requests_total[1m]))")).contains("\"2\"");
    }

    @Test
    void marksASeriesThatIsExposedNoMore() throws IOException {
        scrapeAfter(Duration.ZERO, "a 1\nb 1\n");
        scrapeAfter(Duration.ofSeconds(1), "a 1\n");

        assertThat(result("count(a)")).contains("\"1\"");
        assertThat(result("b")).isEqualTo("[]");
    }

    @Test
    void marksEverythingOfATargetThatFails() throws IOException {
        scrapeAfter(Duration.ZERO, "a 1\n");
        status = 500;
        scrapeAfter(Duration.ofSeconds(1), "a 1\n");

        assertThat(result("a")).isEqualTo("[]");
        assertThat(result("sum(up)")).contains("\"0\"");
    }

    @Test
    void marksWhatATargetDidNotExposeBeforeItsFirstMalformedLine() throws IOException {
        scrapeAfter(Duration.ZERO, "a 1\nb 1\n");
        scrapeAfter(Duration.ofSeconds(1), "a 2\n<html>\nb 2\n");

        assertThat(result("a")).contains("\"1\"");
        assertThat(result("b")).isEqualTo("[]");
        assertThat(result("sum(up)")).contains("\"0\"");
    }

    @Test
    void marksEverythingOfATargetThatLeaves() throws IOException {
        scrapeAfter(Duration.ZERO, "a 1\n");
        targets = List.of();
        scrapeAfter(Duration.ofSeconds(1), "");

        assertThat(result("a")).isEqualTo("[]");
        assertThat(result("up")).isEqualTo("[]");
        assertThat(result("count_over_time(a[1m])")).contains("\"1\"");
    }

    @Test
    void keepsNoMoreSeriesThanItMay() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 80; i++) {
            many.append("m{i=\"").append(i).append("\"} 1\n");
        }
        scrapeAfter(Duration.ZERO, "a 1\n");
        scrapeAfter(Duration.ofSeconds(1), many.toString());

        assertThat(result("sum(up)")).contains("\"0\"");
        assertThat(result("count({__name__=~\".+\"})")).doesNotContain("\"80\"");
    }

    @Test
    void forgetsWhatIsOlderThanTheRetention() throws IOException {
        scrapeAfter(Duration.ZERO, "a 1\n");
        scrapeAfter(Duration.ofMinutes(11), "b 1\n");

        assertThat(result("count_over_time(a[1h])")).isEqualTo("[]");
        assertThat(result("count(count_over_time({__name__=~\"a|b\"}[1h]))")).contains("\"1\"");
    }

    private static final class SettableClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
