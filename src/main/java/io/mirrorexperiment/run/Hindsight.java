package io.mirrorexperiment.run;

import io.mirrorexperiment.conformance.Increment;
import io.mirrorexperiment.conformance.Judgement;
import io.mirrorexperiment.conformance.Moment;
import io.mirrorexperiment.conformance.Promise;
import io.mirrorexperiment.conformance.Rule;
import io.mirrorexperiment.conformance.Sample;
import io.mirrorexperiment.conformance.Seen;
import io.mirrorexperiment.conformance.SequentialRule;
import io.mirrorexperiment.conformance.Tally;
import io.mirrorexperiment.conformance.Weighed;
import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ledger;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Pairs;
import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Judges evidence that is there already by the sequential rule, scrape by scrape, as a run would have done. Pure. */
public final class Hindsight {
    private final Terms terms;
    private final Rule rule;

    private Hindsight(Terms terms) {
        this.terms = terms;
        this.rule = new SequentialRule(
                new Promise(
                        terms.falsePromotion(),
                        terms.falseRollback(),
                        terms.tolerance(),
                        terms.burstFactor(),
                        terms.firstStart(),
                        terms.leastLooks()),
                terms.paired());
    }

    /**
     * How to judge.
     *
     * @param objectives in their order
     * @param falsePromotion chance of a false promotion, over 0 and under 1
     * @param falseRollback chance of a false rollback, likewise
     * @param tolerance share of the limit by which a promoted version may be worse
     * @param burstFactor at least 1
     * @param firstStart stake of the evidence that is never started anew
     * @param warmUp iterations that are dropped
     * @param leastLooks looks with requests before a promotion
     * @param iterations after which it ends, warm-up included
     * @param soaked before that instant nothing is promoted
     * @param paired whether relative objectives rest on pairs
     */
    public record Terms(
            List<Objective> objectives,
            double falsePromotion,
            double falseRollback,
            double tolerance,
            double burstFactor,
            double firstStart,
            int warmUp,
            int leastLooks,
            int iterations,
            Instant soaked,
            boolean paired) {
        /** Copies. */
        public Terms {
            objectives = List.copyOf(objectives);
        }
    }

    /**
     * Counters at one instant. A pod that is missing adds nothing; the next scrape that has it covers the gap.
     *
     * @param at when
     * @param dark cumulative counters of the dark version
     * @param pairs pairs since the scrape before
     */
    public record Scrape(Instant at, Counters dark, Pairs pairs) {}

    /**
     * How it ended.
     *
     * @param verdict never {@link Verdict#UNDECIDED}
     * @param because why
     * @param iteration the scrape that decided, counted from 1; the last one where none did
     * @param requests that were judged
     * @param assessments the newest
     */
    public record Found(Verdict verdict, String because, int iteration, long requests, List<Assessment> assessments) {
        /** Copies. */
        public Found {
            assessments = List.copyOf(assessments);
        }
    }

    /**
     * Judges.
     *
     * @param scrapes in the order of time, the first one before everything that counts
     */
    public static Found judge(Terms terms, List<Scrape> scrapes) {
        return new Hindsight(terms).judge(scrapes);
    }

    private record Point(Counters counters, Seen total, Weighed weighed) {}

    private Found judge(List<Scrape> scrapes) {
        int last = Math.min(terms.iterations(), scrapes.size() - 1);
        Point point = new Point(
                scrapes.isEmpty() ? new Counters(Map.of()) : scrapes.get(0).dark(),
                Seen.NOTHING,
                new Weighed(List.of(), Ledger.EMPTY));
        Judgement judgement = new Judgement(Verdict.INCONCLUSIVE, Cause.NO_EVIDENCE, "there was nothing to judge");
        for (int iteration = 1; iteration <= last; iteration++) {
            Scrape scrape = scrapes.get(iteration);
            Seen step = step(point.counters(), scrape);
            Point next = next(point, scrape, step, iteration);
            judgement = judgement(next, scrape, step, iteration, iteration == last);
            point = next;
            if (judgement.verdict() != Verdict.UNDECIDED) {
                return found(judgement, iteration, point);
            }
        }
        return found(judgement, Math.max(0, last), point);
    }

    private Judgement judgement(Point point, Scrape scrape, Seen step, int iteration, boolean last) {
        if (iteration <= terms.warmUp()) {
            return new Judgement(
                    last ? Verdict.INCONCLUSIVE : Verdict.UNDECIDED, Cause.NO_EVIDENCE, "there was only warm-up");
        }
        boolean soaked = !scrape.at().isBefore(terms.soaked());
        int looks = point.weighed().ledger().looks();
        return rule.judge(point.weighed().assessments(), new Moment(looks, step.requests() > 0, soaked, last));
    }

    private static Found found(Judgement judgement, int iteration, Point point) {
        return new Found(
                judgement.verdict(),
                judgement.because(),
                iteration,
                point.total().requests(),
                point.weighed().assessments());
    }

    private Point next(Point point, Scrape scrape, Seen step, int iteration) {
        Counters carried =
                sound(point.counters(), scrape) ? Tally.carry(point.counters(), scrape.dark()) : point.counters();
        if (iteration <= terms.warmUp()) {
            return new Point(carried, point.total(), point.weighed());
        }
        Seen total = point.total().plus(step);
        Sample sample = new Sample(total, step, point.weighed().ledger());
        return new Point(carried, total, rule.weigh(terms.objectives(), sample));
    }

    private static boolean sound(Counters before, Scrape scrape) {
        return Tally.increment(before, scrape.dark()) instanceof Increment.Counted;
    }

    /** Counters that contradict themselves add nothing now; the next scrape covers them. */
    private static Seen step(Counters before, Scrape scrape) {
        Totals dark = Tally.increment(before, scrape.dark()) instanceof Increment.Counted counted
                ? counted.totals()
                : Totals.NONE;
        return new Seen(dark, Totals.NONE, scrape.pairs());
    }
}
