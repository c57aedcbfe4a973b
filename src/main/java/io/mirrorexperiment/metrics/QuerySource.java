package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.MetricQuery;
import io.mirrorexperiment.experiment.Queries;
import io.mirrorexperiment.experiment.Reading;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * Asks metrics that are templates of HTTP requests one value for one version. An answer is a finite number, or missing with
 * the reason: an error status, a time-out, what is not JSON, no value or several, several series, and what is not a finite number. TLS is
 * verified, redirects are not followed, and secrets are read anew for each question and stay out of all messages. Thread-safe; waiting
 * holds no thread of the caller.
 */
public final class QuerySource implements AutoCloseable {
    private final Optional<Credential> ca;
    private final Secrets secrets;
    private final Clock clock;
    private final Line line;
    private final Duration longest;

    /**
     * A source.
     *
     * @param ca PEM certificates that servers are checked against, instead of the machine's own
     * @param secrets may block for a moment; asked on a thread of this source
     * @param timeout for one question
     * @param clock our own clock
     * @throws IllegalArgumentException if the time-out is not positive
     */
    public QuerySource(Optional<Credential> ca, Secrets secrets, Duration timeout, Clock clock) {
        this(ca, secrets, timeout, clock, Calls.NONE);
    }

    QuerySource(Optional<Credential> ca, Secrets secrets, Duration timeout, Clock clock, Calls calls) {
        this.ca = ca;
        this.secrets = secrets;
        this.clock = clock;
        this.line = new Line(timeout, clock, (status, took) -> calls.over(new Call(Call.Asked.QUERY, status, took)));
        // Secrets and jq take their time, too; whoever waits must not wait for an expression that never ends.
        this.longest = timeout.multipliedBy(2);
    }

    /**
     * The value of a metric for a version: a {@link Reading.Gauge}, or {@link Reading.Missing}. The future never fails.
     *
     * @param values of the version, as {@link Queries#values} has them
     */
    public CompletableFuture<Reading> ask(MetricQuery query, Map<String, String> values) {
        try {
            return CompletableFuture.completedFuture(query)
                    .thenComposeAsync(ready -> asked(ready, values), line.threads())
                    .exceptionally(bug -> new Reading.Missing(
                            "a bug of ours: " + bug.getClass().getName()))
                    .completeOnTimeout(
                            new Reading.Missing(
                                    "no value within " + IoTrouble.seconds(longest) + "; does its jq expression end?"),
                            longest.toMillis(),
                            TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.completedFuture(new Reading.Missing("the source is closed"));
        }
    }

    /**
     * What a version's values do not select: a sentence for each label of a PromQL query that has one of them and that no series has. Where
     * that cannot be told, nothing is said. The future never fails.
     */
    public CompletableFuture<List<String>> unseen(MetricQuery query, Map<String, String> values) {
        List<CompletableFuture<Optional<String>>> checks = new ArrayList<>();
        for (LabelChoice choice : LabelChoice.in(query)) {
            checks.add(ask(choice.count(query), values).thenApply(reading -> choice.complaint(reading, values)));
        }
        return CompletableFuture.allOf(checks.toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        checks.stream().flatMap(check -> check.join().stream()).toList());
    }

    /** Cancels what is on the way; its futures end as missing. */
    @Override
    public void close() {
        line.close();
    }

    private CompletableFuture<Reading> asked(MetricQuery query, Map<String, String> values) {
        Optional<Access> access = Optional.empty();
        try {
            Jq jq = Jq.of(query.jq());
            Access open = Access.toServer(ca, secrets);
            access = Optional.of(open);
            Request request = new QueryRequest(query, secrets).made(open, values);
            String place = place(query);
            ValueHearing hearing = new ValueHearing(jq, clock, reason -> open.withoutSecrets(place + ": " + reason));
            return line.send(open.tls(), request, hearing);
        } catch (OddAnswerException odd) {
            String reason =
                    access.map(open -> open.withoutSecrets(odd.reason())).orElse(odd.reason());
            return CompletableFuture.completedFuture(new Reading.Missing(reason));
        }
    }

    /** The server as the template names it: what is filled in may be secret. */
    private static String place(MetricQuery query) {
        HttpUrl url = HttpUrl.parse(query.url());
        return url == null ? "the query's server" : Exchange.shown(url);
    }
}
