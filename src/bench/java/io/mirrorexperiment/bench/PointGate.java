package io.mirrorexperiment.bench;

import io.mirrorexperiment.conformance.Moment;
import io.mirrorexperiment.conformance.PointRule;
import io.mirrorexperiment.conformance.Sample;
import io.mirrorexperiment.conformance.Seen;
import io.mirrorexperiment.experiment.Ledger;
import java.util.SplittableRandom;

/** The product's {@code rule: point}, which is Iter8's: the error rate of the whole run, at its last look. */
record PointGate() implements GateRule {
    private static final PointRule RULE = new PointRule(false);

    @Override
    public String words() {
        return "point rule (ours, Iter8's)";
    }

    @Override
    public Ending judge(Course course, double share, SplittableRandom chance) {
        Seen all = Version.called((double) course.rate() * course.seconds(), share)
                .run(chance)
                .get();
        var weighed = RULE.weigh(Bound.errors(LIMIT).objectives(), new Sample(all, all, Ledger.EMPTY));
        Moment end = new Moment(course.intervals(), all.requests() > 0, true, true);
        return new Ending(RULE.judge(weighed.assessments(), end).verdict(), course.seconds());
    }
}
