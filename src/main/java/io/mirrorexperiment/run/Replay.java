package io.mirrorexperiment.run;

import io.mirrorexperiment.conformance.Judgement;
import io.mirrorexperiment.conformance.Moment;
import io.mirrorexperiment.conformance.Queried;
import io.mirrorexperiment.conformance.Rule;
import io.mirrorexperiment.conformance.Sample;
import io.mirrorexperiment.conformance.Seen;
import io.mirrorexperiment.conformance.Tally;
import io.mirrorexperiment.conformance.Weighed;
import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Ledger;
import io.mirrorexperiment.experiment.Pairs;
import io.mirrorexperiment.experiment.Twins;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Judges the evidence that a journal holds once more, look by look, by another experiment's objectives and rule. Pure; the outcome is
 * exploratory: limits that are chosen after the evidence was seen bound no error. Warm-up is the run's own, for what it dropped is not
 * stored; of a very long run older looks are thinned out, so that its looks are farther apart.
 */
public final class Replay {
    private final Experiment other;
    private final Rule rule;
    private final List<Entry.Iterated> looks;
    private final Instant soaked;
    private Seen total = Seen.NOTHING;
    private Weighed weighed = new Weighed(List.of(), Ledger.EMPTY);

    private Replay(Journal journal, Experiment other) {
        this.other = other;
        this.looks =
                journal.all(Entry.Iterated.class).filter(look -> !look.warmUp()).toList();
        boolean paired = looks.stream().anyMatch(look -> look.twins().isPresent());
        this.rule = Iterating.rule(other.decision(), paired);
        this.soaked = soaked(journal, other.decision().soak());
    }

    /**
     * What it comes to.
     *
     * @param verdict never {@link Verdict#UNDECIDED}
     * @param because why
     * @param look at which it was found, counted from 1 without warm-up; 0 where there was none
     * @param looks that are stored
     * @param requests of the dark version that were judged
     * @param assessments the newest, one for each objective
     */
    public record Found(
            Verdict verdict,
            Cause cause,
            String because,
            int look,
            int looks,
            long requests,
            List<Assessment> assessments) {
        /** Copies. */
        public Found {
            assessments = List.copyOf(assessments);
        }
    }

    /** Judges. */
    public static Found of(Journal journal, Experiment other) {
        return new Replay(journal, other).judge();
    }

    private Found judge() {
        for (int number = 1; number <= looks.size(); number++) {
            Judgement judgement = judge(looks.get(number - 1), number == looks.size());
            if (judgement.verdict() != Verdict.UNDECIDED) {
                return found(judgement, number);
            }
        }
        return found(
                new Judgement(Verdict.INCONCLUSIVE, Cause.NO_EVIDENCE, "the journal holds no look after warm-up"), 0);
    }

    private Judgement judge(Entry.Iterated look, boolean last) {
        Seen now = seen(look);
        Seen step = new Seen(
                Tally.since(total.dark(), now.dark()),
                Tally.since(total.live(), now.live()),
                now.pairs().since(total.pairs()));
        total = now;
        weighed = rule.weigh(
                other.objectives(), new Sample(now, step, weighed.ledger(), Queried.of(other, look.queried())));
        Moment moment = new Moment(
                weighed.ledger().looks(), step.dark().requests() > 0, !look.at().isBefore(soaked), last);
        Judgement judgement = rule.judge(weighed.assessments(), moment);
        return judgement.verdict() == Verdict.CONFORMS && !Iterating.bears(look.proof())
                ? new Judgement(
                        Verdict.INCONCLUSIVE, Cause.MIRROR_LOSSY, look.proof().words())
                : judgement;
    }

    private static Seen seen(Entry.Iterated look) {
        return new Seen(look.dark(), look.live(), look.twins().map(Twins::pairs).orElse(Pairs.NONE));
    }

    private Found found(Judgement judgement, int number) {
        return new Found(
                judgement.verdict(),
                judgement.cause(),
                judgement.because(),
                number,
                looks.size(),
                total.dark().requests(),
                weighed.assessments());
    }

    private static Instant soaked(Journal journal, Duration soak) {
        return journal.last(Entry.Flowing.class)
                .map(flowing -> journal.cadence().soaked(flowing.at(), soak))
                .orElse(Instant.MAX);
    }
}
