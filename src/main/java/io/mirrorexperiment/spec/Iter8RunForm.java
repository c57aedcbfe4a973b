package io.mirrorexperiment.spec;

import io.mirrorexperiment.spec.iter8.Iter8Experiment;
import io.mirrorexperiment.spec.iter8.Iter8Experiment.Versions;
import io.mirrorexperiment.spec.iter8.Iter8Metric;
import io.mirrorexperiment.spec.iter8.Iter8Objective;
import io.mirrorexperiment.spec.iter8.Iter8Spec;
import io.mirrorexperiment.spec.iter8.Iter8Version;
import io.mirrorexperiment.spec.iter8.Strategy.TestingPattern;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What of an Iter8 experiment a run can follow, and what it refuses: it never passes over anything silently.
 *
 * @param experiment as it was read
 * @param metrics beside it
 */
record Iter8RunForm(Iter8Experiment experiment, List<Iter8Metric> metrics) implements Form<Iter8Spec> {
    private static final String OTHER_PATTERN =
            ", which shifts live traffic between versions; a run tries one dark version"
                    + " beside the live one: write Conformance, and the dark version as versionInfo.baseline (describe shows"
                    + " experiments of every pattern)";

    @Override
    public Optional<Iter8Spec> read(Field object) {
        Section top = Section.anyWords(object);
        if (top.has("status")) {
            object.notes().byDefault(top.pathOf("status"), "is what has been; a run begins anew");
        }
        Section spec = top.peek("spec");
        Section strategy = spec.peek("strategy");
        if (experiment.strategy().testing() != TestingPattern.CONFORMANCE) {
            strategy.refuse(
                    "testingPattern", "is " + experiment.strategy().testing().word() + OTHER_PATTERN);
        }
        Optional<Iter8Version> version = experiment.versions().map(Versions::baseline);
        if (version.isEmpty()) {
            spec.missing("versionInfo", "name the dark version as its baseline");
        }
        objectives(spec.peek("criteria"));
        Iter8ActionsForm.Asked asked = new Iter8ActionsForm(experiment).read(strategy.peek("actions"));
        return version.filter(ignored -> object.notes().clean())
                .map(dark -> new Iter8Spec(experiment, dark, asked.start(), asked.told(), metrics));
    }

    private void objectives(Section criteria) {
        List<Iter8Objective> objectives = experiment.criteria().objectives();
        if (objectives.isEmpty()) {
            criteria.notes()
                    .byDefault(
                            criteria.pathOf("objectives"),
                            "there are none, so nothing can be shown and the verdict is inconclusive; Iter8 finds a winner without any evidence");
        }
        List<Field> fields = criteria.read("objectives", Field::items).orElse(List.of());
        for (int i = 0; i < Math.min(fields.size(), objectives.size()); i++) {
            limits(fields.get(i), objectives.get(i));
        }
    }

    private void limits(Field field, Iter8Objective objective) {
        Optional<BigDecimal> lower = objective.lowerLimit();
        Optional<BigDecimal> upper = objective.upperLimit();
        if (lower.isEmpty() && upper.isEmpty()) {
            field.wrong(
                    "has no limit, so that any value satisfies it; write upperLimit or lowerLimit, or list the metric"
                            + " under indicators");
        } else if (lower.isPresent() && upper.isPresent() && lower.get().compareTo(upper.get()) > 0) {
            field.wrong("has a lowerLimit over its upperLimit, so that no value satisfies it");
        }
        if (objective.metric().namespace().isEmpty()) {
            field.notes()
                    .byDefault(
                            field.path() + ".metric",
                            objective.metric() + " is taken for "
                                    + objective.metric().in(experiment.namespace())
                                    + "; newer versions of Iter8 never find a metric without its namespace");
        }
    }
}
