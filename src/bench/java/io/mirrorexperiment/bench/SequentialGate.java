package io.mirrorexperiment.bench;

import io.mirrorexperiment.conformance.Promise;
import io.mirrorexperiment.conformance.Seen;
import io.mirrorexperiment.experiment.Verdict;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** The product's default: its sequential rule, looking as soon as a second and a hundred requests have passed; no soak, no warm-up. */
record SequentialGate() implements GateRule {
    @Override
    public String words() {
        return "sequential rule (ours)";
    }

    @Override
    public Ending judge(Course course, double share, SplittableRandom chance) {
        int pace = Math.max(1, Math.min(Course.INTERVAL, 100 / course.rate()));
        Supplier<Seen> traffic =
                Version.called((double) course.rate() * pace, share).run(chance);
        RuleLane rule = new RuleLane(Promise.USUAL, Bound.errors(LIMIT).objectives(), false);
        for (int second = pace; ; second += pace) {
            Seen step = traffic.get();
            rule.look(step);
            Verdict verdict = rule.verdict(step.requests() > 0, second >= course.seconds());
            if (verdict != Verdict.UNDECIDED) {
                return new Ending(verdict, second);
            }
        }
    }
}
