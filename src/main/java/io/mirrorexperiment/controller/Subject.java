package io.mirrorexperiment.controller;

import io.mirrorexperiment.journal.Journal;
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

    /**
     * What of the object makes another run of it once it changes: the object's generation, unless objects of this kind change for other
     * reasons while their run goes on. Whatever {@link #asked} would say matters only to a run that is not begun yet.
     */
    default long edition(Manifest object) {
        return object.number("metadata", "generation").orElse(0L);
    }

    /** A wish for its run that the object itself utters, now or from a later time on; said once, when it is due. */
    default Optional<Wish> wish(Manifest object, Journal run) {
        return Optional.empty();
    }

    /**
     * Whether a run that has ended was one try only, after which the object asks for the next. The same for one ended run however often it is
     * asked, before and after its end was told in the object's status.
     */
    default boolean again(Manifest object, Journal ended) {
        return false;
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
