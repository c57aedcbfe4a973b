package io.mirrorexperiment.conformance;

import io.mirrorexperiment.real.Patiently;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for things that take their time, so long and no longer. */
final class Patience {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Patience() {}

    static void await(BooleanSupplier condition, String what) {
        Patiently.until(what, PATIENCE, condition);
    }
}
