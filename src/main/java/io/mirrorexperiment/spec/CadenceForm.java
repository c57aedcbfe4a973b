package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Cadence;
import java.time.Duration;

/**
 * When to look.
 *
 * @param shortestInterval between looks
 */
record CadenceForm(Duration shortestInterval) {
    Cadence read(Section spec) {
        Section duration = spec.section("duration", "interval", "iterations", "warmUp");
        Duration interval =
                duration.read("interval", Durations.within(shortestInterval), Duration.ofSeconds(10), "10s");
        int iterations = duration.read("iterations", Numbers.whole(1, Cadence.MOST_ITERATIONS), 60, "60");
        int warmUp = duration.read("warmUp", Numbers.whole(0, 1_000_000), 3, "3");
        Cadence cadence = new Cadence(interval, iterations, warmUp);
        if (cadence.length().compareTo(Cadence.LONGEST) > 0) {
            duration.wrong(
                    "is " + Durations.words(cadence.length()) + " in all, interval × (warmUp + iterations); at most "
                            + Durations.words(Cadence.LONGEST) + " are possible");
        }
        return cadence;
    }
}
