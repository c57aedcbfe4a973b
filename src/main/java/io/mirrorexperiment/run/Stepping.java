package io.mirrorexperiment.run;

import io.mirrorexperiment.conformance.Judgement;
import io.mirrorexperiment.conformance.Moment;
import io.mirrorexperiment.conformance.Queried;
import io.mirrorexperiment.conformance.Rule;
import io.mirrorexperiment.conformance.Sample;
import io.mirrorexperiment.conformance.Seen;
import io.mirrorexperiment.conformance.Tally;
import io.mirrorexperiment.conformance.Weighed;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Ledger;
import io.mirrorexperiment.experiment.Look;
import io.mirrorexperiment.experiment.QueriedValue;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.run.Move.Wait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The deeds of a promotion in steps: lead a part of the live traffic, and judge the promoted version by it. */
final class Stepping {
    private final Site site;
    private final Looking looking;
    private final Routing routing;
    private final Querying querying;

    Stepping(Site site, Looking looking, Routing routing) {
        this.site = site;
        this.looking = looking;
        this.routing = routing;
        this.querying = new Querying(site);
    }

    Result step(Journal journal) {
        return routing.step(journal, Stride.of(journal).orElseThrow().next());
    }

    /** Reads, adds up and assesses; what reaches the promoted version by a route that is not the step's judges nothing. */
    Result watch(Journal journal) {
        Stride stride = Stride.of(journal).orElseThrow();
        int percent = stride.newest().orElseThrow().percent();
        if (!site.holds(journal) || !routing.leads(journal, percent)) {
            Entry.Judged lost = new Ownership(site)
                    .lost(
                            journal,
                            "somebody else changed a route, or took the claim, while " + percent
                                    + " % of the live traffic went to the promoted version");
            return Result.Done.with(new Entry.Regretted(site.now(), lost.cause(), lost.because()));
        }
        Instant now = site.now();
        Look look = looking.look(journal, now);
        return stride.look()
                .map(before -> next(journal, stride, before, look))
                .orElseGet(() -> first(journal, stride, look));
    }

    private Result first(Journal journal, Stride stride, Look look) {
        Entry.Stepped step = stride.newest().orElseThrow();
        if (look.dark() instanceof Reading.Missing missing) {
            Instant last = step.at()
                    .plus(journal.experiment().mirror().settle())
                    .plus(stride.steps().interval());
            return look.at().isAfter(last)
                    ? Result.Done.with(new Entry.Regretted(
                            look.at(),
                            Cause.NO_EVIDENCE,
                            "the promoted version's counters cannot be read: " + missing.reason()))
                    : new Result.NotYet(Wait.STEP, missing.reason());
        }
        return Result.Done.with(new Entry.Watched(
                look.at(),
                step.percent(),
                Optional.of(look),
                Totals.NONE,
                Totals.NONE,
                List.of(),
                List.of(),
                Optional.empty(),
                querying.watch(journal, look.at(), look.at(), List.of())));
    }

    private Result next(Journal journal, Stride stride, Entry.Watched before, Look look) {
        Experiment experiment = journal.experiment();
        Iterating.Step step = Iterating.Step.of(before.look().orElseThrow(), look);
        Totals live = Tally.plus(before.live(), step.live());
        Totals dark = Tally.plus(before.dark(), step.dark());
        Optional<List<QueriedValue>> queried = querying.watch(
                journal, stride.looks().get(0).at(), look.at(), before.queried().orElse(List.of()));
        List<String> trouble = new ArrayList<>(step.trouble());
        trouble.addAll(Querying.trouble(experiment, queried, false));
        Rule rule = Iterating.rule(experiment.decision(), false);
        Weighed weighed = rule.weigh(
                experiment.objectives(),
                new Sample(
                        new Seen(dark, live),
                        new Seen(step.dark(), step.live()),
                        before.ledger().orElse(Ledger.EMPTY),
                        Queried.of(experiment, queried)));
        Entry.Watched watched = new Entry.Watched(
                look.at(),
                before.percent(),
                Optional.of(step.seen()),
                live,
                dark,
                weighed.assessments(),
                trouble,
                Optional.of(weighed.ledger()).filter(ledger -> ledger.looks() > 0),
                queried);
        Moment moment =
                new Moment(weighed.ledger().looks(), step.dark().requests() > 0, true, stride.isOver(look.at()));
        return breach(watched, rule.judge(weighed.assessments(), moment));
    }

    private static Result breach(Entry.Watched watched, Judgement judgement) {
        List<Entry> entries = new ArrayList<>(List.of(watched));
        if (judgement.verdict() == Verdict.VIOLATES) {
            entries.add(new Entry.Regretted(
                    watched.at(),
                    Cause.PROMOTION_BREACHED,
                    "at " + watched.percent() + " % of the live traffic: " + judgement.because()));
        }
        return new Result.Done(entries);
    }
}
