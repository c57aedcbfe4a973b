package io.mirrorexperiment.run;

import static io.mirrorexperiment.run.Deed.*;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Entry.Request;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.Pause;
import io.mirrorexperiment.journal.Waiting;
import io.mirrorexperiment.run.Move.Act;
import io.mirrorexperiment.run.Move.Rest;
import io.mirrorexperiment.run.Move.Wait;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state machine of a run, whole and pure: the next move follows from the journal and the time alone.
 *
 * <pre>
 *   ahead:      (seek), plan, prepare, pin, deploy, await ready, (pause, await ready), take baseline, mirror, prove flow, iterate … judged
 *   promoting:  unmirror, commit, (change live | scale, shift | change live, shift), verify, (drop old), remove dark, unpin, clear, release, finish
 *   in steps:   … commit, scale, step (step, watch …) …, (change live, verify, lead back | shift, verify), …
 *   back:       unmirror, (take back), remove dark, unpin, clear, release, finish
 * </pre>
 *
 * The mirror goes first, the dark version second, the pin third, the claim last. Where a run that has looked rests, or is about to finish,
 * it looks at the traffic once for its report.
 */
public final class Itinerary {
    private final Progress progress;
    private final Instant now;
    private final Patience patience;

    private Itinerary(Journal journal, Instant now, Patience patience) {
        this.progress = new Progress(journal);
        this.now = now;
        this.patience = patience;
    }

    /** The next move. */
    public static Move next(Journal journal, Instant now, Patience patience) {
        Move move = new Itinerary(journal, now, patience).next();
        return Picturing.isDue(journal, move) ? new Act(PICTURE) : move;
    }

    private Move next() {
        var finished = progress.journal().last(Entry.Finished.class);
        if (finished.isPresent()) {
            return new Move.Finish(finished.get());
        }
        Direction direction = Direction.of(progress, now);
        if (givenUp(direction)) {
            return new Act(direction.canTurnBack(progress) ? GIVE_UP : FINISH);
        }
        List<Entry.Stumbled> stumbles = progress.stumbles();
        if (!stumbles.isEmpty()) {
            Instant again = stumbles.get(stumbles.size() - 1).at().plus(patience.pause(stumbles.size()));
            if (now.isBefore(again)) {
                return new Rest(again, Wait.RETRY);
            }
        }
        return switch (direction) {
            case AHEAD -> ahead();
            case WAITING -> waiting();
            case HOLDING -> holding();
            case PROMOTING -> promoting();
            case BACK -> back();
        };
    }

    /**
     * Whether failing has lasted too long, or somebody shut the mirror; before the point of no return, also when the time of the whole run
     * is over.
     */
    private boolean givenUp(Direction direction) {
        if (direction == Direction.PROMOTING && !progress.done(Entry.Committed.class) && progress.isExpired(now)) {
            return true;
        }
        if (direction == Direction.AHEAD) {
            return progress.hopeless()
                    || progress.failing().compareTo(patience.ahead()) > 0
                    || progress.isExpired(now)
                    || progress.shutByHand().isPresent();
        }
        return progress.failing().compareTo(patience.cleaning()) > 0;
    }

    private Move ahead() {
        if (!progress.done(Entry.Planned.class)) {
            boolean found = progress.experiment().requires().isEmpty() || progress.done(Entry.Found.class);
            return new Act(found ? PLAN : SEEK);
        }
        if (!progress.experiment().adopted() && !progress.done(Entry.Mirrored.class)) {
            return toTheMirror();
        }
        if (!progress.done(Entry.Baselined.class)) {
            return pause().orElse(new Act(TAKE_BASELINE));
        }
        return progress.done(Entry.Flowing.class) ? loop() : afterSettling(Entry.Mirrored.class, PROVE_FLOW);
    }

    private Move toTheMirror() {
        if (!progress.done(Entry.Prepared.class)) {
            return new Act(PREPARE);
        }
        if (!progress.done(Entry.Pinned.class)) {
            return afterSettling(Entry.Prepared.class, PIN);
        }
        if (!progress.done(Entry.Deployed.class)) {
            return afterSettling(Entry.Pinned.class, DEPLOY);
        }
        if (!progress.done(Entry.Ready.class)) {
            return new Act(AWAIT_READY);
        }
        return progress.done(Entry.Baselined.class) ? new Act(MIRROR) : pause().orElseGet(this::afterReadiness);
    }

    /** What happened to the dark version during a stop is not known: it must be ready once more. */
    private Move afterReadiness() {
        boolean stopped = progress.isNewer(Entry.Paused.class, Entry.Ready.class);
        return stopped ? new Act(AWAIT_READY) : afterSettling(Entry.Ready.class, TAKE_BASELINE);
    }

    /** The stop before the mirror, if somebody asked for one. */
    private Optional<Move> pause() {
        Pause pause = Pause.of(progress.journal());
        if (pause instanceof Pause.Begun begun && !begun.waiting().extended()) {
            Instant until = begun.waiting().until();
            return Optional.of(now.isBefore(until) ? new Rest(until, Wait.PAUSE) : new Act(GIVE_UP));
        }
        return pause.isDue() ? Optional.of(new Act(PAUSE)) : Optional.empty();
    }

    private Move loop() {
        var cadence = progress.journal().cadence();
        Instant flowing = progress.at(Entry.Flowing.class);
        int last = progress.lastTick();
        Instant tick = cadence.due(flowing, last + 1);
        Instant due = EarlyLook.due(progress.journal()).filter(tick::isAfter).orElse(tick);
        return cadence.dueTick(flowing, now) > last || !now.isBefore(due) ? new Act(ITERATE) : new Rest(due, Wait.TICK);
    }

