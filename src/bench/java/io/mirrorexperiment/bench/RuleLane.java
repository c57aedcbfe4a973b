package io.mirrorexperiment.bench;

import io.mirrorexperiment.conformance.Moment;
import io.mirrorexperiment.conformance.Promise;
import io.mirrorexperiment.conformance.Sample;
import io.mirrorexperiment.conformance.Seen;
import io.mirrorexperiment.conformance.SequentialRule;
import io.mirrorexperiment.conformance.Weighed;
import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Ledger;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.experiment.Weight;
import io.mirrorexperiment.stats.Odds;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The product's own rule, as a run uses it. */
final class RuleLane implements Lane {
    private final SequentialRule rule;
    private final List<Objective> objectives;
    private Seen total = Seen.NOTHING;
    private Weighed weighed = new Weighed(List.of(), Ledger.EMPTY);

    RuleLane(Promise promise, List<Objective> objectives, boolean paired) {
        this.rule = new SequentialRule(promise, paired);
        this.objectives = objectives;
    }

    @Override
    public void look(Seen step) {
        total = total.plus(step);
        weighed = rule.weigh(objectives, new Sample(total, step, weighed.ledger()));
    }

    @Override
    public double promotion() {
        return weights(Weight::promotion).min().orElse(0);
    }

    @Override
    public double rollback() {
        return Odds.mean(weights(Weight::rollback).toArray());
    }

    private java.util.stream.DoubleStream weights(ToDoubleFunction<Weight> side) {
        return weighed.assessments().stream()
                .map(Assessment::evidence)
                .flatMap(evidence -> evidence.weight().stream())
                .mapToDouble(side);
    }

    /** What it says now, with no soak. */
    Verdict verdict(boolean news, boolean last) {
        Moment moment = new Moment(weighed.ledger().looks(), news, true, last);
        return rule.judge(weighed.assessments(), moment).verdict();
    }

    /** Requests judged so far. */
    long requests() {
        return total.requests();
    }
}
