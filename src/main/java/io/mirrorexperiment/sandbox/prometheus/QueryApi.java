package io.mirrorexperiment.sandbox.prometheus;

import io.mirrorexperiment.sandbox.prometheus.promql.Answer;
import io.mirrorexperiment.sandbox.prometheus.promql.Dialect;
import io.mirrorexperiment.sandbox.prometheus.promql.Evaluator;
import io.mirrorexperiment.sandbox.prometheus.promql.QueryRefused;
import io.mirrorexperiment.sandbox.prometheus.series.Snapshot;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /api/v1/query} and {@code /api/v1/query_range}. */
final class QueryApi {
    private static final Duration LOOK_BACK = Duration.ofMinutes(5);
    private static final long MOST_STEPS = 11_000;
    private static final List<String> NOT_SUPPORTED = List.of("limit", "lookback_delta", "stats");

    private final Evaluator evaluator;
    private final Supplier<Snapshot> snapshots;
    private final Clock clock;

    QueryApi(Dialect dialect, Supplier<Snapshot> snapshots, Clock clock) {
        this.evaluator = new Evaluator(dialect, LOOK_BACK);
        this.snapshots = snapshots;
        this.clock = clock;
    }

    Answer instant(ApiRequest request) throws ApiRefusal {
        refuseUnknownWishes(request);
        long at = Times.time(request, "time", Optional.of(clock.millis()));
        timeout(request);
        String query = request.parameter("query").orElse("");
        return answered(() -> evaluator.instant(query, snapshots.get(), at));
    }

    Answer range(ApiRequest request) throws ApiRefusal {
        refuseUnknownWishes(request);
        long start = Times.time(request, "start", Optional.empty());
        long end = Times.time(request, "end", Optional.empty());
        if (end < start) {
            throw ApiRefusal.badParameter("end", "end timestamp must not be before start time");
        }
        long step = step(request, end - start);
        timeout(request);
        String query = request.parameter("query").orElse("");
        return answered(() -> evaluator.range(query, snapshots.get(), start, end, step));
    }

    private static long step(ApiRequest request, long length) throws ApiRefusal {
        long step = Times.duration(request, "step");
        if (step <= 0) {
            throw ApiRefusal.badParameter(
                    "step", "zero or negative query resolution step widths are not accepted. Try a positive integer");
        }
        if (length / step > MOST_STEPS) {
            throw ApiRefusal.badData("exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the"
                    + " query resolution (?step=XX)");
        }
        return step;
    }

    /** How long the asker will wait, in milliseconds, if it says so. */
    static Optional<Long> timeout(ApiRequest request) throws ApiRefusal {
        return request.parameter("timeout").isPresent()
                ? Optional.of(Times.duration(request, "timeout"))
                : Optional.empty();
    }

    /** Prometheus understands these; to ignore them would answer another question than the one asked. */
    private static void refuseUnknownWishes(ApiRequest request) throws ApiRefusal {
        for (String name : NOT_SUPPORTED) {
            if (request.parameter(name).isPresent()) {
                throw ApiRefusal.badParameter(name, "not supported by this server");
            }
        }
    }

    private static Answer answered(Supplier<Answer> evaluation) throws ApiRefusal {
        try {
            return evaluation.get();
        } catch (QueryRefused refused) {
            throw ApiRefusal.of(refused, "query");
        }
    }
}
