package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Assessment.Standing;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Steps;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a promotion in steps stands: pure.
 *
 * @param experiment what was asked for
 * @param steps its steps
 * @param newest the newest step that was made; empty before the first
 * @param looks at that step, oldest first; the first one is what the others count from
 * @param between time between two looks
 */
record Stride(
        Experiment experiment,
        Steps steps,
        Optional<Entry.Stepped> newest,
        List<Entry.Watched> looks,
        Duration between) {
    /** Empty where live traffic goes over at once. */
    static Optional<Stride> of(Journal journal) {
        Experiment experiment = journal.experiment();
        return experiment
                .promotion()
                .steps()
                .filter(steps -> !steps.divided().isEmpty())
                .map(steps -> of(journal, experiment, steps));
    }

    private static Stride of(Journal journal, Experiment experiment, Steps steps) {
        Optional<Entry.Stepped> newest = journal.last(Entry.Stepped.class);
        List<Entry.Watched> looks = journal.all(Entry.Watched.class)
                .filter(look ->
                        newest.filter(step -> look.percent() == step.percent()).isPresent())
                .toList();
        return new Stride(
                experiment,
                steps,
                newest,
                looks,
                steps.between(journal.cadence().interval()));
    }

    /** What to make of the route next: 0 makes the promoted version addressable, 100 is the end of the steps. */
    int next() {
        return newest.map(step -> steps.after(step.percent())).orElse(0);
    }

    /** Whether the newest step was judged long enough, or needs no judgement, so that the next one may be made. */
    boolean isDone() {
        return newest.filter(step -> step.percent() > 0).isEmpty() || isPassed();
    }

    Optional<Entry.Watched> look() {
        return looks.stream().reduce((older, newer) -> newer);
    }

    private boolean isPassed() {
        return look().filter(look -> isOver(look.at()) && bears(look)).isPresent();
    }

    /** Whether a step has been looked at for its whole interval, at an instant. */
    boolean isOver(Instant at) {
        return !at.isBefore(after(1));
    }

    /** Whether there was no evidence for as long as it is waited for. */
    boolean isInVain() {
        return look().filter(look -> !look.at().isBefore(after(Steps.PATIENCE))).isPresent();
    }

    private Instant after(int intervals) {
        return looks.isEmpty()
                ? Instant.MAX
                : looks.get(0).at().plus(steps.interval().multipliedBy(intervals));
    }

    /** When the next look is due; the end of the interval has one of its own. */
    Instant due() {
        Instant last = look().map(Entry.Watched::at).orElse(Instant.MIN);
        Instant regular = last.plus(between);
        return last.isBefore(after(1)) && after(1).isBefore(regular) ? after(1) : regular;
    }

    /** A breach has given the promotion up already; the point rule also wants every objective met, as it does at the last look. */
    private boolean bears(Entry.Watched look) {
        Set<Standing> good = experiment.decision().rule() == Decision.Rule.SEQUENTIAL
                ? EnumSet.of(Standing.MET, Standing.UNDECIDED)
                : EnumSet.of(Standing.MET);
        boolean decided = look.assessments().stream().allMatch(each -> good.contains(each.standing()));
        return look.trouble().isEmpty() && look.dark().requests() > 0 && decided;
    }

    /** What was missing at a step that was waited for in vain. */
    String lacking() {
        String missing = look().map(Entry.Watched::trouble)
                .filter(trouble -> !trouble.isEmpty())
                .map(trouble -> trouble.get(0))
                .orElseGet(
                        () -> look().filter(look -> look.dark().requests() > 0).isPresent()
                                ? "not every objective has a value"
                                : "no request reached it");
        return "at " + newest.map(Entry.Stepped::percent).orElse(0)
                + " % of the live traffic there was no evidence for the" + " promoted version in "
                + steps.interval().multipliedBy(Steps.PATIENCE).toSeconds() + " s: " + missing;
    }
}
