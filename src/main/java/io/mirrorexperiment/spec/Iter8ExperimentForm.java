package io.mirrorexperiment.spec;

import io.mirrorexperiment.spec.iter8.Iter8Experiment;
import io.mirrorexperiment.spec.iter8.Iter8Experiment.Criteria;
import io.mirrorexperiment.spec.iter8.Iter8Experiment.Duration;
import io.mirrorexperiment.spec.iter8.Iter8Objective;
import io.mirrorexperiment.spec.iter8.MetricName;
import io.mirrorexperiment.spec.iter8.Reward;
import io.mirrorexperiment.spec.iter8.Strategy;
import io.mirrorexperiment.spec.iter8.Strategy.DeploymentPattern;
import io.mirrorexperiment.spec.iter8.Strategy.TestingPattern;
import java.util.Optional;

/**
 * An Experiment object of Iter8's, as its schema and its controller have it.
 *
 * @param namespace holds where the object has none
 */
record Iter8ExperimentForm(String namespace) implements Form<Iter8Experiment> {
    private static final Form<Integer> COUNT = Numbers.whole(1, 999_999_999);
    private static final int INTERVAL = 20;
    private static final int ITERATIONS = 15;
    private static final MetricName UNNAMED = MetricName.of("unnamed");

    @Override
    public Optional<Iter8Experiment> read(Field object) {
        Section top = Section.pruned(object, "apiVersion", "kind", "metadata", "spec", "status");
        Section metadata = top.lenient("metadata");
        String name = metadata.need("name", Text.OBJECT_NAME, "unnamed", "name the experiment");
        String where = metadata.read("namespace", Text.LABEL_NAME, namespace, namespace);
        if (!top.has("spec")) {
            top.missing("spec", "it says what to try and how");
            return Optional.empty();
        }
        return Optional.of(
                spec(where, name, top.pruned("spec", "target", "strategy", "criteria", "duration", "versionInfo")));
    }

    private static Iter8Experiment spec(String where, String name, Section spec) {
        String target = spec.need("target", Field::text, "nothing", "say what is tried, as in default/sample-app");
        Section how = spec.pruned("strategy", "testingPattern", "deploymentPattern", "actions", "weights");
        Optional<TestingPattern> testing = testing(spec, how);
        Strategy strategy = Iter8StrategyForm.read(how, testing.orElse(TestingPattern.CONFORMANCE));
        Section what = spec.pruned("criteria", "requestCount", "indicators", "objectives", "rewards", "strength");
        Criteria criteria = criteria(what, strategy.deployment());
        testing.ifPresent(pattern -> checkRewards(what, pattern));
        Duration duration = duration(spec.pruned("duration", "intervalSeconds", "iterationsPerLoop", "maxLoops"));
        return new Iter8Experiment(
                name, where, target, strategy, criteria, duration, Iter8VersionsForm.read(spec, testing));
    }

    private static Optional<TestingPattern> testing(Section spec, Section strategy) {
        if (!spec.has("strategy")) {
            spec.missing("strategy", "it says what is tested, as in {testingPattern: Conformance}");
        } else if (!strategy.has("testingPattern")) {
            strategy.missing("testingPattern", "say what is tested, as in testingPattern: Conformance");
        }
        return strategy.read("testingPattern", Iter8Words.TESTING);
    }

    private static Duration duration(Section duration) {
        return new Duration(
                duration.read("intervalSeconds", COUNT, INTERVAL, String.valueOf(INTERVAL)),
                duration.read("iterationsPerLoop", COUNT, ITERATIONS, String.valueOf(ITERATIONS)),
                duration.read("maxLoops", COUNT).orElse(1));
    }

    private static Criteria criteria(Section criteria, DeploymentPattern deployment) {
        if (criteria.has("strength")) {
            criteria.notes().byDefault(criteria.pathOf("strength"), "has no effect in Iter8, and none here");
        }
        return new Criteria(
                criteria.read("requestCount", Iter8Words::metric),
                Iter8Words.each(criteria, "indicators", Iter8Words::metric),
                Iter8Words.each(criteria, "objectives", each -> objective(each, deployment)),
                Iter8Words.each(criteria, "rewards", Iter8ExperimentForm::reward));
    }

    private static void checkRewards(Section criteria, TestingPattern testing) {
        boolean wanted = testing == TestingPattern.A_B || testing == TestingPattern.A_B_N;
        Iter8Words.count(criteria, "rewards")
                .filter(count -> count != (wanted ? 1 : 0))
                .ifPresent(count -> criteria.refuseOrMiss(
                        "rewards",
                        testing.word() + (wanted ? " needs exactly one, not " + count : " has none; remove them")));
    }

    private static Optional<Iter8Objective> objective(Field field, DeploymentPattern deployment) {
        Section entry = Section.pruned(field, "metric", "upperLimit", "lowerLimit", "rollback_on_failure");
        return Optional.of(new Iter8Objective(
                entry.need("metric", Iter8Words::metric, UNNAMED, "say what is measured"),
                entry.read("lowerLimit", Quantities::ofManifest),
                entry.read("upperLimit", Quantities::ofManifest),
                entry.read("rollback_on_failure", Field::truth).orElse(deployment == DeploymentPattern.BLUE_GREEN)));
    }

    private static Optional<Reward> reward(Field field) {
        Section entry = Section.pruned(field, "metric", "preferredDirection");
        MetricName metric = entry.need("metric", Iter8Words::metric, UNNAMED, "say what is rewarded");
        return Optional.of(new Reward(
                metric.toString(),
                entry.need(
                        "preferredDirection",
                        Iter8Words.DIRECTION,
                        Reward.Direction.HIGH,
                        "say which values are better: High or Low")));
    }
}
