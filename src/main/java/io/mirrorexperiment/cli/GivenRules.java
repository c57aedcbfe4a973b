package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import io.mirrorexperiment.spec.SpecResult;
import io.mirrorexperiment.traffic.Converted;
import io.mirrorexperiment.traffic.OldRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rules of Istio 0.x that are the route of an experiment: they are converted first, and nothing of them may be lost.
 *
 * @param converted what they are today; empty where none are given
 */
record GivenRules(Optional<Converted> converted) {
    /**
     * Reads them.
     *
     * @throws Refusal with every mistake, or with what would be lost
     */
    static GivenRules read(List<String> files, Function<String, byte[]> texts) {
        if (files.isEmpty()) {
            return new GivenRules(Optional.empty());
        }
        Converted converted = OldRules.converted(OldRuleFiles.read(files, texts).rules(), Optional.empty());
        if (!converted.lost().isEmpty()) {
            throw Refusal.usage(String.join("\n", converted.lost()) + "\n"
                    + ConvertCommand.counted(converted.lost().size())
                    + " of the rules would be lost; apply what `mirror-experiment convert` makes of them, once it suits you, and"
                    + " leave them out here. Nothing was touched.");
        }
        return new GivenRules(Optional.of(converted));
    }

    /** The experiment with its route. */
    SpecResult.Valid routed(SpecResult.Valid valid) {
        return converted.map(route -> routed(valid, route)).orElse(valid);
    }

    private static SpecResult.Valid routed(SpecResult.Valid valid, Converted route) {
        Experiment experiment = valid.experiment();
        if (experiment.knative() || experiment.adopted()) {
            throw Refusal.usage(
                    "a rule of Istio 0.x is the route of an experiment whose mirror the run opens, between versions of a"
                            + " Deployment; " + experiment.name() + " has "
                            + (experiment.knative() ? "revisions" : "a mirror of its own (via: existing)")
                            + ". Nothing was touched.");
        }
        String text = route.objects().stream()
                .map(object -> ManifestText.write(placed(object, experiment).tree()))
                .collect(Collectors.joining("---\n"));
        List<String> told = new ArrayList<>(valid.defaults());
        Stream.concat(Stream.of("the route is made after rules of Istio 0.x, converted"), route.notes().stream())
                .forEach(told::add);
        return new SpecResult.Valid(experiment.with(experiment.mirror().along(text)), told);
    }

    private static Manifest placed(Manifest object, Experiment experiment) {
        return object.namespace().isEmpty() ? object.with(experiment.namespace(), "metadata", "namespace") : object;
    }
}
