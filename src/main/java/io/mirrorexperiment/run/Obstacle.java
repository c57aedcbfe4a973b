package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Grant;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.workload.Found;
import java.io.Serial;

/** Ends a draft where it stands; {@link Drafting} turns it into {@link Draft.Impossible}, nobody else sees it. */
final class Obstacle extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final Cause cause;
    private final String because;

    Obstacle(Cause cause, String because) {
        super(because, null, false, false);
        this.cause = cause;
        this.because = because;
    }

    static Obstacle impossible(String because) {
        return new Obstacle(Cause.NOT_POSSIBLE, because);
    }

    /** What was found, or the reason why it was not. */
    static <T> T there(Found<T> found) {
        if (found instanceof Found.There<T> there) {
            return there.value();
        }
        throw impossible(DarkManifests.because(found));
    }

    /** Who holds a target, and how to go on. */
    static Obstacle claimed(Grant.Held held) {
        String until =
                held.deadline().map(end -> ", until " + end + " at the latest").orElse("");
        return new Obstacle(
                Cause.CLAIMED,
                held.target().words() + " is claimed by run " + held.run() + " (" + held.holder() + ") since "
                        + held.since() + until + "; wait for it, or end it with `mirror-experiment abort " + held.run()
                        + "`, or if nobody runs it any more with `mirror-experiment restore " + held.run() + "`");
    }

    String because() {
        return because;
    }

    Draft.Impossible draft() {
        return new Draft.Impossible(cause, because);
    }
}
