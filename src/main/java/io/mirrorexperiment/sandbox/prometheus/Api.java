package io.mirrorexperiment.sandbox.prometheus;

import io.mirrorexperiment.sandbox.prometheus.promql.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Leads each request to what answers it, past the guards and the faults. */
final class Api {
    private static final Pattern LABEL_VALUES = Pattern.compile("/api/v1/label/([^/]+)/values");
    private static final String BUILD_INFO = """
            {"status":"success","data":{"version":"%s","revision":"mirror-experiment-sandbox","branch":"",\
            "buildUser":"","buildDate":"","goVersion":""}}""";

    private final QueryApi queries;
    private final MetadataApi metadata;
    private final MetricsOptions options;
    private final MetricsFaults faults;

    Api(QueryApi queries, MetadataApi metadata, MetricsOptions options, MetricsFaults faults) {
        this.queries = queries;
        this.metadata = metadata;
        this.options = options;
        this.faults = faults;
    }

    Reply answer(WireRequest wire) {
        Optional<String> refusal = options.access().refusal(wire::header);
        if (refusal.isPresent()) {
            return Reply.text(401, refusal.get() + "\n");
        }
        int mark = wire.target().indexOf('?');
        String path = mark < 0 ? wire.target() : wire.target().substring(0, mark);
        if (path.equals("/-/ready") || path.equals("/-/healthy")) {
            return Reply.text(200, "Prometheus Server is " + (path.equals("/-/ready") ? "Ready" : "Healthy") + ".\n");
        }
        try {
            return api(request(wire, path, mark < 0 ? "" : wire.target().substring(mark + 1)));
        } catch (ApiRefusal refused) {
            return error(refused);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return error(new ApiRefusal(503, "canceled", "the server is closing"));
        }
    }

    private static Reply error(ApiRefusal refused) {
        return Reply.json(refused.status(), AnswerJson.error(refused.type(), String.valueOf(refused.getMessage())));
    }

    private static ApiRequest request(WireRequest wire, String path, String query) throws ApiRefusal {
        boolean form = wire.header("Content-Type").startsWith("application/x-www-form-urlencoded");
        return ApiRequest.of(wire.method(), path, form ? wire.body() : "", query);
    }

    private Reply api(ApiRequest request) throws ApiRefusal, InterruptedException {
        MetricsFaults.State fault = faults.now();
        hesitate(fault.delay(), request);
        if (fault.body().isPresent()) {
            return Reply.json(200, fault.body().get());
        }
        if (fault.status().isPresent()) {
            int status = fault.status().getAsInt();
            throw new ApiRefusal(status, status == 503 ? "unavailable" : "internal", "the server was told to fail");
        }
        return route(request, fault);
    }

    /** A query that takes longer than its asker wants to wait is given up, as by Prometheus. */
    private static void hesitate(Duration delay, ApiRequest request) throws ApiRefusal, InterruptedException {
        long wanted = QueryApi.timeout(request).orElse(Long.MAX_VALUE);
        Thread.sleep(Math.max(0, Math.min(delay.toMillis(), wanted)));
        if (delay.toMillis() > wanted) {
            throw new ApiRefusal(503, "timeout", "query timed out in expression evaluation");
        }
    }

    private Reply route(ApiRequest request, MetricsFaults.State fault) throws ApiRefusal {
        Matcher labelValues = LABEL_VALUES.matcher(request.path());
        boolean get = request.method().equals("GET");
        if (!get && !request.method().equals("POST")) {
            return Reply.text(405, "Method Not Allowed\n");
        }
        if (get && labelValues.matches()) {
            return success(metadata.labelValues(request, labelValues.group(1)), fault);
        }
        return switch (request.path()) {
            case "/api/v1/query" -> answer(queries.instant(request), fault);
            case "/api/v1/query_range" -> answer(queries.range(request), fault);
            case "/api/v1/series" -> success(metadata.series(request), fault);
            case "/api/v1/labels" -> success(metadata.labelNames(request), fault);
            case "/api/v1/metadata" -> success(metadata.metadata(request), fault);
            case "/api/v1/status/buildinfo" ->
                Reply.json(200, BUILD_INFO.formatted(options.dialect().version()));
            default -> Reply.text(404, "404 page not found\n");
        };
    }

    private static Reply answer(Answer answer, MetricsFaults.State fault) {
        Answer shown = fault.value().isPresent() ? Overwritten.by(fault.value().getAsDouble(), answer) : answer;
        List<String> warnings = fault.warnings().isEmpty() ? shown.warnings() : fault.warnings();
        return Reply.json(200, AnswerJson.success(AnswerJson.answer(shown), warnings, shown.infos()));
    }

    private static Reply success(AnswerJson.Data data, MetricsFaults.State fault) {
        return Reply.json(200, AnswerJson.success(data, fault.warnings(), List.of()));
    }
}