    private Move waiting() {
        if (!progress.done(Entry.Unmirrored.class)) {
            return new Act(UNMIRROR);
        }
        return waiting(Waiting.of(progress.journal(), Entry.Awaited.class), Wait.ANSWER, AWAIT_ANSWER);
    }

    private Move holding() {
        if (!progress.done(Entry.Unmirrored.class)) {
            return new Act(UNMIRROR);
        }
        return waiting(Waiting.of(progress.journal(), Entry.Held.class), Wait.HOLD, HOLD);
    }

    /** A wait begins once more where it was extended, so that the claim is promised for all of it. */
    private static Move waiting(Optional<Waiting> waiting, Wait why, Deed begin) {
        return waiting.filter(wait -> !wait.extended())
                .<Move>map(wait -> new Rest(wait.until(), why))
                .orElse(new Act(begin));
    }

    private Move promoting() {
        if (!progress.done(Entry.Unmirrored.class)) {
            return new Act(UNMIRROR);
        }
        if (!progress.done(Entry.Committed.class)) {
            return afterSettling(Entry.Unmirrored.class, COMMIT);
        }
        if (!progress.done(Entry.Verified.class)) {
            return toTheUsers();
        }
        if (progress.clones() && progress.steps() && !progress.done(Entry.LedBack.class)) {
            return new Act(LEAD_BACK);
        }
        return progress.clones() || progress.done(Entry.OldDropped.class) ? cleaning() : keepingOld();
    }

    private Move keepingOld() {
        Instant until = progress.at(Entry.Verified.class)
                .plus(progress.experiment().promotion().keepOld());
        if (now.isBefore(until)) {
            boolean rued = progress.asked(Request.ROLL_BACK).isPresent();
            return rued ? new Act(GIVE_UP) : new Rest(until, Wait.KEEPING_OLD);
        }
        return new Act(DROP_OLD);
    }

    private Move toTheUsers() {
        boolean last = progress.done(Entry.LiveChanged.class) || progress.done(Entry.Shifted.class);
        return (last ? Optional.<Stride>empty() : Stride.of(progress.journal()))
                .flatMap(this::stepping)
                .orElseGet(this::atLast);
    }

    /** A part of the users can be led back at any time, so a wish to stop is heeded until the last step; empty where that is due. */
    private Optional<Move> stepping(Stride stride) {
        boolean rued = progress.asked(Request.ABORT).isPresent()
                || progress.asked(Request.ROLL_BACK).isPresent();
        if (rued) {
            return Optional.of(new Act(GIVE_UP));
        }
        if (!progress.done(Entry.Scaled.class)) {
            return Optional.of(new Act(SCALE));
        }
        if (stride.isDone()) {
            boolean first = stride.newest().isEmpty();
            return stride.next() == 100
                    ? Optional.empty()
                    : Optional.of(first ? new Act(STEP) : afterSettling(Entry.Stepped.class, STEP));
        }
        return Optional.of(stride.looks().isEmpty() ? afterSettling(Entry.Stepped.class, WATCH) : watching(stride));
    }

    private Move watching(Stride stride) {
        if (stride.isInVain()) {
            return new Act(GIVE_UP);
        }
        Instant due = stride.due();
        return now.isBefore(due) ? new Rest(due, Wait.STEP) : new Act(WATCH);
    }

    private Move atLast() {
        if (progress.clones()) {
            return new Act(progress.done(Entry.LiveChanged.class) ? VERIFY : CHANGE_LIVE);
        }
        Class<? extends Entry> first = progress.experiment().knative() ? Entry.LiveChanged.class : Entry.Scaled.class;
        if (!progress.done(first)) {
            return new Act(progress.experiment().knative() ? CHANGE_LIVE : SCALE);
        }
        return progress.done(Entry.Shifted.class) ? afterSettling(Entry.Shifted.class, VERIFY) : new Act(SHIFT);
    }

    private Move back() {
        if (!progress.done(Entry.Planned.class) || untouched()) {
            return new Act(progress.done(Entry.Released.class) ? FINISH : RELEASE);
        }
        if (!progress.done(Entry.Unmirrored.class)) {
            return new Act(UNMIRROR);
        }
        boolean promoted = progress.done(Entry.Committed.class) && !progress.done(Entry.TakenBack.class);
        return promoted ? new Act(TAKE_BACK) : cleaning();
    }

    /** Whether the user's own mirror was only watched. */
    private boolean untouched() {
        return !progress.experiment().touches();
    }

    private Move cleaning() {
        if (!progress.done(Entry.DarkRemoved.class)) {
            boolean back = progress.done(Entry.TakenBack.class);
            boolean led = progress.done(Entry.LedBack.class);
            return afterSettling(
                    back ? Entry.TakenBack.class : led ? Entry.LedBack.class : Entry.Unmirrored.class, REMOVE_DARK);
        }
        if (!progress.done(Entry.Unpinned.class)) {
            return new Act(UNPIN);
        }
        if (!progress.done(Entry.Cleared.class)) {
            return afterSettling(Entry.Unpinned.class, CLEAR);
        }
        return new Act(progress.done(Entry.Released.class) ? FINISH : RELEASE);
    }

    private Move afterSettling(Class<? extends Entry> change, Deed deed) {
        return progress.settled(change, now) ? new Act(deed) : new Rest(progress.settlesAt(change), Wait.SETTLING);
    }
}
