package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Claim;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.cluster.Grant;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The deed that claims the target and plans. What goes wrong here ends the run with nothing changed. */
final class Planning {
    /** The claim's note that holds the journal up to the plan: enough for anybody to undo the run. */
    static final String JOURNAL_NOTE = "journal";

    /** The claim's note that holds the routes' specs as they were. */
    static final String ORIGINALS_NOTE = "originals";

    private final Site site;
    private final Drafting drafting;

    Planning(Site site, Drafting drafting) {
        this.site = site;
        this.drafting = drafting;
    }

    Result plan(Journal journal) {
        try {
            return planned(journal);
        } catch (TooEarly early) {
            return new Result.NotYet(Move.Wait.BASELINE, early.because());
        }
    }

    private Result planned(Journal journal) {
        Draft first;
        try {
            first = permitted(journal, drafting.draft(journal));
        } catch (ClusterException e) {
            return refused(e, mayHold(journal));
        }
        if (first instanceof Draft.Impossible impossible) {
            giveBack(journal, site.held(journal));
            return notStarted(impossible);
        }
        return planned(journal, (Draft.Possible) first);
    }

    /** Who could not clean up must not begin. */
    private Draft permitted(Journal journal, Draft draft) {
        if (!(draft instanceof Draft.Possible possible)) {
            return draft;
        }
        List<Right> lacking = Rights.of(journal.experiment(), Optional.of(possible.plan()), site.store())
                .lacking(site.cluster());
        return lacking.isEmpty() ? draft : new Draft.Impossible(Cause.CHANGE_REFUSED, words(lacking));
    }

    private String words(List<Right> lacking) {
        return site.cluster().user() + " lacks rights that the run would need: may not "
                + lacking.stream().map(Right::words).collect(Collectors.joining(", may not "))
                + "; `mirror-experiment check` says which rules to add";
    }

    /** Once something may have been claimed, a server that is silent is asked again: the claim is not forgotten. */
    private Result planned(Journal journal, Draft.Possible possible) {
        try {
            return journal.experiment().touches()
                    ? claim(journal, possible)
                    : Result.Done.with(new Entry.Planned(site.now(), possible.plan()));
        } catch (ClusterException e) {
            return refused(e, mayHold(journal) || e.reason() == Reason.UNREACHABLE);
        }
    }

    /** What fails before anything is claimed ends the run; over what fails after that it stumbles, and gives the claim back if it gives up. */
    private static boolean mayHold(Journal journal) {
        return journal.has(Entry.Stumbled.class);
    }

    private Result refused(ClusterException e, boolean mayHold) {
        if (mayHold) {
            throw e;
        }
        return refused(site.now(), e);
    }

    /** The end of a run that could not even look. */
    static Result refused(Instant now, ClusterException e) {
        boolean unreachable = e.reason() == Reason.UNREACHABLE || e.reason() == Reason.UNCONFIGURED;
        return notStarted(now, unreachable ? Cause.CLUSTER_UNREACHABLE : Cause.CHANGE_REFUSED, e.getMessage());
    }

    /** Also of a run that was killed after it had claimed and before it could write that down; not of a twin that has gone on. */
    private void giveBack(Journal journal, List<Claim> claims) {
        if (site.newest(journal).entries().equals(journal.entries())) {
            claims.forEach(claim -> site.claims().release(claim, Outcome.NOT_STARTED.word()));
        }
    }

    /**
     * Claims, and looks again: what was read before the claim may have been another's work under way. A server that is silent then is
     * no reason to give the claim back: the same generation is never granted twice.
     */
    private Result claim(Journal journal, Draft.Possible possible) {
        Claim claim = noted(journal, possible);
        if (site.claims().take(claim) instanceof Grant.Held held) {
            return notStarted(Obstacle.claimed(held).draft());
        }
        try {
            return confirmed(journal, possible, claim);
        } catch (RuntimeException e) {
            if (!(e instanceof ClusterException silent && silent.reason() == Reason.UNREACHABLE)) {
                giveBack(journal, List.of(claim));
            }
            throw e;
        }
    }

    private Result confirmed(Journal journal, Draft.Possible possible, Claim claim) {
        Draft second = drafting.draft(journal);
        if (!(second instanceof Draft.Possible sure) || !sameTarget(possible.plan(), sure.plan())) {
            giveBack(journal, List.of(claim));
            return second instanceof Draft.Impossible impossible
                    ? notStarted(impossible)
                    : notStarted(
                            Cause.ROUTE_CHANGED, "the routes changed while the target was being claimed; try again");
        }
        site.claims().take(noted(journal, sure));
        site.claims().renew(claim, Deadlines.untilFirstLook(journal.experiment()));
        return Result.Done.with(new Entry.Planned(site.now(), sure.plan()));
    }

    private Claim noted(Journal journal, Draft.Possible possible) {
        Claim bare = site.claim(journal, possible.plan());
        Journal planned =
                journal.plus(new Entry.Planned(site.now(), possible.plan().bare()));
        return new Claim(
                bare.targets(),
                bare.holder(),
                bare.run(),
                bare.generation(),
                bare.deadline(),
                Map.of(JOURNAL_NOTE, JournalText.write(planned), ORIGINALS_NOTE, possible.originals()));
    }

    private static boolean sameTarget(Plan one, Plan other) {
        return one.touched().equals(other.touched());
    }

    private Result notStarted(Draft.Impossible impossible) {
        return notStarted(impossible.cause(), impossible.because());
    }

    private Result notStarted(Cause cause, String because) {
        return notStarted(site.now(), cause, because);
    }

    static Result notStarted(Instant now, Cause cause, String because) {
        Ending ending = new Ending(Verdict.INCONCLUSIVE, Outcome.NOT_STARTED, cause, because);
        return Result.Done.with(new Entry.Finished(now, ending, List.of()));
    }
}
