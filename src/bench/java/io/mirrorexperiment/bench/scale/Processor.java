package io.mirrorexperiment.bench.scale;

import java.time.Duration;
import java.util.Locale;

/** The processor time of a process since it was looked at last. */
final class Processor {
    private final String name;
    private final ProcessHandle process;
    private Duration before = Duration.ZERO;

    Processor(String name, ProcessHandle process) {
        this.name = name;
        this.process = process;
    }

    void begin() {
        before = taken();
    }

    String since(int looks) {
        double millis = (double) taken().minus(before).toMillis();
        return String.format(
                Locale.ROOT, "processor of %s: %.1f s, %.2f ms a look", name, millis / 1e3, millis / looks);
    }

    private Duration taken() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
