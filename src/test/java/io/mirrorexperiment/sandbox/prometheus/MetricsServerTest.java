package io.mirrorexperiment.sandbox.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Speaks to a running server over HTTP. The bodies are those of https://prometheus.io/docs/prometheus/latest/querying/api/
 * and of web/api/v1/api_test.go.
 */
class MetricsServerTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final OkHttpClient client = new OkHttpClient();
    private final MetricsServer server = MetricsServer.start(at(NOON));

    private static MetricsOptions at(Instant time) {
        return MetricsOptions.silent().withClock(Clock.fixed(time, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        server.close();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    private record Got(int status, String body, String date) {}

    private Got get(String path) {
        return call(new Request.Builder().url(server.url() + path).build());
    }

    private Got query(String query) {
        return get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    }

    private Got call(Request request) {
        try (Response response = client.newCall(request).execute()) {
            return new Got(response.code(), response.body().string(), response.header("Date", ""));
        } catch (IOException cause) {
            throw new UncheckedIOException("the server did not answer", cause);
        }
    }

    private void ingest(String exposition) {
        server.ingest(exposition, Map.of("job", "api", "instance", "a:1"), NOON);
    }

    @Test
    void answersAVectorInPrometheusShape() {
        ingest("# TYPE up_total counter\nup_total{code=\"200\"} 1.5\nup_total{code=\"500\"} NaN\n");

        Got got = query("up_total");

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
                        + "{\"metric\":{\"__name__\":\"up_total\",\"code\":\"200\",\"instance\":\"a:1\",\"job\":\"api\"},"
                        + "\"value\":[1795262400,\"1.5\"]},"
                        + "{\"metric\":{\"__name__\":\"up_total\",\"code\":\"500\",\"instance\":\"a:1\",\"job\":\"api\"},"
                        + "\"value\":[1795262400,\"NaN\"]}]}}");
    }

    @Test
    void answersScalarsStringsAndMatrices() {
        ingest("g 2");

        assertThat(query("1/0").body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\","
                        + "\"result\":[1795262400,\"+Inf\"]}}");
        assertThat(query("\"hello\"").body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"string\","
                        + "\"result\":[1795262400,\"hello\"]}}");
        assertThat(query("g[1m]").body()).contains("\"resultType\":\"matrix\"", "\"values\":[[1795262400,\"2\"]]");
        assertThat(query("nothing").body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}");
    }

    @Test
    void answersARangeQueryAtEachStep() {
        ingest("g 2");

        Got got = get("/api/v1/query_range?query=g%2Btime()*0&start=1795262399.5&end=1795262401&step=500ms");

        assertThat(got.body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                        + "{\"metric\":{\"instance\":\"a:1\",\"job\":\"api\"},\"values\":["
                        + "[1795262400,\"2\"],[1795262400.500,\"2\"],[1795262401,\"2\"]]}]}}");
    }

    @Test
    void refusesWhatItCannotReadInPrometheusErrorFormat() {
        Got got = query("foo(bar)");

        assertThat(got.status()).isEqualTo(400);
        assertThat(got.body())
                .isEqualTo(
                        "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":"
                                + "\"invalid parameter \\\"query\\\": 1:1: parse error: unknown function with name \\\"foo\\\"\"}");
    }

    @Test
    void answersAnImpossibleMatchWithStatus422() {
        ingest("a{x=\"1\"} 1\na{x=\"2\"} 1\nb 1");

        Got got = query("b + on(job) a");

        assertThat(got.status()).isEqualTo(422);
        assertThat(got.body())
                .startsWith(
                        "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"found duplicate series for the"
                                + " match group {job=\\\"api\\\"} on the right hand-side of the operation: ");
    }

    @Test
    void takesAQueryFromAForm() {
        ingest("g 2");

        Got got = call(new Request.Builder()
                .url(server.url() + "/api/v1/query")
                .post(new FormBody.Builder()
                        .add("query", "g")
                        .add("time", "2026-11-21T12:01:00Z")
                        .build())
                .build());

        assertThat(got.body()).contains("\"value\":[1795262460,\"2\"]");
    }

    @Test
    void datesItsAnswersByItsOwnClock() {
        assertThat(query("1").date()).isEqualTo("Sat, 21 Nov 2026 12:00:00 GMT");
    }

    @Test
    void listsSeriesLabelsAndMetadata() {
        ingest("# HELP g How many.\n# TYPE g gauge\ng{a=\"x\"} 2");

        assertThat(get("/api/v1/series?match[]=g").body())
                .isEqualTo("{\"status\":\"success\",\"data\":[{\"__name__\":\"g\",\"a\":\"x\",\"instance\":\"a:1\","
                        + "\"job\":\"api\"}]}");
        assertThat(get("/api/v1/labels").body())
                .isEqualTo("{\"status\":\"success\",\"data\":[\"__name__\",\"a\",\"instance\",\"job\"]}");
        assertThat(get("/api/v1/label/__name__/values").body()).isEqualTo("{\"status\":\"success\",\"data\":[\"g\"]}");
        assertThat(get("/api/v1/metadata").body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"g\":[{\"type\":\"gauge\",\"help\":\"How many.\","
                        + "\"unit\":\"\"}]}}");
        assertThat(get("/api/v1/series").status()).isEqualTo(400);
    }

    @Test
    void saysThatItIsThere() {
        assertThat(get("/-/ready").status()).isEqualTo(200);
        assertThat(get("/-/healthy").status()).isEqualTo(200);
        assertThat(get("/api/v1/status/buildinfo").body()).contains("\"version\":\"3.11.3\"");
        assertThat(get("/api/v1/rules").status()).isEqualTo(404);
    }

    @Test
    void refusesBadTimesStepsAndWishes() {
        assertThat(get("/api/v1/query?query=1&time=noon").body())
                .contains("invalid parameter \\\"time\\\": cannot parse \\\"noon\\\" to a valid timestamp");
        assertThat(get("/api/v1/query_range?query=1&start=1&end=0&step=1").body())
                .contains("end timestamp must not be before start time");
        assertThat(get("/api/v1/query_range?query=1&start=1&end=2&step=0").body())
                .contains("zero or negative query resolution step widths are not accepted");
        assertThat(get("/api/v1/query_range?query=1&start=0&end=11001&step=1").body())
                .contains("exceeded maximum resolution of 11,000 points per timeseries");
        assertThat(get("/api/v1/query?query=1&limit=1").status()).isEqualTo(400);
        assertThat(get("/api/v1/query?query=%zz").status()).isEqualTo(400);
    }

    @Test
    void playsFaults() {
        ingest("g 2");

        server.faults().warn("store not available");
        assertThat(query("g").body()).endsWith("\"warnings\":[\"store not available\"]}");
        server.faults().answerValue(Double.NaN);
        assertThat(query("g").body()).contains("\"NaN\"");
        server.faults().answerGarbage("<html>");
        assertThat(query("g").body()).isEqualTo("<html>");
        server.faults().clear();
        server.faults().answerStatus(503);
        assertThat(query("g").status()).isEqualTo(503);
        server.faults().clear();
        server.faults().delay(Duration.ofSeconds(20));
        assertThat(get("/api/v1/query?query=g&timeout=10ms").body()).contains("\"errorType\":\"timeout\"");
    }

    @Test
    void letsInOnlyWhoMayAsk() {
        Access access = Access.OPEN.withBasic("ada", "s3cret").withTenant("X-Scope-OrgID", "team");
        try (MetricsServer guarded = MetricsServer.start(at(NOON).withAccess(access))) {
            Request bare = new Request.Builder()
                    .url(guarded.url() + "/api/v1/query?query=1")
                    .build();
            Request full = bare.newBuilder()
                    .header("Authorization", okhttp3.Credentials.basic("ada", "s3cret"))
                    .header("X-Scope-OrgID", "team")
                    .build();

            assertThat(call(bare).status()).isEqualTo(401);
            assertThat(call(full).status()).isEqualTo(200);
            assertThat(access.toString()).doesNotContain("s3cret");
        }
    }

    @Test
    void refusesToIngestWhatIsMalformedOrTooOld() {
        ingest("g 1");

        assertThatThrownBy(() -> ingest("g 1 2 3")).hasMessageContaining("line 1 of the exposition");
        assertThatThrownBy(() -> ingest("g 5")).hasMessageContaining("has a sample at or after that time already");
    }
}
