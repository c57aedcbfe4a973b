package io.mirrorexperiment.bench;

import io.mirrorexperiment.conformance.Seen;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * How Flagger decides (pkg/controller/scheduler.go): each interval's own error rate must be within the limit. One that is not, or has no
 * request, is a failed check and no progress; failed checks are never forgotten.
 *
 * @param threshold failed checks that roll back; the default is 1, its examples have 5 and 10
 */
record FlaggerModel(int threshold) implements GateRule {
    @Override
    public String words() {
        return "Flagger, threshold " + threshold;
    }

    @Override
    public Ending judge(Course course, double share, SplittableRandom chance) {
        Supplier<Seen> traffic =
                Version.called((double) course.rate() * Course.INTERVAL, share).run(chance);
        int good = 0;
        int failed = 0;
        while (good < course.intervals() && failed < threshold) {
            if (Windows.within(traffic.get(), LIMIT)) {
                good++;
            } else {
                failed++;
            }
        }
        int seconds = (good + failed) * Course.INTERVAL;
        return failed < threshold ? Ending.promoted(seconds) : Ending.rolledBack(seconds);
    }
}
