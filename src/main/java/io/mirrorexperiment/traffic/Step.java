package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Change;
import java.util.List;

/** What is to be done to bring the routes from what they are to what they shall be. */
public sealed interface Step {
    /**
     * These changes, in this order; none where all is as it shall be.
     *
     * @param changes each for itself compare-and-set; an update of what an earlier one creates is for when that has been read back
     */
    record Changes(List<Change> changes) implements Step {
        /** Copies. */
        public Changes {
            changes = List.copyOf(changes);
        }
    }

    /**
     * Nothing may be done: the route has been closed to this generation, or has changed so that the step has no meaning.
     *
     * @param because what was found, where
     */
    record Barred(String because) implements Step {}
}
