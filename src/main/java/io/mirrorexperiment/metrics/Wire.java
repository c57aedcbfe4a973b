package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.MetricsSystem;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Sends questions to one Prometheus, over a line of its own. Thread-safe. */
final class Wire implements AutoCloseable {
    private static final Hearing<Answer> HEARING = new PromQlHearing();

    private final HttpUrl query;
    private final Line line;

    Wire(MetricsSystem system, Clock clock, Calls calls) {
        this.line = new Line(
                system.timeout(), clock, (status, took) -> calls.over(new Call(Call.Asked.PROMETHEUS, status, took)));
        this.query = HttpUrl.get(system.url().toString())
                .newBuilder()
                .addPathSegments("api/v1/query")
                .addQueryParameter("timeout", system.timeout().toMillis() + "ms")
                .build();
    }

    /** Asks one question about one instant of the server's clock. The future never fails. */
    CompletableFuture<Answer> ask(Access access, String promql, Instant at) {
        Request request = new Request.Builder()
                .url(query.newBuilder()
                        .addQueryParameter("query", promql)
                        .addQueryParameter("time", seconds(at))
                        .build())
                .headers(access.headers())
                .header("Accept", "application/json")
                .build();
        return line.send(access.tls(), request, HEARING);
    }

    /** How far the server's clock is ahead of ours, as far as its answers have told. */
    Duration offset() {
        return line.offset();
    }

    /** Where things that block for a moment may run. */
    Executor threads() {
        return line.threads();
    }

    @Override
    public void close() {
        line.close();
    }

    private static String seconds(Instant at) {
        return BigDecimal.valueOf(at.toEpochMilli(), 3).toPlainString();
    }
}
