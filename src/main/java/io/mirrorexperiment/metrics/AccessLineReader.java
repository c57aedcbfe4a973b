package io.mirrorexperiment.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of a proxy's access log: Envoy's default text, Istio's default text with or without what newer versions have more, and
 * Istio's JSON ({@code accessLogEncoding: JSON}). Time-stamps of a container runtime before the line are skipped. What does not fit is
 * said to be unreadable, never guessed at. Pure.
 *
 * @see <a href="https://istio.io/latest/docs/tasks/observability/logs/access-log/">Istio: Envoy access logs</a>
 */
final class AccessLineReader {
    private static final int LONGEST = 16 * 1024;
    private static final String NOTHING = "-";

    /** {@code kubectl logs --timestamps}, and the files that a node keeps of its containers. */
    private static final Pattern STAMP = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\S+ (?:std(?:out|err) F )?(?=[\\[{])");

    private static final Pattern TEXT = Pattern.compile("\\[(?<start>[^]]{20,40})] "
            + "\"(?<method>[^\" ]{1,32}) (?<path>\\S+) [^\" ]+\" (?<status>\\d{1,3}) \\S+ "
            + "(?:(?:\"[^\"]*\"|[^\" ]+) ){0,4}?"
            + "\\d+ (?<bytes>\\d+) (?<duration>\\d+) (?:\\d+|-) \"(?<tail>.*)");

    /** From its end, since only the user agent before it may hold quotes. */
    private static final Pattern TAIL =
            Pattern.compile("[^\"]*\" \"(?<agent>.*)\" \"(?<id>[^\" ]*)\" \"[^\" ]*\" \"[^\" ]*\""
                    + "(?: (?<cluster>[^\" ]+)(?: [^\" ]+)*)?\\s*");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AccessLineReader() {}

    /** What a line is. */
    sealed interface Line {
        /** A request that came in. */
        record Request(AccessLine request) implements Line {}

        /** A request that the application sent to others on behalf of one that came in. */
        record Outbound() implements Line {}

        /**
         * Anything else.
         *
         * @param why it cannot be used
         */
        record Unreadable(String why) implements Line {}
    }

    static Line read(String raw) {
        if (raw.length() > LONGEST) {
            return new Line.Unreadable("it is too long");
        }
        Matcher stamp = STAMP.matcher(raw);
        String line = stamp.lookingAt() ? raw.substring(stamp.end()) : raw;
        return line.startsWith("{") ? json(line) : text(line);
    }

    private static Line text(String line) {
        Matcher text = TEXT.matcher(line);
        if (!text.matches()) {
            return new Line.Unreadable("it is in no known form");
        }
        Matcher tail = TAIL.matcher(text.group("tail"));
        if (!tail.matches()) {
            return new Line.Unreadable("it is in no known form");
        }
        String cluster = tail.group("cluster");
        return line(Map.of(
                "start_time", text.group("start"),
                "method", text.group("method"),
                "path", text.group("path"),
                "response_code", text.group("status"),
                "bytes_sent", text.group("bytes"),
                "duration", text.group("duration"),
                "user_agent", tail.group("agent"),
                "request_id", tail.group("id"),
                "upstream_cluster", cluster == null ? NOTHING : cluster)::get);
    }

    private static Line json(String line) {
        try {
            JsonNode tree = JSON.readTree(line);
            return line(
                    name -> tree.path(name).isValueNode() && !tree.path(name).isNull()
                            ? tree.path(name).asText()
                            : NOTHING);
        } catch (JsonProcessingException notJson) {
            return new Line.Unreadable("it is no JSON");
        }
    }

    private static Line line(Function<String, @Nullable String> fields) {
        Function<String, String> field = name -> {
            String value = fields.apply(name);
            return value == null ? NOTHING : value;
        };
        if (isOutbound(field.apply("upstream_cluster"))) {
            return new Line.Outbound();
        }
        String grpc = field.apply("grpc_status");
        if (grpc.equals(NOTHING) && field.apply("user_agent").startsWith("grpc-")) {
            return new Line.Unreadable(
                    "it is of a gRPC call and has no grpc_status: HTTP 200 says nothing of such a call");
        }
        try {
            return new Line.Request(request(field, grpc));
        } catch (DateTimeException | NumberFormatException | OddAnswerException odd) {
            return new Line.Unreadable("it is in no known form");
        }
    }

    private static AccessLine request(Function<String, String> field, String grpc) throws OddAnswerException {
        String id = field.apply("request_id");
        String status = field.apply("response_code");
        String method = field.apply("method");
        if (method.equals(NOTHING)) {
            throw new OddAnswerException("no request of HTTP");
        }
        return new AccessLine(
                Instant.parse(field.apply("start_time")),
                id.equals(NOTHING) ? "" : id,
                method,
                field.apply("path"),
                Integer.parseInt(status),
                ErrorRule.SERVER.isBad(status, GrpcStatus.number(grpc)),
                Long.parseLong(field.apply("duration")),
                Long.parseLong(field.apply("bytes_sent")));
    }

    /** A sidecar logs both ways; what leaves carries the id of what came in. */
    private static boolean isOutbound(String cluster) {
        return cluster.startsWith("outbound|")
                || cluster.equals("PassthroughCluster")
                || cluster.equals("BlackHoleCluster");
    }
}
