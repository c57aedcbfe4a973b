package io.mirrorexperiment.metrics;

import static io.mirrorexperiment.metrics.Systems.REVIEWS;
import static io.mirrorexperiment.metrics.Systems.await;
import static io.mirrorexperiment.metrics.Systems.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.metrics.LoopbackPrometheus.Asked;
import io.mirrorexperiment.metrics.LoopbackPrometheus.Reply;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class PrometheusTroubleTest {
    private static final Secrets NO_SECRETS = new Systems.Vault();

    @Test
    void saysWhoRefusedTheConnection() {
        URI gone;
        try (LoopbackPrometheus server = LoopbackPrometheus.start(LoopbackPrometheus::healthy)) {
            gone = server.url();
        }
        try (PrometheusSource source = Systems.open(Systems.plain(gone), NO_SECRETS)) {
            assertThat(reason(Systems.now(source)))
                    .startsWith("Prometheus at " + gone + ": cannot connect (Connection refused)");
            assertThat(await(source.trouble()))
                    .hasValueSatisfying(text -> assertThat(text).contains("cannot connect"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {} | HTTP status 500",
                "503 | {\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"query timed out\"} | HTTP status 503, timeout: query timed out",
                "422 | {\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"too many samples\"} | execution: too many samples",
                "401 | no | it does not let us in; check auth",
                "403 | no | it does not let us in; check auth",
                "404 | no | url is the address before /api/v1/query",
                "302 | no | redirects are not followed",
                "201 | {\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}} | HTTP status 201",
                "200 | <html> | is not JSON",
            })
    void turnsARefusalIntoWords(int status, String body, String words) {
        try (LoopbackPrometheus server = LoopbackPrometheus.start(asked -> Reply.of(status, body));
                PrometheusSource source = Systems.open(Systems.plain(server.url()), NO_SECRETS)) {
            assertThat(reason(Systems.now(source))).contains(words).endsWith("(asked for requests)");
        }
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void isMissingIfASingleQuestionFails(Topic broken) {
        Function<Asked, Reply> script =
                asked -> asked.topic() == broken ? Reply.of(500, "") : LoopbackPrometheus.healthy(asked);
        try (LoopbackPrometheus server = LoopbackPrometheus.start(script);
                PrometheusSource source = Systems.open(Systems.plain(server.url()), NO_SECRETS)) {
            assertThat(reason(Systems.now(source))).contains("HTTP status 500").contains("asked for");
        }
    }

    @Test
    void doesNotCarryHeadersToTheTargetOfARedirect() {
        try (LoopbackPrometheus other = LoopbackPrometheus.start(LoopbackPrometheus::healthy);
                LoopbackPrometheus server = LoopbackPrometheus.start(
                        asked -> new Reply(307, "", Map.of("Location", other.url() + "/api/v1/query?token=s3cret")));
                PrometheusSource source = Systems.open(Systems.plain(server.url()), NO_SECRETS)) {
            assertThat(reason(Systems.now(source)))
                    .contains("a redirect to " + other.url() + "/api/v1/query")
                    .doesNotContain("s3cret");
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void refusesAnAnswerThatIsTooLarge() {
        String huge = " ".repeat(Exchange.LARGEST_BODY + 1);
        try (LoopbackPrometheus server = LoopbackPrometheus.start(asked -> asked.topic() == Topic.REQUESTS
                        ? new Reply(200, huge, Map.of())
                        : LoopbackPrometheus.healthy(asked));
                PrometheusSource source = Systems.open(Systems.plain(server.url()), NO_SECRETS)) {
            assertThat(reason(Systems.now(source))).contains("the answer is larger than 32 MiB");
        }
    }

    @Test
    void isMissingIfTheConnectionBreaksInTheMiddleOfAnAnswer() {
        Function<Asked, Reply> script = asked -> {
            throw new IllegalStateException("the far end breaks off");
        };
        try (LoopbackPrometheus server = LoopbackPrometheus.start(script);
                PrometheusSource source = Systems.open(Systems.plain(server.url()), NO_SECRETS)) {
            assertThat(reason(Systems.now(source))).contains("the connection broke");
        }
    }

    @Test
    void findsNoTroubleWithAServerThatKnowsTheMesh() {
        try (LoopbackPrometheus server = LoopbackPrometheus.start(LoopbackPrometheus::healthy);
                PrometheusSource source = Systems.open(Systems.plain(server.url()), NO_SECRETS)) {
            assertThat(await(source.trouble())).isEmpty();
        }
    }

    @Test
    void hintsThatNothingOfTheMeshIsThere() {
        try (LoopbackPrometheus server =
                        LoopbackPrometheus.start(asked -> asked.query().startsWith("count(")
                                ? Reply.of(200, Scraped.body(List.of()))
                                : LoopbackPrometheus.healthy(asked));
                PrometheusSource source = Systems.open(Systems.plain(server.url()), NO_SECRETS)) {
            assertThat(await(source.trouble())).isEmpty();
            assertThat(await(source.hint(new Population("default", "reviews-v1"))))
                    .hasValueSatisfying(text -> assertThat(text).contains("no series istio_requests_total at all"));
        }
    }

    @Test
    void findsTroubleWithAServerThatIsNoPrometheus() {
        try (LoopbackPrometheus server =
                        LoopbackPrometheus.start(asked -> Reply.of(200, Scraped.body(List.of(Scraped.sample("2")))));
                PrometheusSource source = Systems.open(Systems.plain(server.url()), NO_SECRETS)) {
            assertThat(await(source.trouble()))
                    .hasValueSatisfying(text -> assertThat(text).contains("not Prometheus' query API"));
        }
    }

    @ParameterizedTest(name = "series of reporter {0}: {1}")
    @CsvSource({"source, reported by source only", "destination, ''", "'', nobody has reported"})
    void hintsAtOtherReporters(String reporter, String words) {
        List<Sample> series = reporter.isEmpty() ? List.of() : List.of(Scraped.sample("3", "reporter", reporter));
        try (LoopbackPrometheus server = LoopbackPrometheus.start(asked ->
                        asked.query().equals(Questions.of("destination").anyRequests())
                                ? Reply.of(200, Scraped.body(List.of(Scraped.sample("3"))))
                                : Reply.of(200, Scraped.body(series)));
                PrometheusSource source = Systems.open(Systems.plain(server.url()), NO_SECRETS)) {
            Optional<String> hint = await(source.hint(REVIEWS));

            assertThat(hint.isEmpty()).isEqualTo(words.isEmpty());
            assertThat(hint.orElse("")).contains(words);
        }
    }

    @Test
    void turnsABugOfTheSecretsIntoWordsWithoutItsMessage() {
        Secrets buggy = credential -> {
            throw new IllegalStateException("s3cret");
        };
        try (PrometheusSource source = Systems.open(Systems.tls(URI.create("https://localhost:1"), false), buggy)) {
            assertThat(reason(Systems.now(source)))
                    .contains("a bug of ours: java.lang.IllegalStateException at")
                    .doesNotContain("s3cret");
        }
    }
}
