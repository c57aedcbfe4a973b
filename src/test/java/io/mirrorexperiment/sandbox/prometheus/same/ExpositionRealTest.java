package io.mirrorexperiment.sandbox.prometheus.same;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.real.Patiently;
import io.mirrorexperiment.real.PrometheusProgram;
import io.mirrorexperiment.sandbox.ScrapeTarget;
import io.mirrorexperiment.sandbox.prometheus.MetricsOptions;
import io.mirrorexperiment.sandbox.prometheus.MetricsServer;
import io.mirrorexperiment.sandbox.prometheus.promql.Dialect;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Odd texts are read, or refused, as Prometheus reads or refuses them: hundreds of targets with one odd exposition each. */
@Timeout(180)
class ExpositionRealTest {
    private static final int GENERATED = 400;
    private static final long SEED = Long.getLong("metrics.seed", 20_261_121L);

    private static final List<String> KNOWN = List.of(
            "",
            "\n\n",
            "a 1",
            "a 1\n",
            "a 1\r\n",
            "a{} 1\n",
            "a{b=\"c\",} 1\n",
            "a{b=\"c\" , d = \"e\"} 1\n",
            "a {b=\"c\"}1\n",
            "a\t1\n",
            "  a  1  \n",
            "a 1 \n",
            "a{b=\"\"} 1\n",
            "a{b=\"c\\nd\\\\e\\\"f\\g\"} 1\n",
            "a{b=\"x\ty\"} 1\n",
            "a{b='c'} 1\n",
            "a{b=\"c\",b=\"d\"} 1\n",
            "a{,} 1\n",
            "a{b=\"c\" d=\"e\"} 1\n",
            "a{b=\"c\",,} 1\n",
            "a 0x1p4\n",
            "a 0x10\n",
            "a 1_000\n",
            "a 1e400\n",
            "a -inf\n",
            "a INFINITY\n",
            "a nan\n",
            "a +NaN\n",
            "a 1.\n",
            "a .5\n",
            "a 1e\n",
            "a\n",
            "a 1 2 3\n",
            "a 1 x\n",
            "a 1 1.5\n",
            "1a 1\n",
            "a:b 1\n",
            "a-b 1\n",
            "{b=\"c\"} 1\n",
            "ä 1\n",
            "a{ä=\"b\"} 1\n",
            "a{__name__=\"b\"} 1\n",
            "a{instance=\"mine\"} 1\n",
            "a{__x=\"y\"} 1\n",
            "# TYPE a counter\na 1\n",
            "# TYPE a nonsense\na 1\n",
            "# TYPE a\na 1\n",
            "#TYPE a counter\na 1\n",
            "# HELP a\na 1\n",
            "# HELP a some \\n text \\x\na 1\n",
            "# anything at all {\na 1\n",
            "#\na 1\n",
            "# EOF\na 1\n",
            "a 1\na 2\n",
            "a 1\n<html>\n",
            "\uFEFFa 1\n");

    private static final List<String> PIECES = List.of(
            "a",
            "b_total",
            "{",
            "}",
            "=",
            "\"",
            "\"x\"",
            "\\",
            "\n",
            "\n",
            " ",
            " ",
            "\t",
            "1",
            "2.5",
            "NaN",
            "+Inf",
            ",",
            "#",
            "# TYPE a ",
            "# HELP a ",
            "counter",
            "x=\"y\"",
            "{x=\"y\"} 3\n",
            "a 1\n",
            "b_total 2\n",
            "-",
            "e5",
            "\r",
            "ü",
            ":",
            "'",
            "0x");

    private final Map<String, String> texts = texts();

    private static Map<String, String> texts() {
        Random random = new Random(SEED);
        Map<String, String> texts = new LinkedHashMap<>();
        KNOWN.forEach(text -> texts.put("/t" + texts.size(), text));
        for (int i = 0; i < GENERATED; i++) {
            String text = Stream.generate(() -> PIECES.get(random.nextInt(PIECES.size())))
                    .limit(1 + random.nextInt(10))
                    .collect(Collectors.joining());
            texts.put("/t" + texts.size(), text);
        }
        return texts;
    }

    @Test
    void readsAndRefusesTheSameTexts() throws InterruptedException {
        Map<String, List<Exposure>> scripts = texts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, text -> List.of(Exposure.of(text.getValue()))));
        try (ScriptedTargets targets = new ScriptedTargets(scripts);
                PrometheusProgram prometheus = PrometheusProgram.start(config(targets.address()));
                MetricsServer server = MetricsServer.start(MetricsOptions.scraping(() -> scraped(targets))
                        .withScrapeInterval(Duration.ZERO)
                        .withDialect(Dialect.PROMETHEUS_2))) {
            texts.forEach((path, text) -> targets.show(path, Exposure.of(text)));
            Api real = new Api(prometheus.url());
            for (int i = 0;
                    i < 600 && real.get("/api/v1/query", "query", "up").result().size() < texts.size();
                    i++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            Api sandbox = new Api(URI.create(server.url()));
            Patiently.until("every text is read in time", Duration.ofMinutes(2), () -> {
                server.scrape();
                return slowest(sandbox) < 9 && slowest(real) < 4;
            });

            assertThat(differences(real, sandbox)).isEmpty();
        }
    }

    /** On a busy machine a scrape is given up, here after ten seconds and there after five, and says nothing about its text. */
    private static double slowest(Api server) {
        return server.get("/api/v1/query", "query", "max(scrape_duration_seconds)")
                .result()
                .path(0)
                .path("value")
                .path(1)
                .asDouble();
    }

    private List<ScrapeTarget> scraped(ScriptedTargets targets) {
        return texts.keySet().stream()
                .map(path -> new ScrapeTarget(targets.url(path), Map.of("job", "odd", "text", path)))
                .toList();
    }

    private String config(String address) {
        return "global: {scrape_interval: 5s, scrape_timeout: 5s}\nscrape_configs:\n- job_name: odd\n  static_configs:\n"
                + texts.keySet().stream()
                        .map(path -> "  - {targets: ['%s'], labels: {__metrics_path__: %s, text: %s}}\n"
                                .formatted(address, path, path))
                        .collect(Collectors.joining());
    }

    private List<String> differences(Api real, Api sandbox) {
        List<String> differences = new ArrayList<>();
        texts.forEach((path, text) -> {
            String query = "{text=\"" + path + "\",__name__!~\"scrape_duration_seconds|scrape_series_added\"}";
            Map<String, String> expected = values(real, query);
            Map<String, String> found = values(sandbox, query);
            if (!expected.equals(found)) {
                differences.add("«" + text + "»\nreal:    " + expected + "\nsandbox: " + found);
            }
        });
        return differences;
    }

    private static Map<String, String> values(Api api, String query) {
        Map<String, String> values = new LinkedHashMap<>();
        api.get("/api/v1/query", "query", query)
                .result()
                .forEach(series -> values.put(
                        series.path("metric").toString(),
                        series.path("value").path(1).asText()));
        return values;
    }
}
