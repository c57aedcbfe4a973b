package io.mirrorexperiment.cli;

import io.mirrorexperiment.run.Conclusion;
import io.mirrorexperiment.run.Move;
import io.mirrorexperiment.run.Move.Wait;
import io.mirrorexperiment.run.Standing;
import java.util.Locale;

/** How far a process drives a run; others go on with it from its journal. A run that has ended, or is held, is driven no farther. */
enum Until {
    /** The dark version is ready, and the mirror waits for somebody's word. */
    READY(Wait.PAUSE),
    /** The version conforms, the mirror is shut, and the promotion waits for somebody's word. */
    JUDGED(Wait.ANSWER),
    /** There is nothing left to do. */
    END(Wait.HOLD);

    private final Wait wait;

    Until(Wait wait) {
        this.wait = wait;
    }

    boolean reachedBy(Standing standing) {
        boolean waits = standing.move() instanceof Move.Rest rest && rest.why() == wait;
        return waits || standing.finished() || Conclusion.of(standing.journal()).isPresent();
    }

    /** The word of the option. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
