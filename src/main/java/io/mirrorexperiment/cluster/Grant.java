package io.mirrorexperiment.cluster;

import io.mirrorexperiment.manifest.Address;
import java.time.Instant;
import java.util.Optional;

/** The answer to a claim: all of it, or nothing. */
public sealed interface Grant {
    /**
     * Every target is ours.
     *
     * @param claim as it was asked for
     */
    record Granted(Claim claim) implements Grant {}

    /**
     * A target is another's; nothing is ours that was not before.
     *
     * @param target the first such target
     * @param holder who holds it
     * @param run the holder's run id; the holder again if the lease does not say
     * @param since when the holder took it
     * @param deadline the worst-case end of the holder's run, if the lease says
     */
    record Held(Address target, String holder, String run, Instant since, Optional<Instant> deadline)
            implements Grant {}
}
