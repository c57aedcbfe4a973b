package io.mirrorexperiment.traffic.scenario;

import java.time.Duration;

/** Lengths of time that a proxy can keep. */
final class Times {
    private Times() {}

    static void check(String what, Duration time) {
        if (time.compareTo(Duration.ofMillis(1)) < 0 || time.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException(what + " is a whole number of milliseconds, and at least one");
        }
    }
}
