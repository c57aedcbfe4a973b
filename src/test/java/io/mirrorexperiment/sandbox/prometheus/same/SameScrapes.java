package io.mirrorexperiment.sandbox.prometheus.same;

import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.real.PrometheusProgram;
import io.mirrorexperiment.sandbox.ScrapeTarget;
import io.mirrorexperiment.sandbox.prometheus.MetricsOptions;
import io.mirrorexperiment.sandbox.prometheus.MetricsServer;
import io.mirrorexperiment.sandbox.prometheus.promql.Dialect;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A real Prometheus and the sandbox's server that hold the very same scrapes.
 *
 * <p>Prometheus scrapes two scripted targets at its own pace, and is then started again without targets, on its data. Its
 * own series {@code up} tells when each scrape was dated and whether it succeeded, and the sandbox scrapes the same scripts
 * over the same wire with its clock at those instants. So even a sample's millisecond is the same in both, and each
 * question must have equal answers.
 */
final class SameScrapes implements AutoCloseable {
    static final int ROUNDS = 36;
    private static final String LIVE = "/live";
    private static final String DATED = "/dated";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final List<Exposure> liveScript;
    private final List<Exposure> datedScript;
    private final ScriptedTargets targets;
    private final PrometheusProgram prometheus;
    private final SetClock clock = new SetClock();
    private final MetricsServer server;
    private final List<Scrape> scrapes;

    /** One scrape of the live target as Prometheus dated it. */
    record Scrape(long at, boolean succeeded) {}

    private SameScrapes(long seed) {
        GeneratedMetrics metrics = new GeneratedMetrics(seed);
        long now = System.currentTimeMillis();
        liveScript = metrics.scrapes(ROUNDS);
        datedScript = metrics.datedScrapes(ROUNDS, now - 55 * 60_000, now - 60_000);
        targets = new ScriptedTargets(Map.of(LIVE, liveScript, DATED, datedScript));
        prometheus = PrometheusProgram.start(config());
        server = MetricsServer.start(MetricsOptions.scraping(this::scraped)
                .withScrapeInterval(Duration.ZERO)
                .withClock(clock)
                .withDialect(dialect())
                .withBounds(Duration.ofHours(3), 10_000));
        awaitScrapes();
        prometheus.stop();
        prometheus.startAgain("scrape_configs: []");
        scrapes = up("live");
        replay(up("dated"));
    }

    /** Records a script of this seed; takes about ten seconds. */
    static SameScrapes of(long seed) {
        return new SameScrapes(seed);
    }

    private String config() {
        return """
                global: {scrape_interval: 250ms, scrape_timeout: 250ms}
                scrape_configs:
                - {job_name: live, metrics_path: /live, static_configs: [{targets: ['%1$s'], labels: {zone: x}}]}
                - {job_name: dated, metrics_path: /dated, static_configs: [{targets: ['%1$s']}]}
                """.formatted(targets.address());
    }

    private List<ScrapeTarget> scraped() {
        return List.of(
                new ScrapeTarget(targets.url(LIVE), Map.of("job", "live", "zone", "x")),
                new ScrapeTarget(targets.url(DATED), Map.of("job", "dated")));
    }

    /** The dialect of the Prometheus that runs. */
    private Dialect dialect() {
        String version = real().get("/api/v1/status/buildinfo")
                .json()
                .path("data")
                .path("version")
                .asText();
        return version.startsWith("2.") ? Dialect.PROMETHEUS_2 : Dialect.PROMETHEUS_3;
    }

    private void awaitScrapes() {
        await(() -> Math.min(up("live").size(), up("dated").size()) >= ROUNDS);
    }

    private List<Scrape> up(String job) {
        List<Scrape> found = new ArrayList<>();
        JsonNode answer = real().get("/api/v1/query", "query", "up{job=\"" + job + "\"}[10m]")
                .result();
        for (JsonNode sample : answer.path(0).path("values")) {
            long at = sample.path(0).decimalValue().movePointRight(3).longValueExact();
            found.add(new Scrape(at, sample.path(1).asText().equals("1")));
        }
        return found;
    }

    /** A scrape that Prometheus lost (a busy machine) is lost for the sandbox too. */
    private void replay(List<Scrape> dated) {
        for (int round = 0; round < scrapes.size(); round++) {
            Scrape scrape = scrapes.get(round);
            targets.show(LIVE, seen(liveScript, round, scrape));
            targets.show(DATED, seen(datedScript, round, dated.get(Math.min(round, dated.size() - 1))));
            clock.now = Instant.ofEpochMilli(scrape.at());
            server.scrape();
        }
    }

    private static Exposure seen(List<Exposure> script, int round, Scrape scrape) {
        Exposure scripted = script.get(Math.min(round, script.size() - 1));
        return scrape.succeeded() ? scripted : lost(scripted);
    }

    private static Exposure lost(Exposure scripted) {
        return scripted.healthy() && !scripted.body().contains("broken") ? new Exposure(500, "") : scripted;
    }

    private static void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("Prometheus did not scrape the script within " + PATIENCE);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    Api real() {
        return new Api(prometheus.url());
    }

    Api sandbox() {
        return new Api(URI.create(server.url()));
    }

    /** When the live target was scraped. */
    List<Long> scrapeTimes() {
        return scrapes.stream().map(Scrape::at).toList();
    }

    /** The time-stamps that the dated target wrote. */
    List<Long> writtenTimes() {
        return datedScript.stream()
                .map(exposure -> exposure.body().lines().filter(line -> !line.startsWith("#")))
                .map(lines -> lines.findFirst().orElseThrow())
                .map(line -> Long.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                .toList();
    }

    /** A time as the API takes it. */
    static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).toPlainString();
    }

    @Override
    public void close() {
        server.close();
        prometheus.close();
        targets.close();
    }

    private static final class SetClock extends Clock {
        private volatile Instant now = Instant.EPOCH;

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
