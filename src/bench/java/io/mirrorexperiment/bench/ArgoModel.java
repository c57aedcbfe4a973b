package io.mirrorexperiment.bench;

import io.mirrorexperiment.conformance.Seen;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * How an AnalysisRun of Argo Rollouts decides (analysis/analysis.go): each measurement is that interval's own error rate. More failed ones
 * than the limit of failures end it; when {@code count} measurements are made it is successful.
 *
 * @param failureLimit the default is 0, its documentation has 3
 */
record ArgoModel(int failureLimit) implements GateRule {
    @Override
    public String words() {
        return "Argo Rollouts, failureLimit " + failureLimit;
    }

    @Override
    public Ending judge(Course course, double share, SplittableRandom chance) {
        Supplier<Seen> traffic =
                Version.called((double) course.rate() * Course.INTERVAL, share).run(chance);
        int failed = 0;
        for (int measured = 1; measured <= course.intervals(); measured++) {
            failed += Windows.within(traffic.get(), LIMIT) ? 0 : 1;
            if (failed > failureLimit) {
                return Ending.rolledBack(measured * Course.INTERVAL);
            }
        }
        return Ending.promoted(course.seconds());
    }
}
