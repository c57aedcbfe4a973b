package io.mirrorexperiment.controller;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of object that asks for a run. Pure: what an object asks for follows from the object, and its status from the object and from
 * where its run stands; one engine drives all kinds. Immutable and safe for threads.
 */
public interface Subject {
    /** The kind, as in a manifest. */
    Kind kind();

    /**
     * What the object asks for. Reads its spec; never its status.
     *
     * @param beside finds other objects that this one names
     * @throws io.mirrorexperiment.cluster.ClusterException if one of them cannot be read now; asked again later
     */
    Asked asked(Manifest object, Beside beside);

    /** A wish for its run that the object itself utters; said once, when it is first seen. */
    default Optional<Entry.Request> wish(Manifest object) {
        return Optional.empty();
    }

    /** When the object came, for the order of those that want the same target; ties are broken by address. */
    default Instant since(Manifest object) {
        return object.text("metadata", "creationTimestamp").map(Instant::parse).orElse(Instant.EPOCH);
    }

    /**
     * The whole status of the object, as it should be now. The same stand gives the same status, but for times of change, which stay as
     * the object has them for as long as nothing changes.
     *
     * @param object as it is, with its status of before
     * @param now for times of what has just changed
     */
    Map<String, Object> status(Manifest object, Stand stand, Instant now);
}
