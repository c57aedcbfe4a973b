package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Ledger;

/**
 * What a rule rests on at a look.
 *
 * @param total since the end of warm-up
 * @param step since the look before, part of the total
 * @param before what the rule remembered then
 */
public record Sample(Seen total, Seen step, Ledger before) {}
