package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.graph.Scope;
import io.mirrorexperiment.graph.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One Prometheus that several runs of a process ask. Whoever looks asks for those, too, that are expected to look within {@value #SOON_MILLIS}
 * ms: they find their counters answered, as of that instant, live and dark of the same. Before the last of them has come, the next are asked
 * for, so that nobody waits while answers come one after the other. Whatever goes wrong with a joint question, each asks for itself.
 * Thread-safe; letting go of it leaves it to the others.
 */
final class SharedSource implements MetricSource {
    /** How much older than a look its counters may be; scrapes are seconds apart. */
    private static final int SOON_MILLIS = 500;

    private static final Duration SOON = Duration.ofMillis(SOON_MILLIS);

    /** An answer is kept for whoever is late by so much. */
    private static final Duration LATE = SOON.multipliedBy(2);

    /** So many versions are asked about at once, at most; fewer where not all runs come for their answers in time. */
    private static final int MOST = 400;

    private static final int MORE = 8;

    private final PrometheusSource source;
    private final Expectations expected = new Expectations();
    private final Map<Population, Answered> answered = new LinkedHashMap<>();
    private int most = MOST;

    SharedSource(PrometheusSource source) {
        this.source = source;
    }

    /** What a joint question told of an instant. */
    private record Answered(Instant at, CompletableFuture<Map<Population, Reading>> readings) {}

    @Override
    public void expect(Set<Population> populations, Instant at) {
        synchronized (expected) {
            expected.add(populations, at);
        }
    }

    @Override
    public CompletableFuture<Reading> counters(Population population, Instant at) {
        return joint(population, at)
                .map(readings -> readings.thenCompose(all -> Optional.ofNullable(all.get(population))
                        .map(CompletableFuture::completedFuture)
                        .orElseGet(() -> source.counters(population, at))))
                .orElseGet(() -> source.counters(population, at));
    }

    private Optional<CompletableFuture<Map<Population, Reading>>> joint(Population population, Instant at) {
        synchronized (expected) {
            forget(at.minus(LATE));
            Answered own = answered.remove(population);
            if (own != null && !own.at().isAfter(at)) {
                ahead(at);
                return Optional.of(own.readings());
            }
            List<Population> group = expected.take(population, at, SOON, most);
            if (group.size() < 2) {
                return Optional.empty();
            }
            Answered asked = ask(group, at);
            answered.remove(population);
            return Optional.of(asked.readings());
        }
    }

    /** Asks for those who come next, where they come soon and few answers are left. */
    private void ahead(Instant at) {
        if (answered.size() < most / 2) {
            List<Population> group = expected.next(at.plus(SOON.dividedBy(2)), at.plus(SOON), most);
            if (!group.isEmpty()) {
                ask(group, at);
            }
        }
    }

    private Answered ask(List<Population> group, Instant at) {
        Answered asked = new Answered(at, source.together(group, at));
        most = Math.min(MOST, most + MORE);
        answered.keySet().removeAll(group);
        group.forEach(each -> answered.put(each, asked));
        return asked;
    }

    /** Answers that nobody came for, the oldest first: who asked for them asked for more than this process gets done. */
    private void forget(Instant before) {
        int size = answered.size();
        Iterator<Answered> oldest = answered.values().iterator();
        while (oldest.hasNext() && oldest.next().at().isBefore(before)) {
            oldest.remove();
        }
        most = answered.size() < size ? Math.max(MORE, most / 2) : most;
    }

    @Override
    public CompletableFuture<Optional<String>> trouble() {
        return source.trouble();
    }

    @Override
    public CompletableFuture<Optional<String>> hint(Population population) {
        return source.hint(population);
    }

    @Override
    public CompletableFuture<Sight> traffic(Scope scope, Instant at, Duration window) {
        return source.traffic(scope, at, window);
    }

    @Override
    public List<String> warnings() {
        return source.warnings();
    }

    @Override
    public void close() {
        // the others go on
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
