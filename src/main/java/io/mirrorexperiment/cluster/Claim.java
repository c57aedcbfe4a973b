package io.mirrorexperiment.cluster;

import io.mirrorexperiment.manifest.Address;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a run wants for itself alone, and until when.
 *
 * @param targets the objects that the run touches; at least one
 * @param holder names the run and a token that is unique to it, so that a run that resumes elsewhere is the same holder
 * @param run the run's id, for people
 * @param generation counts the claims on the targets, from 1; see {@link Claims#nextGeneration}
 * @param deadline the worst-case end of the run
 * @param notes small texts kept with the claim, such as the originals of our fields
 */
public record Claim(
        List<Address> targets,
        String holder,
        String run,
        long generation,
        Instant deadline,
        Map<String, String> notes) {
    /** Copies and checks. */
    public Claim {
        targets = List.copyOf(targets);
        notes = Map.copyOf(notes);
        if (targets.isEmpty() || holder.isBlank() || run.isBlank() || generation < 1) {
            throw new IllegalArgumentException(
                    "a claim needs a target, a holder, a run and a generation from 1, but run '" + run + "' has "
                            + targets.size() + " targets, holder '" + holder + "' and generation " + generation);
        }
    }
}
