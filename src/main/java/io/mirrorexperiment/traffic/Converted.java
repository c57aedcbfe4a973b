package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import java.util.List;

/**
 * What old rules become today.
 *
 * @param objects in the order in which they are to be applied: a DestinationRule goes before the VirtualService that names its subsets
 * @param lost what could not be carried over, or means something else today; one sentence each
 * @param notes what was added or respelt so that it means the same; one sentence each
 */
public record Converted(List<Manifest> objects, List<String> lost, List<String> notes) {
    /** Copies. */
    public Converted {
        objects = List.copyOf(objects);
        lost = List.copyOf(lost);
        notes = List.copyOf(notes);
    }
}
