package io.mirrorexperiment.sandbox.mesh;

import io.mirrorexperiment.real.Patiently;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something that real parts do in their own time. */
final class Waiting {
    private Waiting() {}

    /** Until it is so; at most two minutes. */
    static void until(BooleanSupplier condition) {
        Patiently.until("the condition", Duration.ofMinutes(2), condition);
    }
}
