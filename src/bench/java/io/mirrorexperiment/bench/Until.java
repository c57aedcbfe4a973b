package io.mirrorexperiment.bench;

import io.mirrorexperiment.conformance.Seen;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Counts requests until somebody has decided; what has no decision yet gets more. */
final class Until {
    private Until() {}

    static double decided(Version version, long seed, Lane lane) {
        return decided(version, seed, lane::look, () -> Decision.of(lane) != Decision.GO_ON);
    }

    /** The same seed gives the same traffic. */
    static double decided(Version version, long seed, Consumer<Seen> look, BooleanSupplier decided) {
        Supplier<Seen> traffic = version.run(new SplittableRandom(seed));
        long requests = 0;
        while (!decided.getAsBoolean()) {
            Seen step = traffic.get();
            requests += step.requests();
            look.accept(step);
        }
        return requests;
    }
}
