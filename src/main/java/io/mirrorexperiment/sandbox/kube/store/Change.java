package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One change of one object. The trees are never changed again and must not be by readers.
 *
 * @param version the resourceVersion that the change made
 * @param before the object before, unless it was created
 * @param after the object after; for a deletion as it was last, with the deletion's resourceVersion
 * @param deleted whether it is gone now
 */
public record Change(long version, Kind kind, Optional<ObjectNode> before, ObjectNode after, boolean deleted) {

    /** ADDED, MODIFIED or DELETED. */
    public String type() {
        if (deleted) {
            return "DELETED";
        }
        return before.isEmpty() ? "ADDED" : "MODIFIED";
    }
}
