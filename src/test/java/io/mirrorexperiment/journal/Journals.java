package io.mirrorexperiment.journal;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.experiment.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Journals for tests: some to count on, and arbitrary ones that have every word in them sooner or later. */
public final class Journals {
    /** When every journal of this class begins. */
    public static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private Journals() {}

    /** A run that has not done anything yet. */
    public static Journal begun(long generation) {
        RunId id = new RunId("default", "reviews-v2", generation);
        return Journal.begun(id, id + " by ci 0a1b2c3d", Experiments.sample());
    }

    /** A run that flows, without a tick yet. */
    public static Journal flowing(long generation) {
        return begun(generation)
                .plus(List.of(
                        new Entry.Planned(at(0), Words.plan()),
                        new Entry.Prepared(at(1)),
                        new Entry.Pinned(at(2), Words.look(at(2), 0)),
                        new Entry.Deployed(at(3)),
                        new Entry.Ready(at(20), "sha256:" + "0".repeat(64)),
                        new Entry.Baselined(at(21), Words.look(at(21), 0), Words.totals(500, 1), Duration.ofMinutes(5)),
                        new Entry.Mirrored(at(22)),
                        new Entry.Flowing(at(30), Words.look(at(30), 3), Words.proof(10, 4))));
    }

    /** A tick as a run writes it, with its look; {@code number} from 1. */
    public static Entry.Iterated tick(int number) {
        long requests = 50L * number;
        return new Entry.Iterated(
                at(30 + 10L * number),
                number,
                false,
                Optional.of(Words.look(at(30 + 10L * number), requests)),
                Words.totals(requests * 5 / 2, number / 10),
                Words.totals(requests, number / 25),
                Words.assessments(requests),
                Words.proof(requests * 5 / 2, requests),
                List.of());
    }

    /** A run of so many ticks. */
    public static Journal ticked(long generation, int ticks) {
        Journal journal = flowing(generation);
        for (int number = 1; number <= ticks; number++) {
            journal = journal.plus(tick(number));
        }
        return journal;
    }

    /** A verdict that conforms. */
    public static Entry.Judged judged() {
        return new Entry.Judged(at(1000), Verdict.CONFORMS, Cause.OBJECTIVES_MET, "all objectives met");
    }

    /** The end of a promotion. */
    public static Entry.Finished finished() {
        return new Entry.Finished(
                at(1100),
                new Ending(Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, "all objectives met"),
                List.of());
    }

    /** Seconds after {@link #START}. */
    public static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    /** Journals with arbitrary entries in arbitrary order; runs write them in sensible order only. */
    public static Arbitrary<Journal> any() {
        Arbitrary<RunId> ids = Combinators.combine(
                        Arbitraries.of("default", "a", "0-0"),
                        Arbitraries.of("reviews", "a.b", "a.1", "1", "x.y.2"),
                        Arbitraries.longs().between(1, 999_999_999_999_999_999L))
                .as(RunId::new);
        return ids.flatMap(id -> Combinators.combine(
                        Words.texts(), Experiments.of(id), entries().list().ofMaxSize(12))
                .as((holder, experiment, entries) ->
                        Journal.begun(id, holder, experiment).plus(entries)));
    }

    /** Entries of every kind. */
    public static Arbitrary<Entry> entries() {
        List<Arbitrary<? extends Entry>> kinds = Arrays.stream(Entry.class.getPermittedSubclasses())
                .<Arbitrary<? extends Entry>>map(kind -> Words.of(kind).map(Entry.class::cast))
                .toList();
        return Arbitraries.of(kinds).flatMap(kind -> kind.map(entry -> (Entry) entry));
    }
}
