package io.mirrorexperiment.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.MetricQuery;
import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Queries;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.metrics.LoopbackPrometheus.Asked;
import io.mirrorexperiment.metrics.LoopbackPrometheus.Reply;
import io.mirrorexperiment.spec.SpecFiles;
import io.mirrorexperiment.spec.SpecReader;
import io.mirrorexperiment.spec.SpecResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The queries of {@code resources/examples/queries.yaml} against what answers as the documentation of each system says. */
@Timeout(60)
class ExampleQueriesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");
    private static final Path EXAMPLE = Path.of("resources", "examples", "queries.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Keys as the Secrets of the example have them. */
    private static final Systems.Vault VAULT = new Systems.Vault()
            .put(new Credential.InSecret("datadog", "api-key"), "dd-api")
            .put(new Credential.InSecret("datadog", "app-key"), "dd-app")
            .put(new Credential.InSecret("newrelic", "user-key"), "NRAK-1");

    /** Datadog's v1 API: points are pairs of milliseconds and a value or null; without both keys it answers 403. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"pointlist\": [[1767225000000, 2.0], [1767225030000, null], [1767225060000, 3.5]]}] | 5.5",
                "[] | missing",
                "[{\"pointlist\": []}] | missing",
                "[{\"pointlist\": [[1767225000000, null]]}] | missing",
            })
    void datadogIsAskedForThePointsOfTheTimeThatCounts(String series, String expected) {
        Function<Asked, Reply> datadog = asked -> {
            boolean known = "dd-api".equals(asked.headers().getFirst("DD-API-KEY"))
                    && "dd-app".equals(asked.headers().getFirst("DD-APPLICATION-KEY"));
            assertThat(asked.method() + " " + asked.path()).isEqualTo("GET /api/v1/query");
            assertThat(asked.parameters())
                    .containsEntry("from", "1767225900")
                    .containsEntry("to", "1767226200")
                    .containsEntry("query", "sum:reviews.logins.failed{service:reviews,version:v2}.as_count()");
            return known
                    ? Reply.of(200, "{\"status\": \"ok\", \"res_type\": \"time_series\", \"series\": " + series + "}")
                    : Reply.of(403, "{\"status\": \"error\", \"errors\": [\"Forbidden\"]}");
        };

        assertThat(shown(answer("failed-logins", "https://api.datadoghq.com", datadog, VAULT)))
                .isEqualTo(expected);
        assertThat(answer(
                        "failed-logins",
                        "https://api.datadoghq.com",
                        datadog,
                        new Systems.Vault()
                                .put(new Credential.InSecret("datadog", "api-key"), "other")
                                .put(new Credential.InSecret("datadog", "app-key"), "dd-app")))
                .isInstanceOfSatisfying(Reading.Missing.class, missing -> assertThat(missing.reason())
                        .contains("HTTP status 403")
                        .doesNotContain("dd-app"));
    }

    /** NerdGraph answers 200 with {@code errors} where it refuses; an aggregate over nothing is null. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\": {\"actor\": {\"account\": {\"nrql\": {\"results\": [{\"value\": 0.94}]}}}}} | 0.94",
                "{\"data\": {\"actor\": {\"account\": {\"nrql\": {\"results\": [{\"value\": null}]}}}}} | missing",
                "{\"data\": {\"actor\": {\"account\": {\"nrql\": {\"results\": []}}}}} | missing",
                "{\"data\": {\"actor\": {\"account\": {\"nrql\": null}}}, \"errors\": [{\"message\": \"NRQL Syntax Error\"}]} | missing",
            })
    void newRelicIsAskedByGraphQl(String body, String expected) {
        Function<Asked, Reply> newRelic = asked -> {
            assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /graphql");
            assertThat(tree(asked.body()).path("query").asText())
                    .startsWith("{actor {account(id: 1234567) {nrql(query: \"SELECT apdex(duration, t: 0.5)")
                    .contains("SINCE 300 seconds ago\") {results}}}}");
            return "NRAK-1".equals(asked.headers().getFirst("API-Key"))
                    ? Reply.of(200, body)
                    : Reply.of(401, "{\"errors\": [{\"message\": \"Unauthorized\"}]}");
        };

        assertThat(shown(answer("apdex", "https://api.newrelic.com", newRelic, VAULT)))
                .isEqualTo(expected);
    }

    @Test
    void promQlIsAskedForTheDarkWorkload() {
        Function<Asked, Reply> prometheus = asked -> {
            assertThat(asked.query()).isEqualTo("max(jvm_memory_used_bytes{area='heap',deployment='reviews-v2'})");
            return Reply.of(200, Scraped.body(List.of(Scraped.sample("4.2e8"))));
        };

        assertThat(shown(answer("heap", "http://prometheus.istio-system:9090", prometheus, VAULT)))
                .isEqualTo("4.2E8");
    }

    private static Reading answer(String name, String host, Function<Asked, Reply> script, Secrets secrets) {
        Queries queries = queries();
        MetricQuery query = queries.find(name).orElseThrow().query();
        try (LoopbackPrometheus server = LoopbackPrometheus.start(script);
                QuerySource source = new QuerySource(
                        Optional.empty(), secrets, Duration.ofSeconds(10), Clock.fixed(NOW, ZoneOffset.UTC))) {
            MetricQuery here = new MetricQuery(
                    query.method(),
                    query.url().replace(host, server.url().toString()),
                    query.headers(),
                    query.params(),
                    query.body(),
                    query.basic(),
                    query.secrets(),
                    query.jq());
            return source.ask(here, queries.values(new Population("default", "reviews-v2"), NOW.minusSeconds(300), NOW))
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        }
    }

    private static String shown(Reading reading) {
        return reading instanceof Reading.Gauge gauge ? Double.toString(gauge.value()) : "missing";
    }

    private static Queries queries() {
        try {
            SpecResult result = new SpecReader(SpecFiles.none()).read(Files.readAllBytes(EXAMPLE));
            return ((SpecResult.Valid) result).experiment().queries().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
