package io.mirrorexperiment.controller;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import io.mirrorexperiment.spec.Iter8MetricObjects.Found;
import io.mirrorexperiment.spec.Iter8Reader;
import io.mirrorexperiment.spec.Iter8Result;
import io.mirrorexperiment.spec.Mistake;
import io.mirrorexperiment.spec.SpecFiles;
import io.mirrorexperiment.spec.SpecReader;
import io.mirrorexperiment.spec.SpecResult;
import io.mirrorexperiment.spec.iter8.Iter8Metric;
import io.mirrorexperiment.spec.iter8.Iter8Objects;
import io.mirrorexperiment.spec.iter8.Iter8Spec;
import io.mirrorexperiment.spec.iter8.MetricName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads an Experiment object of Iter8's with the Metric objects of the cluster that its objectives name, those of Iter8's catalogues, too:
 * they tell which Prometheus the cluster has.
 *
 * @param object the experiment
 * @param beside finds the metrics
 */
record Iter8Asking(Manifest object, Beside beside) {
    /** Iter8's metrics. */
    static final Kind METRIC = new Kind("iter8.tools", "Metric");

    /** An annotation: fields of our own kind's spec that are set on top, one {@code path=value} a line. */
    static final String SET = "mirror-experiment.io/set";

    /** Whoever may write in one namespace has a controller read Secrets of another for him otherwise. */
    private static final String ELSEWHERE =
            "in another namespace than the experiment, whose rights and Secrets end at its own; apply the experiment to that of the target";

    private static final String FIELD = "metadata.annotations[" + SET + "]";

    Asked asked() {
        byte[] text = Iter8Experiments.text(object);
        List<Mistake> mistakes = new ArrayList<>(misplaced());
        List<Iter8Metric> metrics = new ArrayList<>();
        if (new Iter8Reader(object.namespace()).spec(text) instanceof Iter8Result.Valid<Iter8Spec> valid) {
            valid.value().experiment().criteria().objectives().stream()
                    .map(objective -> objective.metric().in(object.namespace()))
                    .distinct()
                    .forEach(name -> find(name).ifPresent(found -> read(name, found, metrics, mistakes)));
        }
        SpecResult result = new SpecReader(SpecFiles.none())
                .inNamespace(object.namespace())
                .findingMetrics(metrics, (namespace, name) -> new Found.Missing("the cluster has no Metric of that name"))
                .read(text, overrides());
        if (result instanceof SpecResult.Invalid invalid) {
            mistakes.addAll(invalid.mistakes());
        }
        if (result instanceof SpecResult.Valid valid
                && !valid.experiment().namespace().equals(object.namespace())) {
            mistakes.add(new Mistake("spec.target", 0, 0, "is " + ELSEWHERE));
        }
        return mistakes.isEmpty() ? run((SpecResult.Valid) result) : wrong(mistakes);
    }

    private Asked run(SpecResult.Valid valid) {
        return new Asked.Run(valid.experiment(), object.text("spec", "target").orElseThrow(), valid.defaults());
    }

    /** Lines and columns are of a text that nobody has written. */
    private static Asked wrong(List<Mistake> mistakes) {
        return new Asked.Wrong(mistakes.stream()
                .map(mistake -> new Mistake(mistake.path(), 0, 0, mistake.message()))
                .toList());
    }

    private List<String> overrides() {
        return object.annotation(SET).stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** The object itself says what is judged, and where. */
    private List<Mistake> misplaced() {
        return overrides().stream()
                .filter(line -> !line.startsWith("spec.") || line.startsWith("spec.objectives"))
                .map(line -> new Mistake(
                        FIELD,
                        0,
                        0,
                        "sets " + line.split("=", 2)[0]
                                + "; only fields of spec are set here, and objectives are those of spec.criteria"))
                .toList();
    }

    private Optional<Manifest> find(MetricName full) {
        return beside.find(new Address(METRIC, full.namespace().orElseThrow(), full.name()));
    }

    private void read(MetricName full, Manifest found, List<Iter8Metric> metrics, List<Mistake> mistakes) {
        byte[] text = ManifestText.write(found.asAuthored().tree()).getBytes(StandardCharsets.UTF_8);
        Iter8Result<Iter8Objects> result = new Iter8Reader(object.namespace()).objects(text);
        if (result instanceof Iter8Result.Valid<Iter8Objects> valid) {
            metrics.addAll(valid.value().metrics());
            return;
        }
        ((Iter8Result.Invalid<Iter8Objects>) result)
                .mistakes()
                .forEach(each -> mistakes.add(
                        new Mistake("Metric " + full, 0, 0, each.path() + ": " + each.message())));
    }
}
