package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.MetricsSystem;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which requests failed, by the labels that Istio's proxies put on them. Pure.
 *
 * <p>A request is bad if its HTTP status is 500 or more, or {@code 0} (no response came at all), or if its gRPC status is one of
 * the server's errors. gRPC failures carry HTTP 200, so the HTTP status alone would be blind to them.
 *
 * @param all whether everything is bad that is no success: an HTTP status that is not 2xx, a gRPC status that is not 0
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/rpc/grpc/">OpenTelemetry: gRPC status codes that are server errors</a>
 */
record ErrorRule(boolean all) {
    /** The server's errors alone. */
    static final ErrorRule SERVER = new ErrorRule(false);

    /** UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS. */
    private static final Set<Integer> GRPC_SERVER_ERRORS = Set.of(2, 4, 12, 13, 14, 15);

    /** UNAUTHENTICATED; a client has to take anything above as UNKNOWN. */
    private static final int GRPC_LAST = 16;

    private static final Pattern HTTP_STATUS = Pattern.compile("0|[1-9][0-9]{2}");
    private static final Pattern GRPC_STATUS = Pattern.compile("[0-9]{1,5}");

    /** The rule of a metrics system. */
    static ErrorRule of(MetricsSystem system) {
        return new ErrorRule(
                system.errors().filter(MetricsSystem.Errors.NOT_2XX::equals).isPresent());
    }

    /** Whether the requests of this sample failed. */
    boolean isBad(Sample sample) throws OddAnswerException {
        return isBad(sample.label("response_code"), sample.label("grpc_response_status"));
    }

    /** Whether a request with these statuses failed; the one of gRPC is empty where there is none. */
    boolean isBad(String httpStatus, String grpcStatus) throws OddAnswerException {
        // Both are read before either decides: an odd label is odd even where the other one already says "bad".
        boolean http = isBadHttp(httpStatus);
        boolean grpc = isBadGrpc(grpcStatus);
        return http || grpc;
    }

    private boolean isBadHttp(String code) throws OddAnswerException {
        if (code.isEmpty()) {
            throw new OddAnswerException(
                    "series of requests without the label response_code: failures cannot"
                            + " be told from successes; keep this label in the proxies' telemetry and in the scrape's relabelling");
        }
        if (!HTTP_STATUS.matcher(code).matches()) {
            throw new OddAnswerException(
                    "response_code " + Questions.quoted(SampleText.shown(code)) + " is no HTTP status");
        }
        int status = Integer.parseInt(code);
        return status == 0 || status >= 500 || (all && (status < 200 || status >= 300));
    }

    private boolean isBadGrpc(String status) throws OddAnswerException {
        if (status.isEmpty()) {
            return false;
        }
        if (!GRPC_STATUS.matcher(status).matches()) {
            throw new OddAnswerException(
                    "grpc_response_status " + Questions.quoted(SampleText.shown(status)) + " is no gRPC status");
        }
        int code = Integer.parseInt(status);
        return code > GRPC_LAST || GRPC_SERVER_ERRORS.contains(code) || (all && code != 0);
    }
}
