package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Look;
import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Tells the run of an experiment entry by entry, one second after the other. */
final class Told {
    /** When every object of these tests was applied. */
    static final Instant CAME = Instant.parse("2026-11-22T10:00:00Z");

    private static final String NOT_YET = "no requests";

    private Journal journal;
    private Instant now = CAME.plusSeconds(3);

    private Told(Journal journal) {
        this.journal = journal;
    }

    static Told of(Experiment experiment, long generation) {
        RunId id = new RunId(experiment.namespace(), experiment.name(), generation);
        return new Told(Journal.begun(id, id + " by controller 0a1b2c3d", experiment));
    }

    Journal journal() {
        return journal;
    }

    Told then(Function<Instant, Entry> entry) {
        now = now.plusSeconds(1);
        journal = journal.plus(entry.apply(now));
        return this;
    }

    Told planned() {
        Plan plan = new Plan(
                "existing",
                "live",
                "dark",
                Map.of(),
                Map.of(),
                "",
                "",
                OptionalDouble.of(40),
                List.of(),
                List.of(),
                List.of(),
                now.plus(Duration.ofHours(1)),
                List.of(),
                List.of(),
                Optional.empty());
        return then(at -> new Entry.Planned(at, plan));
    }

    Told flowing() {
        return planned()
                .then(at -> new Entry.Baselined(at, look(at), Totals.NONE, Duration.ofMinutes(1)))
                .then(at -> new Entry.Flowing(at, look(at), proof(12, 5)));
    }

    /** So many looks more, at which every objective stands so. */
    Told looks(int many, Assessment.Standing standing) {
        int done = journal.last(Entry.Iterated.class).map(Entry.Iterated::tick).orElse(0);
        for (int tick = done + 1; tick <= done + many; tick++) {
            int number = tick;
            now = now.plus(journal.experiment().cadence().interval()).minusSeconds(1);
            then(at -> look(at, number, standing));
        }
        return this;
    }

    private Entry look(Instant at, int tick, Assessment.Standing standing) {
        long dark = standing == Assessment.Standing.UNDECIDED ? 0 : 40L * tick;
        return new Entry.Iterated(
                at,
                tick,
                false,
                Optional.of(look(at)),
                new Totals(100L * tick, 1, Reading.Histogram.EMPTY, 0),
                new Totals(dark, standing == Assessment.Standing.BREACHED ? tick : 0, Reading.Histogram.EMPTY, 0),
                journal.experiment().objectives().stream()
                        .map(objective -> assessed(objective, standing, dark))
                        .toList(),
                proof(100L * tick, dark),
                dark == 0 ? List.of("the dark version has no series") : List.of());
    }

    private static Assessment assessed(Objective objective, Assessment.Standing standing, long requests) {
        double limit = objective.limit() instanceof Limit.AtMost most ? most.value() : 1;
        OptionalDouble value = switch (standing) {
            case MET -> OptionalDouble.of(limit / 3);
            case BREACHED -> OptionalDouble.of(limit * 1.5);
            case UNDECIDED -> OptionalDouble.empty();
        };
        OptionalDouble none = OptionalDouble.empty();
        String words = requests == 0 ? NOT_YET : value.getAsDouble() + " of " + requests + " requests";
        return new Assessment(objective, standing, new Evidence(value, none, none, none, requests, words));
    }

    Told judged(Verdict verdict, Cause cause, String because) {
        return then(at -> new Entry.Judged(at, verdict, cause, because));
    }

    Told asked(Entry.Request request, String by) {
        return then(at -> new Entry.Asked(at, request, by));
    }

    Told finished(Verdict verdict, Outcome outcome, Cause cause, String because, String... commands) {
        return then(at -> new Entry.Finished(at, new Ending(verdict, outcome, cause, because), List.of(commands)));
    }

    /** All looks, the verdict and the end. */
    Told conforms(Outcome outcome) {
        String because = "every objective is met";
        return flowing()
                .looks(journal.experiment().cadence().iterations(), Assessment.Standing.MET)
                .judged(Verdict.CONFORMS, Cause.OBJECTIVES_MET, because)
                .finished(Verdict.CONFORMS, outcome, Cause.OBJECTIVES_MET, because);
    }

    /** All looks, the verdict and the end. */
    Told violates(Outcome outcome) {
        String because = "an objective is breached: error-rate";
        return flowing()
                .looks(journal.experiment().cadence().iterations(), Assessment.Standing.BREACHED)
                .judged(Verdict.VIOLATES, Cause.OBJECTIVE_BREACHED, because)
                .finished(Verdict.VIOLATES, outcome, Cause.OBJECTIVE_BREACHED, because);
    }

    /** Not a request at any look. */
    Told silent(Outcome outcome) {
        return flowing()
                .looks(journal.experiment().cadence().iterations(), Assessment.Standing.UNDECIDED)
                .judged(Verdict.INCONCLUSIVE, Cause.NO_EVIDENCE, NOT_YET)
                .finished(Verdict.INCONCLUSIVE, outcome, Cause.NO_EVIDENCE, NOT_YET);
    }

    private static Look look(Instant at) {
        return new Look(at, new Reading.Absent("not asked"), new Reading.Absent("not asked"));
    }

    private static MirrorProof proof(long live, long dark) {
        return dark == 0
                ? new MirrorProof(MirrorProof.Standing.NOTHING_YET, live, 0, 0, "no copy yet")
                : new MirrorProof(
                        MirrorProof.Standing.PROVEN,
                        live,
                        dark,
                        (double) dark / (double) live,
                        dark + " of " + live + " live requests copied");
    }
}
