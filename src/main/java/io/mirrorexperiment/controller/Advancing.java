package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Entry.Request;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.run.Run;
import io.mirrorexperiment.run.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Advances the run of an object as far as it goes, and tells of it; heeds that the object was changed meanwhile. */
final class Advancing {
    /** Words of people wake a run; should one have been missed, it is heeded after this. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    private static final Set<Cause> LATER = EnumSet.of(Cause.CLAIMED, Cause.CLUSTER_UNREACHABLE);

    private final Desk desk;

    private final Beginning beginning;

    Advancing(Desk desk, Beginning beginning) {
        this.desk = desk;
        this.beginning = beginning;
    }

    Instant turn(Attended attended, Run run, Instant due) {
        if (attended.seen().isChanged()) {
            changed(attended, run);
        }
        wish(attended, run);
        Standing standing = advance(attended, run, due);
        if (standing.finished()) {
            return over(attended, standing.journal());
        }
        desk.tell(attended, new Stand.Running(standing.journal(), detail(standing), remark(attended.seen())));
        return earlier(rest(standing), attended, standing.journal());
    }

    /** How far that is which is waited for; of a next try, what failed. */
    static String detail(Standing standing) {
        return standing.detail().isEmpty()
                ? stumble(standing)
                        .map(stumbled -> stumbled.deed() + " failed, and is tried again: " + stumbled.message())
                        .orElse("")
                : standing.detail();
    }

    /** What failed, if nothing has happened since. */
    static Optional<Entry.Stumbled> stumble(Standing standing) {
        return standing.journal()
                .last(Entry.class)
                .filter(Entry.Stumbled.class::isInstance)
                .map(Entry.Stumbled.class::cast);
    }

    private void wish(Attended attended, Run run) {
        attended.wish()
                .filter(wish -> !desk.now().isBefore(wish.from()))
                .ifPresent(wish -> ask(run, wish.request(), wish.by()));
    }

    /** A wish that becomes due while the run rests is heeded then. */
    private static Instant earlier(Instant rest, Attended attended, Journal journal) {
        return attended.wish()
                .filter(wish ->
                        journal.asked(wish.request()).isEmpty() && wish.from().isBefore(rest))
                .map(Wish::from)
                .orElse(rest);
    }

    Standing advance(Attended attended, Run run, Instant due) {
        Instant before = desk.now();
        Standing standing = run.advance(desk.goesOn());
        Duration late = due.isBefore(before) ? Duration.between(due, before) : Duration.ZERO;
        desk.telling().turned(attended, standing, late, Duration.between(before, desk.now()));
        return standing;
    }

    Instant rest(Standing standing) {
        Instant longest = desk.now().plus(LONGEST_REST);
        return standing.next().isBefore(longest) ? standing.next() : longest;
    }

    /** Whether a run changed nothing for a reason that passes. */
    static boolean startsLater(Journal journal) {
        return journal.last(Entry.Finished.class)
                .map(Entry.Finished::ending)
                .filter(ending -> ending.outcome() == Outcome.NOT_STARTED && LATER.contains(ending.cause()))
                .isPresent();
    }

    private Instant over(Attended attended, Journal journal) {
        if (!startsLater(journal)) {
            return conclude(attended, journal);
        }
        desk.tell(attended, new Stand.Waiting(because(journal)));
        return attended.nextTry(desk.now(), Desk.FIRST_TRY, Desk.LONGEST_TRY);
    }

    private static String because(Journal journal) {
        return journal.last(Entry.Finished.class)
                .map(finished -> finished.ending().because())
                .orElse("");
    }

    /** The run is over: the object says how, forgets about it, and may go away; whoever waits for its target comes next. */
    Instant conclude(Attended attended, Journal journal) {
        Stand.Ended ended = new Stand.Ended(journal, remark(attended.seen()));
        desk.tell(attended, ended);
        Optional<Manifest> once = desk.read(attended)
                .filter(object -> attended.seen().leaving().isEmpty())
                .filter(object -> desk.subject(attended).again(object, journal));
        if (once.isPresent()) {
            return beginning.next(attended, once.get());
        }
        boolean stuck = ended.ending().outcome() == Outcome.STUCK;
        remember(attended, mark -> mark.over(), stuck ? UnaryOperator.identity() : Seen::letGo);
        desk.attention().forget(journal.id());
        desk.targets().leave(attended.address()).forEach(desk.attention()::wake);
        return attended.seen().isChanged() ? desk.now() : Instant.MAX;
    }

    static Optional<String> remark(Seen seen) {
        return seen.mark()
                .filter(mark -> mark.late() > 0)
                .map(mark -> "the change of the spec that made generation " + mark.late()
                        + " came when the promotion had begun, and was refused");
    }

    /** What was asked for is no longer what is tried: the run is ended and cleaned up, unless it is past the point of no return. */
    private void changed(Attended attended, Run run) {
        Optional<Manifest> object = desk.read(attended);
        if (object.isEmpty() || attended.seen().leaving().isPresent()) {
            return;
        }
        Journal journal = run.journal();
        long generation = attended.seen().generation();
        long edition = desk.subject(attended).edition(object.get());
        attended.wishes(desk.subject(attended).wish(object.get(), journal));
        if (isSame(attended, object.get(), edition, journal)) {
            remember(attended, mark -> mark.seen(edition, generation), UnaryOperator.identity());
        } else if (journal.has(Entry.Committed.class) && !journal.has(Entry.Regretted.class)) {
            remember(attended, mark -> mark.refused(edition, generation), UnaryOperator.identity());
            refused(attended, journal);
        } else {
            ask(run, Request.ABORT, "a change of " + attended.address().words());
        }
    }

    private boolean isSame(Attended attended, Manifest object, long edition, Journal journal) {
        boolean untouched =
                attended.seen().mark().filter(mark -> mark.edition() == edition).isPresent();
        return untouched
                || (desk.asked(attended, object) instanceof Asked.Run wanted
                        && wanted.experiment().equals(journal.experiment()));
    }

    private void refused(Attended attended, Journal journal) {
        remark(attended.seen()).ifPresent(words -> desk.telling()
                .events()
                .tell(attended.seen(), desk.now(), "ChangeRefused", words, true, journal.id() + " refused"));
    }

    /** Once is enough. */
    static void ask(Run run, Request request, String by) {
        if (run.journal().asked(request).isEmpty()) {
            run.ask(request, by);
        }
    }

    private void remember(Attended attended, UnaryOperator<Mark> mark, UnaryOperator<Manifest> more) {
        desk.read(attended).ifPresent(object -> Mark.of(object).ifPresent(old -> {
            Manifest after = more.apply(mark.apply(old).on(object));
            if (!after.equals(object)) {
                desk.write(attended, after);
            }
        }));
    }
}
