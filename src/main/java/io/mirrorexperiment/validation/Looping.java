package io.mirrorexperiment.validation;

import io.mirrorexperiment.conformance.Increment;
import io.mirrorexperiment.conformance.Tally;
import io.mirrorexperiment.conformance.Value;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.experiment.Totals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Adds a loop to an experiment. Pure.
 *
 * <p>Counters are differenced pod by pod from the beginning on, so that nothing from before it counts and a restart loses nothing that was seen. The
 * values of this loop decide, and of no other: one that cannot be told now has none, whatever it was before.
 */
public final class Looping {
    private final Validation validation;

    /** Loops of a validation. */
    public Looping(Validation validation) {
        this.validation = validation;
    }

    /**
     * The course with one loop more.
     *
     * @param beginning the counters at the time that the course begins; only looked at while they are not known yet
     * @param now the counters at {@code at}
     */
    public Course next(Course before, Reading beginning, Reading now, Instant at) {
        Optional<Count> known = before.count().or(() -> begun(beginning));
        if (known.isEmpty()) {
            return with(before, known, Totals.NONE, Optional.of(atBeginning(before, beginning)), at);
        }
        Count count = known.get();
        if (!(now instanceof Counters counters)) {
            return with(before, known, count.totals(), Optional.of(reason(now)), at);
        }
        Increment increment = Tally.increment(count.counters(), counters);
        if (increment instanceof Increment.Postponed postponed) {
            return with(before, known, count.totals(), Optional.of(postponed.reason()), at);
        }
        Totals totals = Tally.plus(count.totals(), ((Increment.Counted) increment).totals());
        Count further = new Count(Tally.carry(count.counters(), counters), totals);
        return with(before, Optional.of(further), totals, Optional.empty(), at);
    }

    /** A workload without any series has counted nothing yet. */
    private static Optional<Count> begun(Reading beginning) {
        if (beginning instanceof Counters counters) {
            return Optional.of(new Count(counters, Totals.NONE));
        }
        return beginning instanceof Reading.Absent
                ? Optional.of(new Count(new Counters(Map.of()), Totals.NONE))
                : Optional.empty();
    }

    private static String atBeginning(Course course, Reading beginning) {
        return "what was counted before " + course.begins() + ", when the experiment began, is not known: "
                + reason(beginning);
    }

    private static String reason(Reading reading) {
        if (reading instanceof Reading.Missing missing) {
            return missing.reason();
        }
        return reading instanceof Reading.Absent absent ? absent.reason() : "it answered with a single value";
    }

    private Course with(Course before, Optional<Count> count, Totals totals, Optional<String> trouble, Instant at) {
        Loop loop = new Loop(
                before.loops() + 1,
                before.begins(),
                at,
                totals.requests(),
                totals.bad(),
                validation.indicators().stream()
                        .map(each -> read(each, totals, trouble))
                        .toList(),
                validation.slos().stream()
                        .map(slo -> standing(slo, totals, trouble))
                        .toList(),
                trouble.stream().toList());
        List<Loop> loops = new ArrayList<>(before.recent());
        loops.add(loop);
        return new Course(before.launched(), before.revision(), before.begins(), before.loops() + 1, count, loops);
    }

    private static Loop.Read read(Indicator indicator, Totals totals, Optional<String> trouble) {
        Value value = value(indicator, totals, trouble);
        return new Loop.Read(indicator.name(), value.number(), value.words());
    }

    private static Value value(Indicator indicator, Totals totals, Optional<String> trouble) {
        if (trouble.isPresent()) {
            return Value.none("the metrics could not be told in this loop");
        }
        return indicator.counts() && totals.requests() == 0
                ? new Value(OptionalDouble.of(0), "no requests", false)
                : indicator.value(totals);
    }

    /** Without requests nothing is kept, whatever the limit; nor is an upper limit by a value that is only known to lie above a number. */
    private static Loop.Standing standing(Slo slo, Totals totals, Optional<String> trouble) {
        Optional<Indicator> indicator = Indicator.named(slo.metric());
        Value value = indicator
                .map(each -> value(each, totals, trouble))
                .orElseGet(() -> Value.none("no metric of that name is collected"));
        boolean bounded = !(value.open() && slo.upper().isPresent());
        boolean kept = totals.requests() > 0
                && bounded
                && value.number().isPresent()
                && slo.allows(value.number().getAsDouble());
        String evidence = trouble.isPresent()
                ? ""
                : indicator
                        .flatMap(Indicator::metric)
                        .flatMap(metric -> evidence(metric, slo, totals))
                        .map(words -> "; " + words)
                        .orElse("");
        return new Loop.Standing(slo, kept, value.words() + evidence);
    }

    private static Optional<String> evidence(Metric metric, Slo slo, Totals totals) {
        return slo.upper().isEmpty() || totals.requests() == 0
                ? Optional.empty()
                : Value.evidence(
                        new Objective(metric, new Limit.AtMost(slo.upper().getAsDouble()), OptionalDouble.empty()),
                        totals);
    }
}
