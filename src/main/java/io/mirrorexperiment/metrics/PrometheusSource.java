package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.MetricsSystem.Auth;
import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.graph.Scope;
import io.mirrorexperiment.graph.Sight;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import okhttp3.HttpUrl;

/**
 * Istio's counters, or Knative's, out of Prometheus, or anything that speaks its query API (Thanos, Mimir, VictoriaMetrics, managed ones).
 *
 * <p>One reading is four questions about one explicit instant, asked at the same time: requests, their newest sample times, latency
 * buckets and latency sums, all cumulative and pod by pod ({@link Questions}). A reading is either complete or missing. Secrets are
 * read anew for each reading; they appear in no message. Thread-safe; waiting holds no thread of the caller.
 */
public final class PrometheusSource implements MetricSource {
    /** One and a half of Prometheus' default scrape interval of a minute. */
    public static final Duration FRESH = Duration.ofSeconds(90);

    private final MetricsSystem system;
    private final Secrets secrets;
    private final Clock clock;
    private final Duration fresh;
    private final Wire wire;
    private final String place;

    /**
     * A source that takes samples for fresh up to {@link #FRESH}.
     *
     * @param secrets may block for a moment; asked on a thread of this source
     * @param clock our own clock
     * @throws IllegalArgumentException if the address is not HTTP or the time-out not positive
     */
    public PrometheusSource(MetricsSystem system, Secrets secrets, Clock clock) {
        this(system, secrets, clock, FRESH, Calls.NONE);
    }

    /**
     * A source.
     *
     * @param secrets may block for a moment; asked on a thread of this source
     * @param clock our own clock
     * @param fresh a reading whose newest sample is older than this is missing; at least the scrape interval and a bit
     * @throws IllegalArgumentException if the address is not HTTP or the time-out not positive
     */
    public PrometheusSource(MetricsSystem system, Secrets secrets, Clock clock, Duration fresh) {
        this(system, secrets, clock, fresh, Calls.NONE);
    }

    PrometheusSource(MetricsSystem system, Secrets secrets, Clock clock, Duration fresh, Calls calls) {
        this.system = system;
        this.secrets = secrets;
        this.clock = clock;
        this.fresh = fresh;
        this.wire = new Wire(system, clock, calls);
        this.place = "Prometheus at " + Exchange.shown(HttpUrl.get(system.url().toString()));
    }

    @Override
    public CompletableFuture<Reading> counters(Population population, Instant at) {
        return session(session -> session.counters(population, at, fresh), Reading.Missing::new);
    }

    @Override
    public CompletableFuture<Optional<String>> trouble() {
        return session(session -> session.trouble(clock.instant()), Optional::of);
    }

    @Override
    public CompletableFuture<Optional<String>> hint(Population population) {
        return session(session -> session.hint(population, clock.instant()), Optional::of);
    }

    @Override
    public CompletableFuture<Sight> traffic(Scope scope, Instant at, Duration window) {
        return session(session -> new TrafficSession(session, scope, window).look(at), Sight.Unseen::new);
    }

    @Override
    public List<String> warnings() {
        boolean plain = system.url().getScheme().equalsIgnoreCase("http");
        List<String> warnings = new ArrayList<>();
        if (plain && !(system.auth() instanceof Auth.None)) {
            warnings.add(place + ": the " + (system.auth() instanceof Auth.Basic ? "password" : "bearer token")
                    + " travels unencrypted over http, where others may read it; use https");
        }
        if (plain && (system.ca().isPresent() || system.client().isPresent())) {
            warnings.add(place + ": the CA bundle and the client certificate have no effect over http; use https");
        }
        return List.copyOf(warnings);
    }

    /** Cancels what is on the way; its futures end as missing. */
    @Override
    public void close() {
        wire.close();
    }

    @Override
    public String toString() {
        return place;
    }

    /** Reads the secrets off the caller's thread and asks; whatever fails becomes words. */
    private <T> CompletableFuture<T> session(
            Function<Session, CompletableFuture<T>> question, Function<String, ? extends T> words) {
        try {
            return CompletableFuture.supplyAsync(this::newSession, wire.threads())
                    .thenCompose(question)
                    .exceptionally(failure -> words.apply(place + ": " + why(failure)));
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.completedFuture(words.apply(place + ": the source is closed"));
        }
    }

    private Session newSession() {
        try {
            return new Session(
                    wire, Access.read(system, secrets), Questions.of(system.reporter()), ErrorRule.of(system), place);
        } catch (OddAnswerException odd) {
            throw new CompletionException(odd);
        }
    }

    /** Words for a failure; of an unexpected one only its name and place, because its message might quote a secret. */
    private static String why(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof OddAnswerException odd) {
            return odd.reason();
        }
        StackTraceElement[] stack = cause.getStackTrace();
        return "a bug of ours: " + cause.getClass().getName() + (stack.length == 0 ? "" : " at " + stack[0]);
    }
}
