package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Istio's counters out of the pods themselves: each look asks every pod of the version for what its sidecar exposes, without a Prometheus. It is a reading of
 * all pods or missing. It remembers its own looks and nothing else. Thread-safe; waiting holds no thread of the caller.
 */
public final class DirectSource implements MetricSource {
    private static final String CLOSED = "the source is closed";

    /** An instant as long ago as that was never meant to be now. */
    private static final Duration NOW = Duration.ofSeconds(10);

    private final Clock clock;
    private final Pods pods;
    private final IstioTelemetry telemetry;
    private final ErrorRule rule;
    private final Line line;
    private final PodQuestion question;
    private final Duration longest;
    private final Map<Population, Recollection> recollections = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * A source.
     *
     * @param system with a way to the pods
     * @param pods may block; asked on threads of this source
     * @param clock our own clock, which dates what is read
     * @throws IllegalArgumentException if the time-out is not positive
     */
    public DirectSource(MetricsSystem system, Pods pods, Clock clock) {
        this.clock = clock;
        this.pods = pods;
        this.telemetry = new IstioTelemetry(system.reporter());
        this.rule = ErrorRule.of(system);
        this.line = new Line(system.timeout(), clock);
        this.question = new PodQuestion(system, telemetry, pods, line);
        // All pods are asked at once, but not all at the same moment where there are very many.
        this.longest = system.timeout().multipliedBy(3);
    }

    @Override
    public CompletableFuture<Reading> counters(Population population, Instant at) {
        Recollection recollection = recollections.computeIfAbsent(population, each -> new Recollection());
        Instant now = clock.instant();
        if (recollection.isPast(at) || at.isBefore(now.minus(NOW))) {
            return CompletableFuture.completedFuture(recollection.at(at));
        }
        return asked(population, now)
                .exceptionally(failure -> new Reading.Missing(words(failure)))
                .completeOnTimeout(
                        new Reading.Missing("not all pods answered within " + IoTrouble.seconds(longest)),
                        longest.toMillis(),
                        TimeUnit.MILLISECONDS)
                .thenApply(reading -> recollection.keep(now, reading));
    }

    @Override
    public CompletableFuture<Optional<String>> trouble() {
        Optional<String> trouble = closed
                ? Optional.of(CLOSED)
                : recollections.values().stream()
                        .flatMap(each -> each.trouble().stream())
                        .findFirst();
        return CompletableFuture.completedFuture(trouble);
    }

    @Override
    public boolean remembers() {
        return false;
    }

    /** Cancels what is on the way; its futures end as missing. */
    @Override
    public void close() {
        closed = true;
        line.close();
    }

    @Override
    public String toString() {
        return question.toString();
    }

    private CompletableFuture<Reading> asked(Population population, Instant now) {
        try {
            return CompletableFuture.supplyAsync(() -> listed(population), line.threads())
                    .thenCompose(this::answers)
                    .thenApply(answers -> reading(new Round(telemetry, population, now, answers)));
        } catch (RejectedExecutionException over) {
            return CompletableFuture.completedFuture(new Reading.Missing(CLOSED));
        }
    }

    private List<Pods.Pod> listed(Population population) {
        try {
            return pods.of(population);
        } catch (IOException untold) {
            throw new CompletionException(new OddAnswerException(
                    "it cannot be told which pods " + telemetry.words(population) + " has: " + untold.getMessage()));
        }
    }

    private CompletableFuture<Map<String, Round.Told>> answers(List<Pods.Pod> all) {
        Map<Pods.Pod, CompletableFuture<Answer>> asked = new ConcurrentHashMap<>();
        all.forEach(pod -> asked.put(pod, question.ask(pod)));
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    Map<String, Round.Told> told = new TreeMap<>();
                    asked.forEach((pod, answer) -> told.put(pod.name(), new Round.Told(answer.join(), pod.leaving())));
                    return told;
                });
    }

    private Reading reading(Round round) {
        try {
            return round.counters(rule).<Reading>map(each -> each).orElseGet(() -> absent(round));
        } catch (OddAnswerException odd) {
            return new Reading.Missing(this + ": " + odd.reason());
        }
    }

    private Reading absent(Round round) {
        String whom = telemetry.words(round.population());
        return new Reading.Absent(
                round.answers().isEmpty()
                        ? this + ": " + whom + " has no pod that runs"
                        : this + ": no pod of " + whom + " has a series " + telemetry.requests()
                                + " of it from reporter " + telemetry.reporter()
                                + ": it has had no request yet, or its pods have no sidecar");
    }

    /** Of an unexpected failure only its name: it is a bug of ours. */
    private String words(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof OddAnswerException odd
                ? this + ": " + odd.reason()
                : "a bug of ours: " + cause.getClass().getName();
    }
}
