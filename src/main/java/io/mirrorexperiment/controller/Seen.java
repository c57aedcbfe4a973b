package io.mirrorexperiment.controller;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Manifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the metadata of an object say, as far as they matter: pure.
 *
 * @param address its address
 * @param apiVersion as it was shown
 * @param uid its uid
 * @param generation counts changes of its spec
 * @param leaving since when somebody wants it deleted
 * @param guarded whether it stays until we let it go
 * @param mark of its newest run
 */
record Seen(
        Address address,
        String apiVersion,
        String uid,
        long generation,
        Optional<Instant> leaving,
        boolean guarded,
        Optional<Mark> mark) {
    /** The finalizer. */
    static final String GUARD = "mirror-experiment.io/clean-up";

    static Seen of(Manifest object) {
        return new Seen(
                object.address(),
                object.text("apiVersion").orElse(""),
                object.uid(),
                object.number("metadata", "generation").orElse(0L),
                object.text("metadata", "deletionTimestamp").map(Instant::parse),
                finalizers(object).contains(GUARD),
                Mark.of(object));
    }

    /** The run that is not over yet, as far as the object knows. */
    Optional<Mark> open() {
        return mark.filter(newest -> !newest.ended());
    }

    /** Whether the object was changed since it was looked at for its newest run. */
    boolean isChanged() {
        return mark.filter(newest -> newest.generation() == generation).isEmpty();
    }

    static Manifest guarded(Manifest object) {
        List<Object> all = finalizers(object);
        if (!all.contains(GUARD)) {
            all.add(GUARD);
        }
        return object.with(all, "metadata", "finalizers");
    }

    static Manifest letGo(Manifest object) {
        List<Object> others = finalizers(object);
        others.remove(GUARD);
        return others.isEmpty()
                ? object.without("metadata", "finalizers")
                : object.with(others, "metadata", "finalizers");
    }

    private static List<Object> finalizers(Manifest object) {
        return object.at("metadata", "finalizers")
                .filter(List.class::isInstance)
                .map(list -> new ArrayList<Object>((List<?>) list))
                .orElseGet(ArrayList::new);
    }
}
