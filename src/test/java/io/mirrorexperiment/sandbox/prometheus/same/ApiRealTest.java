package io.mirrorexperiment.sandbox.prometheus.same;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.sandbox.prometheus.same.Api.Got;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is beside queries in Prometheus' API, and what is refused there, is the same in the sandbox. */
class ApiRealTest {
    @SuppressWarnings("NullAway.Init")
    private static SameScrapes both;

    @BeforeAll
    static void record() {
        both = SameScrapes.of(7);
    }

    @AfterAll
    static void end() {
        both.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/series?match[]=live_requests_total",
                "/api/v1/series?match[]=%7Bpod=%22a%22%7D&match[]=live_load",
                "/api/v1/series?match[]=up",
                "/api/v1/series?match[]=nothing",
                "/api/v1/labels",
                "/api/v1/labels?match[]=dated_load",
                "/api/v1/label/pod/values",
                "/api/v1/label/le/values?match[]=live_latency_milliseconds_bucket%7Bpod=%22b%22%7D",
                "/api/v1/label/path/values",
                "/api/v1/label/nothing/values",
                "/api/v1/label/__name__/values"
            })
    void listsTheSame(String question) {
        Got real = both.real().raw(encoded(question));
        Got sandbox = both.sandbox().raw(encoded(question));

        assertThat(real.status()).isEqualTo(200);
        assertThat(sandbox.status()).isEqualTo(200);
        assertThat(elements(sandbox)).containsExactlyInAnyOrderElementsOf(elements(real));
    }

    private static String encoded(String question) {
        return question.replace("[", "%5B").replace("]", "%5D");
    }

    private static List<String> elements(Got got) {
        return StreamSupport.stream(got.json().path("data").spliterator(), false)
                .map(JsonNode::toString)
                .toList();
    }

    /** Among them what Prometheus itself says of the scrape; how long it took is its own affair. */
    @Test
    void everySeriesOfAScrapeIsThereAtItsInstant() {
        List<String> differences = new ArrayList<>();
        for (long at : both.scrapeTimes()) {
            String[] asked = {
                "query", "{__name__!~\"scrape_duration_seconds\",job=\"live\"}", "time", SameScrapes.seconds(at)
            };
            Likeness.difference(
                            both.real().get("/api/v1/query", asked),
                            both.sandbox().get("/api/v1/query", asked))
                    .ifPresent(differences::add);
        }
        assertThat(differences).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query=",
                "",
                "query=foo(bar)",
                "query=rate(up)",
                "query=up%5B5m%5D%20%2B%201",
                "query=sum(up",
                "query=up%7Ba=~%22(%22%7D",
                "query=%7B%7D",
                "query=%7Ba=~%22.*%22%7D",
                "query=up%20offset",
                "query=1%20==%201",
                "query=up%20and%201",
                "query=up%5B0s%5D",
                "query=topk(NaN,up)",
                "query=topk(1e30,up)",
                "query=label_replace(up,%22-%22,%22%22,%22job%22,%22%22)",
                "query=up%20*%20on(zone)%20live_requests_total",
                "query=live_requests_total%20*%20on(job)%20live_requests_total",
                "query=1&time=noon",
                "query=1&time=2026-11-21T12:00:00Z",
                "query=1&time=2026-11-21T12:00:00.25%2B01:00",
                "query=1&time=1e400",
                "query=1&timeout=later",
                "query=1&timeout=5s",
                "query=%22text%22",
                "query=up%20%40%20end()",
                "query=up%7Bjob=%22live%22%7D%5B5m%5D"
            })
    void instantQueriesAreRefusedWithTheSameStatusAndType(String query) {
        String now = query.contains("time=")
                ? ""
                : "&time=" + SameScrapes.seconds(both.scrapeTimes().get(5));

        assertThat(Likeness.difference(
                        both.real().raw("/api/v1/query?" + query + now),
                        both.sandbox().raw("/api/v1/query?" + query + now)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query=1&start=0&end=10&step=1",
                "query=1&start=10&end=0&step=1",
                "query=1&start=0&end=10&step=0",
                "query=1&start=0&end=10&step=-1",
                "query=1&start=0&end=10&step=soon",
                "query=1&start=0&end=11000&step=1",
                "query=1&start=0&end=11001&step=1",
                "query=1&start=0&end=10",
                "query=1&end=10&step=1",
                "query=up%5B5m%5D&start=0&end=10&step=1",
                "query=%22x%22&start=0&end=10&step=1",
                "query=sum(&start=0&end=10&step=1"
            })
    void rangeQueriesAreRefusedWithTheSameStatusAndType(String query) {
        assertThat(Likeness.difference(
                        both.real().raw("/api/v1/query_range?" + query),
                        both.sandbox().raw("/api/v1/query_range?" + query)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/series",
                "/api/v1/series?match%5B%5D=%7B%7D",
                "/api/v1/series?match%5B%5D=rate(up%5B1m%5D)",
                "/api/v1/series?match%5B%5D=up&start=noon",
                "/api/v1/labels?match%5B%5D=%7B",
                "/api/v1/label/0bad/values",
                "/api/v1/nothing",
                "/-/ready",
                "/-/healthy"
            })
    void otherQuestionsAreRefusedWithTheSameStatusAndType(String question) {
        Got real = both.real().raw(question);
        Got sandbox = both.sandbox().raw(question);

        assertThat(sandbox.status()).isEqualTo(real.status());
        assertThat(sandbox.errorType()).isEqualTo(real.errorType());
    }
}
