package io.mirrorexperiment.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.metrics.AccessLineReader.Line;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLineReaderTest {
    /** From Istio's documentation, tasks/observability/logs/access-log. */
    private static final String ISTIO =
            "[2020-11-25T21:26:18.409Z] \"GET /status/418 HTTP/1.1\" 418 - via_upstream - \"-\" 0 135 3 1 \"-\""
                    + " \"curl/7.73.0-DEV\" \"84961386-6d84-929d-98bd-c5aee93b5c88\" \"httpbin:8000\" \"127.0.0.1:80\" inbound|8000||"
                    + " 127.0.0.1:41854 10.44.1.27:80 10.44.1.23:37652 outbound_.8000_._.httpbin.foo.svc.cluster.local default";

    /** From Envoy's documentation, observability/access_log/usage, where the default format is described. */
    private static final String ENVOY =
            "[2016-04-15T20:17:00.310Z] \"POST /api/v1/locations HTTP/2\" 204 - 154 0 226 100"
                    + " \"10.0.35.28\" \"nsq2http\" \"cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2\" \"locations\" \"tcp://10.0.2.1:80\"";

    /** The names are those of istio-proxy 1.27 with {@code accessLogEncoding: JSON}. */
    private static final String JSON = """
            {"authority":"reviews:9080","bytes_received":0,"bytes_sent":379,"connection_termination_details":null,\
            "downstream_local_address":"10.0.0.7:9080","downstream_remote_address":"10.0.0.3:37652","duration":12,\
            "method":"GET","path":"/reviews/0?user=me","protocol":"HTTP/1.1","request_id":"84961386-6d84-929d-98bd-c5aee93b5c88",\
            "requested_server_name":null,"response_code":503,"response_code_details":"via_upstream","response_flags":"-",\
            "route_name":"default","start_time":"2026-11-21T12:00:00.123Z","upstream_cluster":"inbound|9080||",\
            "upstream_host":"10.0.0.7:9080","upstream_local_address":"127.0.0.6:41854","upstream_service_time":"11",\
            "upstream_transport_failure_reason":null,"user_agent":"curl/8.5.0","x_forwarded_for":null}""";

    @Test
    void readsIstiosText() {
        assertThat(AccessLineReader.read(ISTIO))
                .isEqualTo(new Line.Request(new AccessLine(
                        Instant.parse("2020-11-25T21:26:18.409Z"),
                        "84961386-6d84-929d-98bd-c5aee93b5c88",
                        "GET",
                        "/status/418",
                        418,
                        false,
                        3,
                        135)));
    }

    @Test
    void readsEnvoysText() {
        AccessLine line = request(ENVOY);

        assertThat(line.id()).isEqualTo("cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2");
        assertThat(line.status()).isEqualTo(204);
        assertThat(line.millis()).isEqualTo(226);
        assertThat(line.bytes()).isZero();
    }

    @Test
    void readsIstiosJson() {
        assertThat(request(JSON))
                .isEqualTo(new AccessLine(
                        Instant.parse("2026-11-21T12:00:00.123Z"),
                        "84961386-6d84-929d-98bd-c5aee93b5c88",
                        "GET",
                        "/reviews/0?user=me",
                        503,
                        true,
                        12,
                        379));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-21T12:00:00.123456789Z ", "2026-11-21T12:00:00.123456789Z stdout F "})
    void skipsTheStampOfAContainerRuntime(String stamp) {
        assertThat(AccessLineReader.read(stamp + ISTIO)).isEqualTo(AccessLineReader.read(ISTIO));
        assertThat(AccessLineReader.read(stamp + JSON)).isEqualTo(AccessLineReader.read(JSON));
    }

    /** A user agent is the client's word; were its quotes believed, a client could pass for another request's twin. */
    @Test
    void isNotFooledByAUserAgent() {
        String forged = ISTIO.replace("curl/7.73.0-DEV", "x\" \"00000000-0000-4000-8000-000000000000\" \"h\" \"u");

        assertThat(request(forged).id()).isEqualTo("84961386-6d84-929d-98bd-c5aee93b5c88");
    }

    @Test
    void leavesOutWhatTheApplicationAsksOthers() {
        assertThat(AccessLineReader.read(ISTIO.replace("inbound|8000||", "outbound|9080||ratings.default.svc")))
                .isEqualTo(new Line.Outbound());
        assertThat(AccessLineReader.read(JSON.replace("inbound|9080||", "PassthroughCluster")))
                .isEqualTo(new Line.Outbound());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0   | true
            200 | false
            404 | false
            499 | false
            500 | true
            503 | true
            """)
    void failsByTheRuleOfCounters(String status, boolean bad) {
        assertThat(request(ISTIO.replace(" 418 ", " " + status + " ")).bad()).isEqualTo(bad);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "OK"               | false
            "NotFound"         | false
            "Unavailable"      | true
            "DEADLINE_EXCEEDED"| true
            14                 | true
            "0"                | false
            """)
    void readsTheStatusOfGrpc(String status, boolean bad) {
        String grpc = JSON.replace("503", "200")
                .replace("\"curl/8.5.0\"", "\"grpc-java-netty/1.60.0\",\"grpc_status\":" + status);

        assertThat(request(grpc).bad()).isEqualTo(bad);
    }

    @Test
    void doesNotTakeAGrpcCallForASuccessWhoseStatusIsNotLogged() {
        assertThat(AccessLineReader.read(ISTIO.replace("curl/7.73.0-DEV", "grpc-go/1.60.0")))
                .isInstanceOfSatisfying(
                        Line.Unreadable.class, line -> assertThat(line.why()).contains("gRPC"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "2026-11-21T12:00:00.000000Z\tinfo\tReadiness succeeded in 1.2s",
                "[2026-11-21T12:00:00.000Z] \"- - -\" 0 - - - \"-\" 0 0 0 - \"-\" \"-\" \"-\" \"-\" \"1.2.3.4:80\" inbound|80|| - - - - -",
                "[yesterday at a quarter past] \"GET / HTTP/1.1\" 200 - 0 0 1 1 \"-\" \"-\" \"-\" \"-\" \"-\"",
                "[2016-04-15T20:17:00.310Z] \"GET / HTTP/1.1\" 200 - 0 0 1 1 \"-\" \"-\" \"cc21d9b0-cf5c"
            })
    void guessesNothing(String line) {
        assertThat(AccessLineReader.read(line)).isInstanceOf(Line.Unreadable.class);
    }

    /** Envoy's UUID request ids carry the reason for tracing in their 15th character. */
    @Test
    void knowsTwinsThatAreTracedForDifferentReasons() {
        AccessLine untraced = request(ISTIO.replace("84961386-6d84-929d", "84961386-6d84-429d"));

        assertThat(untraced.key()).isEqualTo(request(ISTIO).key());
        assertThat(request(ISTIO.replace("-6d84-", "-6d85-")).key()).isNotEqualTo(untraced.key());
        assertThat(request(ISTIO.replace("/status/418", "/status/419")).key()).isNotEqualTo(untraced.key());
    }

    private static AccessLine request(String line) {
        return ((Line.Request) AccessLineReader.read(line)).request();
    }
}
