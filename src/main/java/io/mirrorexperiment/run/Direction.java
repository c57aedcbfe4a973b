package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Entry.Request;
import io.mirrorexperiment.journal.Waiting;
import java.time.Instant;
import java.util.Optional;

/** Where a run is heading: pure, from the journal and the time. */
enum Direction {
    /** Towards a verdict. */
    AHEAD,
    /** A conforming version waits for a person's word. */
    WAITING,
    /** An inconclusive one does. */
    HOLDING,
    /** Towards the users. */
    PROMOTING,
    /** To how it was before. */
    BACK;

    static Direction of(Progress progress, Instant now) {
        if (progress.done(Entry.Committed.class)) {
            return committed(progress);
        }
        if (progress.asked(Request.ABORT).isPresent()
                || progress.asked(Request.ROLL_BACK).isPresent()) {
            return BACK;
        }
        return progress.judged().map(judged -> judged(judged, progress, now)).orElse(AHEAD);
    }

    /** Past the point of no return only a regretted promotion leads back. */
    private static Direction committed(Progress progress) {
        return progress.done(Entry.Regretted.class) ? BACK : PROMOTING;
    }

    /** Whether giving up leads to cleaning up, rather than to calling a person. */
    boolean canTurnBack(Progress progress) {
        boolean unverified = progress.done(Entry.Unmirrored.class) && !progress.done(Entry.Verified.class);
        return this == AHEAD || (this == PROMOTING && (unverified || !progress.done(Entry.Committed.class)));
    }

    private static Direction judged(Entry.Judged judged, Progress progress, Instant now) {
        return switch (judged.verdict()) {
            case CONFORMS -> conforming(progress, now);
            case INCONCLUSIVE -> inconclusive(judged, progress, now);
            case VIOLATES, UNDECIDED -> BACK;
        };
    }

    private static Direction conforming(Progress progress, Instant now) {
        if (progress.experiment().prints()) {
            return BACK;
        }
        return switch (progress.experiment().promotion().mode()) {
            case AUTO -> PROMOTING;
            case NONE -> BACK;
            case MANUAL -> answered(progress, Waiting.of(progress.journal(), Entry.Awaited.class), now, WAITING);
        };
    }

    private static Direction inconclusive(Entry.Judged judged, Progress progress, Instant now) {
        boolean holds = progress.experiment().onInconclusive().hold()
                && progress.done(Entry.Mirrored.class)
                && judged.cause() != Cause.EXPIRED;
        return holds ? answered(progress, Waiting.of(progress.journal(), Entry.Held.class), now, HOLDING) : BACK;
    }

    private static Direction answered(Progress progress, Optional<Waiting> waiting, Instant now, Direction unanswered) {
        if (waiting.isPresent() && progress.promotedByHand().isPresent()) {
            return progress.experiment().prints() ? BACK : PROMOTING;
        }
        return waiting.filter(wait -> !now.isBefore(wait.until())).isPresent() ? BACK : unanswered;
    }
}
