package io.mirrorexperiment.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.MetricQuery;
import io.mirrorexperiment.experiment.MetricQuery.Method;
import io.mirrorexperiment.experiment.MetricQuery.Named;
import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Queries;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.metrics.LoopbackPrometheus.Asked;
import io.mirrorexperiment.metrics.LoopbackPrometheus.Reply;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class QuerySourceTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");
    private static final String JQ = ".data.result[0].value[1] | tonumber";
    private static final Map<String, String> VALUES = new Queries(
                    List.of(), Map.of("name", "current", "revision", "sample-app-v2"))
            .values(new Population("shop", "sample-app-v2"), NOW.minusSeconds(95), NOW);

    private final Systems.Vault vault = new Systems.Vault();

    @Test
    void aQueryIsAskedWithTheVersionsValuesInIt() {
        try (LoopbackPrometheus server = answering("0.25");
                QuerySource source = source(Duration.ofSeconds(10))) {
            Reading reading = ask(source, prometheus(server.url(), "rate(x{r='$revision',n='${name}'}[$elapsedTime])"));

            assertThat(reading).isEqualTo(new Reading.Gauge(NOW, 0.25));
            assertThat(server.asked()).singleElement().satisfies(asked -> {
                assertThat(asked.method()).isEqualTo("GET");
                assertThat(asked.path()).isEqualTo("/api/v1/query");
                assertThat(asked.query()).isEqualTo("rate(x{r='sample-app-v2',n='current'}[95s])");
            });
        }
    }

    @Test
    void aBodyIsPostedAsJson() {
        try (LoopbackPrometheus server = LoopbackPrometheus.start(asked -> Reply.of(200, "{\"value\": 7}"));
                QuerySource source = source(Duration.ofSeconds(10))) {
            MetricQuery query = new MetricQuery(
                    Method.POST,
                    server.url() + "/ask",
                    List.of(new Named("X-Tenant", "$name")),
                    List.of(),
                    Optional.of("{\"version\": \"$revision\", \"seconds\": $elapsedTime}"),
                    false,
                    Map.of(),
                    ".value");

            assertThat(ask(source, query)).isEqualTo(new Reading.Gauge(NOW, 7));
            assertThat(server.asked()).singleElement().satisfies(asked -> {
                assertThat(asked.method()).isEqualTo("POST");
                assertThat(asked.body()).isEqualTo("{\"version\":\"sample-app-v2\",\"seconds\":95}");
                assertThat(asked.headers().getFirst("Content-Type")).startsWith("application/json");
                assertThat(asked.headers().getFirst("X-Tenant")).isEqualTo("$name");
            });
            assertThat(reason(ask(source, with(query, "{$name}")))).contains("is not JSON");
        }
    }

    @ParameterizedTest
    @CsvSource({"true, Basic dXNlcjpodW50ZXIy", "false, Token hunter2"})
    void itSignsInWithTheSecrets(boolean basic, String authorization) {
        vault.put(new Credential.InSecret("keys", "username"), "user\n")
                .put(new Credential.InSecret("keys", "password"), "hunter2\n")
                .put(new Credential.InSecret("keys", "path"), "v7");
        try (LoopbackPrometheus server = answering("1");
                QuerySource source = source(Duration.ofSeconds(10))) {
            MetricQuery query = signed(
                    server.url() + "/$path",
                    basic ? List.of() : List.of(new Named("Authorization", "Token ${password}")),
                    basic);

            assertThat(ask(source, query)).isInstanceOf(Reading.Gauge.class);
            assertThat(server.asked()).singleElement().satisfies(asked -> {
                assertThat(asked.path()).isEqualTo("/v7");
                assertThat(asked.headers().getFirst("Authorization")).isEqualTo(authorization);
            });
        }
    }

    @Test
    void aSecretStaysOutOfAllMessages() {
        vault.put(new Credential.InSecret("keys", "key"), "hunter2");
        try (LoopbackPrometheus server = LoopbackPrometheus.start(asked ->
                        Reply.of(403, "{\"error\": \"no " + asked.headers().getFirst("X-Key") + asked.path() + "\"}"));
                QuerySource source = source(Duration.ofSeconds(10))) {
            MetricQuery query = signed(server.url() + "/$key", List.of(new Named("X-Key", "$key")), false);

            assertThat(reason(ask(source, query)))
                    .contains("HTTP status 403", "it does not let us in")
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void aSecretInTheAddressStaysOutOfThemToo() {
        vault.put(new Credential.InSecret("keys", "host"), "hunter2.invalid")
                .put(new Credential.InSecret("keys", "key"), "pass word");
        try (QuerySource source = source(Duration.ofSeconds(5))) {
            assertThat(reason(ask(source, signed("http://$host/$key", List.of(), false))))
                    .contains("http://$host/$key: its host name cannot be resolved")
                    .doesNotContain("hunter2", "pass");
            assertThat(reason(ask(source, signed("http://localhost:1/$key", List.of(), false))))
                    .contains("http://localhost:1/$key: cannot connect")
                    .doesNotContain("pass");
        }
    }

    @Test
    void whatItCannotReadItDoesNotSend() {
        try (LoopbackPrometheus server = answering("1");
                QuerySource source = source(Duration.ofSeconds(10))) {
            String url = server.url().toString();

            assertThat(reason(ask(source, signed(url + "/$key", List.of(), false))))
                    .contains("key key of Secret keys cannot be read");
            assertThat(reason(ask(source, signed(url, List.of(), true))))
                    .contains("key username of Secret keys cannot be read");
            assertThat(reason(ask(source, signed("ftp://x", List.of(), false)))).contains("makes no address");
            assertThat(server.asked()).isEmpty();
        }
    }

    /** Iter8 takes the first three for data, and the fourth for whichever comes first. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {\"data\": {\"result\": [{\"value\": [1, \"0\"]}]}} | HTTP status 500",
                "404 | {\"data\": {\"result\": [{\"value\": [1, \"0\"]}]}} | check the query's url",
                "302 | {\"data\": {\"result\": [{\"value\": [1, \"0\"]}]}} | redirects are not followed",
                "200 | {\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"a\":\"1\"},\"value\":[1,\"0\"]},{\"metric\":{\"a\":\"2\"},\"value\":[1,\"9\"]}]}} | 2 series where one value is wanted",
                "200 | {\"status\":\"success\",\"warnings\":[\"store gone\"],\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"0\"]}]}} | may be partial",
                "200 | {\"data\": {\"result\": [{\"value\": [1, \"NaN\"]}]}} | the jq expression",
                "200 | {\"data\": {\"result\": [{\"value\": [1, \"+Inf\"]}]}} | the jq expression",
                "200 | {\"data\": {\"result\": []}} | the jq expression",
                "200 | <html>hello</html> | the answer is not JSON",
                "200 | '' | the answer is empty",
            })
    void whateverIsNoNumberIsMissingWithItsReason(int status, String body, String message) {
        try (LoopbackPrometheus server = LoopbackPrometheus.start(asked -> Reply.of(status, body));
                QuerySource source = source(Duration.ofSeconds(10))) {
            assertThat(reason(ask(source, prometheus(server.url(), "x"))))
                    .contains(message)
                    .contains("localhost");
        }
    }

    @Test
    void whoDoesNotAnswerIsMissing() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Function<Asked, Reply> silent = asked -> {
            try {
                over.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Reply.of(200, "1");
        };
        try (LoopbackPrometheus server = LoopbackPrometheus.start(silent);
                QuerySource source = source(Duration.ofMillis(300))) {
            assertThat(reason(ask(source, prometheus(server.url(), "x")))).contains("no answer within 300 ms");
            over.countDown();
        }
        try (QuerySource source = source(Duration.ofSeconds(2))) {
            assertThat(reason(ask(source, prometheus(URI.create("http://localhost:1"), "x"))))
                    .contains("cannot connect");
        }
        QuerySource closed = source(Duration.ofSeconds(2));
        closed.close();
        assertThat(reason(ask(closed, prometheus(URI.create("http://localhost:1"), "x"))))
                .contains("closed");
    }

    @Test
    void aServerIsBelievedIfItsCertificateIs() {
        vault.put(Systems.CA, TestCertificates.certificate("ca"));
        try (LoopbackPrometheus server = LoopbackPrometheus.startTls(
                        TestCertificates.server("server"), false, asked -> Reply.of(200, value("1")));
                QuerySource knowing = new QuerySource(
                        Optional.of(Systems.CA), vault, Duration.ofSeconds(10), Clock.fixed(NOW, ZoneOffset.UTC));
                QuerySource stranger = source(Duration.ofSeconds(10))) {
            assertThat(ask(knowing, prometheus(server.url(), "x"))).isInstanceOf(Reading.Gauge.class);
            assertThat(reason(ask(stranger, prometheus(server.url(), "x")))).contains("certificate is not trusted");
        }
    }

    @Test
    void whatAVersionsValuesDoNotSelectIsTold() {
        Function<Asked, Reply> knowsRevisions =
                asked -> Reply.of(200, value(asked.query().contains("revision_name='sample-app-v2'") ? "3" : "0"));
        try (LoopbackPrometheus server = LoopbackPrometheus.start(knowsRevisions);
                QuerySource source = source(Duration.ofSeconds(10))) {
            assertThat(source.unseen(prometheus(server.url(), "sum(x_count{revision_name='$revision'})"), VALUES)
                            .join())
                    .isEmpty();
            assertThat(source.unseen(prometheus(server.url(), "sum(x_count{revision_name='$name'})"), VALUES)
                            .join())
                    .singleElement()
                    .asString()
                    .contains("no series x_count{revision_name='current'} is known");
            assertThat(server.asked())
                    .extracting(Asked::query)
                    .contains("count(x_count{revision_name='current'}) or vector(0)");
        }
        try (QuerySource source = source(Duration.ofSeconds(2))) {
            assertThat(source.unseen(prometheus(URI.create("http://localhost:1"), "x{a='$name'}"), VALUES)
                            .join())
                    .isEmpty();
        }
    }

    private QuerySource source(Duration timeout) {
        return new QuerySource(Optional.empty(), vault, timeout, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static LoopbackPrometheus answering(String number) {
        return LoopbackPrometheus.start(asked -> Reply.of(200, value(number)));
    }

    private static String value(String number) {
        return Scraped.body(List.of(Scraped.sample(number)));
    }

    private static MetricQuery prometheus(URI url, String promql) {
        return new MetricQuery(
                Method.GET,
                url + "/api/v1/query",
                List.of(),
                List.of(new Named("query", promql)),
                Optional.empty(),
                false,
                Map.of(),
                JQ);
    }

    /** With all keys of a Secret. */
    private static MetricQuery signed(String url, List<Named> headers, boolean basic) {
        Map<String, Credential> keys = new TreeMap<>();
        for (String key : List.of("username", "password", "path", "key", "host")) {
            keys.put(key, new Credential.InSecret("keys", key));
        }
        return new MetricQuery(Method.GET, url, headers, List.of(), Optional.empty(), basic, keys, JQ);
    }

    private static MetricQuery with(MetricQuery query, String body) {
        return new MetricQuery(
                query.method(),
                query.url(),
                query.headers(),
                query.params(),
                Optional.of(body),
                query.basic(),
                query.secrets(),
                query.jq());
    }

    private static Reading ask(QuerySource source, MetricQuery query) {
        return source.ask(query, VALUES).orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static String reason(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Missing.class);
        return ((Reading.Missing) reading).reason();
    }
}
