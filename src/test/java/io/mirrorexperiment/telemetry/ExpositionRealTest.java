package io.mirrorexperiment.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.mirrorexperiment.real.Bed.Said;
import io.mirrorexperiment.real.PrometheusProgram;
import io.mirrorexperiment.real.Promtool;
import io.mirrorexperiment.serve.OperationsServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus itself says of our metrics, our alerts and the dashboard's queries. */
class ExpositionRealTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    @Test
    void promtoolFindsNothingToSayAboutOurMetrics() throws Exception {
        String text = told().exposition(Optional.empty()).text();

        Said said = Promtool.run(text, "check", "metrics");

        assertThat(said.status()).as(said.all()).isZero();
        assertThat(said.all()).isEmpty();
    }

    @Test
    void theAlertsAreRulesAndFireWhenTheyShould() throws Exception {
        Said rules = Promtool.run("", "check", "rules", Dashboard.ALERTS.toString());
        Said tested = Promtool.run("", "test", "rules", "src/test/resources/telemetry/alerts-test.yaml");

        assertThat(rules.status()).as(rules.all()).isZero();
        assertThat(tested.status()).as(tested.all()).isZero();
        assertThat(tested.all()).contains("SUCCESS");
    }

    @Test
    void everyQueryOfTheDashboardIsPromQl(@TempDir Path folder) throws Exception {
        List<Map<String, String>> rules = new ArrayList<>();
        for (String query : Dashboard.queries()) {
            rules.add(Map.of("record", "panel:" + (char) ('a' + rules.size() % 26) + rules.size(), "expr", query));
        }
        Path file = folder.resolve("queries.yaml");
        Files.writeString(
                file,
                new ObjectMapper(new YAMLFactory())
                        .writeValueAsString(Map.of("groups", List.of(Map.of("name", "dashboard", "rules", rules)))));

        Said said = Promtool.run("", "check", "rules", file.toString());

        assertThat(said.status()).as(said.all()).isZero();
        assertThat(said.all()).contains(rules.size() + " rules found");
    }

    @Test
    void aPrometheusScrapesUsAndAnswersWhatWeTold() throws Exception {
        try (OperationsServer server = OperationsServer.open(0, told());
                PrometheusProgram prometheus = PrometheusProgram.start("""
                        scrape_configs:
                        - job_name: gate
                          scrape_interval: 1s
                          static_configs: [{targets: ["127.0.0.1:%d"]}]
                        """.formatted(server.port()))) {
            assertThat(awaited(prometheus.url(), "up{job=\"gate\"} == 1")).contains("\"gate\"");
            assertThat(awaited(prometheus.url(), "mirror_experiment_api_requests_total{resource=\"pods\"} == 1"))
                    .contains("\"status\":\"200\"");
            assertThat(awaited(prometheus.url(), "mirror_experiment_wake_lateness_seconds_count == 1"))
                    .contains("\"gate\"");
        }
    }

    private static Telemetry told() {
        Telemetry telemetry = Told.leading(Clock.systemUTC()).telemetry();
        telemetry.called("get", "pods", Optional.of(200), Duration.ofMillis(20));
        telemetry.called("update", "leases", Optional.empty(), Duration.ofSeconds(10));
        telemetry.asked("prometheus", Optional.of(503), Duration.ofMillis(20));
        telemetry.notified("slack", false);
        telemetry.woke(Duration.ofMillis(3));
        telemetry.failed();
        return telemetry;
    }

    private static String awaited(URI prometheus, String query) throws IOException, InterruptedException {
        URI uri = URI.create(prometheus + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        long end = System.nanoTime() + PATIENCE;
        String answer;
        do {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            answer = CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } while (answer.contains("\"result\":[]") && System.nanoTime() < end);
        return answer;
    }
}
