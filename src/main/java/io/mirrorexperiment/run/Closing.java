package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Entry.Request;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.Pause;
import io.mirrorexperiment.journal.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The deeds that wait for people, give up, and end a run. */
final class Closing {
    /** A claim that waits for a person is renewed once, for the whole wait and this much more. */
    private static final Duration GRACE = Duration.ofMinutes(15);

    private final Site site;
    private final Committing committing;

    Closing(Site site, Committing committing) {
        this.site = site;
        this.committing = committing;
    }

    /** Stops before the mirror. Whoever lets the run go on at the last moment finds a claim that lasts until the first look. */
    Result pause(Journal journal) {
        Instant until = until(
                Pause.of(journal) instanceof Pause.Begun begun ? Optional.of(begun.waiting()) : Optional.empty(),
                journal.experiment().promotion().expires());
        keepClaim(journal, until, Deadlines.untilFirstLook(journal.experiment()));
        return Result.Done.with(new Entry.Paused(site.now(), until));
    }

    /** An extension goes on from the end that it moves. */
    private Instant until(Optional<Waiting> before, Duration span) {
        return before.map(Waiting::until).orElseGet(() -> site.now().plus(span));
    }

    Result hold(Journal journal) {
        Instant until = until(
                Waiting.of(journal, Entry.Held.class),
                journal.experiment().onInconclusive().holdFor());
        keepClaim(journal, until, GRACE);
        return Result.Done.with(new Entry.Held(site.now(), until));
    }

    Result awaitAnswer(Journal journal) {
        Instant until = until(
                Waiting.of(journal, Entry.Awaited.class),
                journal.experiment().promotion().expires());
        keepClaim(journal, until, GRACE);
        return Result.Done.with(new Entry.Awaited(site.now(), until));
    }

    private void keepClaim(Journal journal, Instant until, Duration grace) {
        if (journal.experiment().touches() && site.holds(journal)) {
            site.claims()
                    .renew(
                            site.claim(journal, Site.plan(journal)),
                            Duration.between(site.now(), until).plus(grace));
        }
    }

    /** Judges a run that cannot go on, or gives a promotion up. */
    Result giveUp(Journal journal) {
        Progress progress = new Progress(journal);
        if (progress.done(Entry.Committed.class)) {
            return Result.Done.with(regret(progress));
        }
        Result expired = Looking.inconclusive(
                site.now(), Cause.EXPIRED, "the run's time was over before it could end; nobody resumed it before");
        return progress.isExpired(site.now())
                ? expired
                : shut(progress)
                        .or(() -> failed(progress))
                        .or(() -> unanswered(journal))
                        .orElse(expired);
    }

    private Optional<Result> shut(Progress progress) {
        return progress.shutByHand()
                .map(asked -> Looking.inconclusive(
                        site.now(),
                        Cause.UNMIRRORED_BY_HAND,
                        asked.by() + " shut the mirror before there was a verdict"));
    }

    private Optional<Result> failed(Progress progress) {
        return progress.stumbles().stream()
                .reduce((older, newer) -> newer)
                .map(last -> Looking.inconclusive(
                        site.now(), cause(last), "could not " + last.deed() + ": " + last.message()));
    }

    private Optional<Result> unanswered(Journal journal) {
        return Pause.of(journal) instanceof Pause.Begun
                ? Optional.of(Looking.inconclusive(
                        site.now(),
                        Cause.UNANSWERED,
                        "nobody said in time to open the mirror, so nothing was copied and nothing was judged"))
                : Optional.empty();
    }

    private static Cause cause(Entry.Stumbled last) {
        if (last.message().startsWith(Run.BUG)) {
            return Cause.INTERNAL_ERROR;
        }
        return last.hopeless() ? Cause.CHANGE_REFUSED : Cause.CLUSTER_UNREACHABLE;
    }

    private Entry regret(Progress progress) {
        return stopped(progress).orElseGet(() -> failed(progress, "promotion did not come about"));
    }

    /** Somebody's wish to go back, or steps that nobody could judge; a deed that failed comes first. */
    private Optional<Entry> stopped(Progress progress) {
        if (!progress.stumbles().isEmpty()) {
            return Optional.empty();
        }
        String when =
                progress.done(Entry.Shifted.class) ? " after the shift" : " while live traffic went over in steps";
        Optional<Entry> back = progress.asked(Request.ROLL_BACK)
                .map(asked -> new Entry.Regretted(
                        site.now(), Cause.ROLLED_BACK_BY_HAND, "rolled back by " + asked.by() + when));
        Optional<Entry> abort = progress.asked(Request.ABORT)
                .filter(asked -> progress.steps())
                .map(asked -> new Entry.Regretted(site.now(), Cause.ABORTED, "stopped by " + asked.by() + when));
        Optional<Entry> vain = Stride.of(progress.journal())
                .filter(Stride::isInVain)
                .map(stride -> new Entry.Regretted(site.now(), Cause.NO_EVIDENCE, stride.lacking()));
        return back.or(() -> abort).or(() -> vain);
    }

    private Entry failed(Progress progress, String otherwise) {
        return new Entry.Regretted(
                site.now(),
                Cause.PROMOTION_FAILED,
                progress.stumbles().stream()
                        .reduce((older, newer) -> newer)
                        .map(last -> "could not " + last.deed() + ": " + last.message())
                        .orElse(otherwise));
    }

    Result release(Journal journal) {
        String ended = Conclusion.end(journal).outcome().word();
        if (journal.has(Entry.Planned.class)) {
            new Ownership(site).leave(journal);
            site.claims().release(site.claim(journal, Site.plan(journal)), ended);
        } else {
            site.held(journal).forEach(claim -> site.claims().release(claim, ended));
        }
        return Result.Done.with(new Entry.Released(site.now()));
    }

    Result finish(Journal journal) {
        boolean released = journal.has(Entry.Released.class);
        Ending ending = released ? Conclusion.end(journal) : Conclusion.stuck(journal);
        List<String> commands = ending.outcome() == Outcome.STUCK ? Commands.whenStuck(journal) : left(journal);
        return Result.Done.with(new Entry.Finished(site.now(), ending, commands));
    }

    /** An API server that is silent now keeps no run from ending. */
    private List<String> left(Journal journal) {
        if (!journal.experiment().prints() || !journal.has(Entry.Planned.class)) {
            return List.of();
        }
        try {
            return committing.left(journal).stream()
                    .map(commit -> "# commit " + commit.words())
                    .toList();
        } catch (ClusterException e) {
            return List.of("# what is left to commit is not known: " + e.getMessage());
        }
    }
}
