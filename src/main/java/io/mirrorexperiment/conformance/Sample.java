package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Ledger;
import java.util.Map;

/**
 * What a rule rests on at a look.
 *
 * @param total since the end of warm-up
 * @param step since the look before, part of the total
 * @param before what the rule remembered then
 * @param queried what queried metrics came to, by their names
 */
public record Sample(Seen total, Seen step, Ledger before, Map<String, Queried> queried) {
    /** Copies. */
    public Sample {
        queried = Map.copyOf(queried);
    }

    /** Where nothing is queried. */
    public Sample(Seen total, Seen step, Ledger before) {
        this(total, step, before, Map.of());
    }
}
