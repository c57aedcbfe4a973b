package io.mirrorexperiment.spec;

import io.mirrorexperiment.spec.iter8.Iter8Experiment;
import io.mirrorexperiment.spec.iter8.Iter8Metric;
import io.mirrorexperiment.spec.iter8.Iter8Objects;
import io.mirrorexperiment.spec.iter8.Iter8Spec;
import io.mirrorexperiment.spec.iter8.MetricName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code iter8.tools/v2alpha2} Experiment and Metric objects as they are, by the rules of Iter8's schema and of its controller, or
 * tells every mistake at once. Fields that its schema does not know have no effect in a cluster; they are told as remarks. Objects of others
 * in the text are left out, which is told, too. Immutable; never throws on any text.
 */
public final class Iter8Reader {
    private final String namespace;

    /**
     * A reader.
     *
     * @param namespace holds where an object has none
     */
    public Iter8Reader(String namespace) {
        this.namespace = namespace;
    }

    /** All objects of Iter8's in a text, of whatever pattern. */
    public Iter8Result<Iter8Objects> objects(byte[] text) {
        Notes notes = new Notes();
        Iter8Documents documents = Iter8Documents.of(text, notes);
        Iter8Objects objects = new Iter8Objects(experiments(documents), metrics(documents));
        remarkOthers(documents, notes);
        if (notes.clean()
                && documents.experiments().isEmpty()
                && documents.metrics().isEmpty()) {
            documents.none("Experiment and no Metric");
        }
        return result(objects, notes);
    }

    /** The one experiment of a text, if a run can follow it, and the metrics that are defined beside it. */
    public Iter8Result<Iter8Spec> spec(byte[] text) {
        Notes notes = new Notes();
        Iter8Documents documents = Iter8Documents.of(text, notes);
        List<Iter8Metric> metrics = metrics(documents);
        List<Iter8Experiment> experiments = experiments(documents);
        remarkOthers(documents, notes);
        if (notes.clean() && experiments.isEmpty()) {
            documents.none("Experiment");
        } else if (experiments.size() > 1) {
            documents
                    .experiments()
                    .get(1)
                    .wrong("a second experiment begins here; a run follows one: put it into a file of its own");
        }
        Optional<Iter8Spec> spec = experiments.size() == 1
                ? new Iter8RunForm(experiments.get(0), metrics)
                        .read(documents.experiments().get(0))
                : Optional.empty();
        return spec.isPresent() ? result(spec.get(), notes) : new Iter8Result.Invalid<>(notes.mistakes());
    }

    private static <T> Iter8Result<T> result(T value, Notes notes) {
        return notes.clean()
                ? new Iter8Result.Valid<>(value, notes.defaults())
                : new Iter8Result.Invalid<>(notes.mistakes());
    }

    private List<Iter8Experiment> experiments(Iter8Documents documents) {
        Iter8ExperimentForm form = new Iter8ExperimentForm(namespace);
        return documents.experiments().stream()
                .flatMap(object -> form.read(object).stream())
                .toList();
    }

    private List<Iter8Metric> metrics(Iter8Documents documents) {
        Iter8MetricForm form = new Iter8MetricForm(namespace);
        Map<MetricName, Iter8Metric> metrics = new LinkedHashMap<>();
        for (Field object : documents.metrics()) {
            form.read(object)
                    .filter(metric -> metrics.putIfAbsent(metric.name(), metric) != null)
                    .ifPresent(twin -> object.wrong("defines " + twin.name() + " once more; keep one of the two"));
        }
        return List.copyOf(metrics.values());
    }

    private static void remarkOthers(Iter8Documents documents, Notes notes) {
        documents.others().forEach(other -> notes.byDefault(other, "is no object of Iter8's, so it is left out"));
    }
}
