package io.mirrorexperiment.spec;

import io.mirrorexperiment.spec.iter8.Goal;
import io.mirrorexperiment.spec.iter8.ObservedExperiment;
import io.mirrorexperiment.spec.iter8.Reward;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An Experiment object of Iter8's as it was seen: what is not there is no mistake, what is there and of another kind is one. */
final class ObservedForm implements Form<ObservedExperiment> {
    @Override
    public Optional<ObservedExperiment> read(Field object) {
        Section top = Section.lenient(object);
        Section metadata = top.lenient("metadata");
        Section spec = top.lenient("spec");
        Section strategy = spec.lenient("strategy");
        Section criteria = spec.lenient("criteria");
        return Optional.of(new ObservedExperiment(
                text(metadata, "name"),
                text(metadata, "namespace"),
                text(spec, "target"),
                text(strategy, "testingPattern"),
                strategy.read("deploymentPattern", Field::verbatim),
                versions(spec),
                Iter8Words.each(criteria, "objectives", ObservedForm::goal),
                Iter8Words.each(criteria, "rewards", ObservedForm::reward),
                ObservedStatusForm.read(top.lenient("status"))));
    }

    static String text(Section section, String word) {
        return section.read(word, Field::verbatim).orElse("");
    }

    private static List<String> versions(Section spec) {
        if (!spec.has("versionInfo")) {
            return List.of();
        }
        Section info = spec.lenient("versionInfo");
        List<String> names = new ArrayList<>();
        names.add(text(info.lenient("baseline"), "name"));
        names.addAll(Iter8Words.each(info, "candidates", each -> Optional.of(text(Section.lenient(each), "name"))));
        return names;
    }

    private static Optional<Goal> goal(Field field) {
        Section goal = Section.lenient(field);
        return Optional.of(new Goal(
                text(goal, "metric"),
                goal.read("lowerLimit", Quantities::read),
                goal.read("upperLimit", Quantities::read)));
    }

    private static Optional<Reward> reward(Field field) {
        Section reward = Section.lenient(field);
        return Optional.of(new Reward(
                text(reward, "metric"),
                reward.need(
                        "preferredDirection",
                        Iter8Words.DIRECTION,
                        Reward.Direction.LOW,
                        "say which values are better: High or Low")));
    }
}
