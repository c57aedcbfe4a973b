package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.spec.iter8.Iter8Metric;
import io.mirrorexperiment.spec.iter8.Iter8Objects;
import io.mirrorexperiment.spec.iter8.Iter8Spec;
import io.mirrorexperiment.spec.iter8.MetricName;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the metrics of an Iter8 experiment are in our own words: those of its catalogues counters, all others queries. A user's definition
 * goes before that of a catalogue, unless both ask the same.
 */
final class Iter8Measures {
    private final Iter8Spec iter8;
    private final Iter8MetricObjects objects;
    private final String namespace;
    private final String mesh;
    private final Notes notes;
    private final Map<String, Object> queries = new LinkedHashMap<>();

    /**
     * Measures.
     *
     * @param objects where metrics are that do not stand beside the experiment
     * @param namespace of the run
     * @param mesh the catalogue whose counters there are
     */
    Iter8Measures(Iter8Spec iter8, Iter8MetricObjects objects, String namespace, String mesh, Notes notes) {
        this.iter8 = iter8;
        this.objects = objects;
        this.namespace = namespace;
        this.mesh = mesh;
        this.notes = notes;
    }

    /** The queries that the names came to, by their names. */
    Map<String, Object> queries() {
        return queries;
    }

    /**
     * The name that a metric has in our objectives; a query of it is kept.
     *
     * @param at path of the reference
     * @return empty if it is a mistake, which is noted
     */
    Optional<String> name(MetricName reference, String at) {
        MetricName full = reference.in(iter8.experiment().namespace());
        Optional<Iter8Metric> own = iter8.find(full);
        Optional<Iter8Metric> known = Iter8Catalogue.of(iter8.version()).find(full);
        Optional<Metric> counted = Iter8Catalogue.counted(full);
        if (counted.isPresent()
                && own.filter(metric -> !Iter8Catalogue.isOwn(metric)).isEmpty()) {
            return counts(full, counted.get(), at);
        }
        if (own.isPresent()) {
            return asked(own.get(), counted.isPresent(), at);
        }
        return known.isPresent() ? asked(known.get(), false, at) : found(full, at);
    }

    private Optional<String> counts(MetricName full, Metric counted, String at) {
        if (!full.namespace().orElse("").equals(mesh)) {
            notes.mistake(
                    at,
                    Place.PARAMETER,
                    full + " is not counted where " + mesh + " is, and a run has one kind of counters; use " + mesh
                            + "/" + full.name() + ", or define a Metric object of another name");
            return Optional.empty();
        }
        return Optional.of(counted.name());
    }

    private Optional<String> found(MetricName full, String at) {
        Iter8MetricObjects.Found found = objects.find(full.namespace().orElse(namespace), full.name());
        if (found instanceof Iter8MetricObjects.Found.There there) {
            return read(full, there.text(), at).flatMap(metric -> asked(metric, false, at));
        }
        if (found instanceof Iter8MetricObjects.Found.Later) {
            queries.put(full.toString(), Map.of("url", "http://later", "jq", "."));
            return Optional.of(full.toString());
        }
        notes.mistake(at, Place.PARAMETER, unknown(full, ((Iter8MetricObjects.Found.Missing) found).because()));
        return Optional.empty();
    }

    private Optional<Iter8Metric> read(MetricName full, String text, String at) {
        Iter8Result<Iter8Objects> result = new Iter8Reader(namespace).objects(text.getBytes(StandardCharsets.UTF_8));
        if (result instanceof Iter8Result.Valid<Iter8Objects> valid) {
            return valid.value().metrics().stream()
                    .filter(each -> each.name().equals(full))
                    .findFirst();
        }
        Mistake first = ((Iter8Result.Invalid<Iter8Objects>) result).mistakes().get(0);
        notes.mistake(at, Place.PARAMETER, full + " of the cluster: " + first.path() + ": " + first.message());
        return Optional.empty();
    }

    private Optional<String> asked(Iter8Metric metric, boolean instead, String at) {
        String name = metric.name().toString();
        Iter8QueryTree query =
                new Iter8QueryTree(metric, namespace, iter8.version().values().keySet());
        Optional<String> obstacle = query.obstacle();
        if (obstacle.isPresent()) {
            notes.mistake(at, Place.PARAMETER, name + " " + obstacle.get());
            return Optional.empty();
        }
        if (instead) {
            notes.byDefault(
                    name,
                    "your definition asks something else than Iter8's own, so it is asked, one value at each look");
        }
        if (queries.put(name, query.tree()) == null) {
            query.remarks().forEach(remark -> notes.byDefault(name, remark));
        }
        return Optional.of(name);
    }

    private String unknown(MetricName full, String because) {
        String counted = Iter8Catalogue.of(iter8.version()).names().stream()
                .filter(known -> known.startsWith(mesh + "/"))
                .collect(Collectors.joining(", "));
        return full + " is defined nowhere: it is not in the file, and " + because
                + "; put its Metric object into the file, after a line ---, or name its file by --with, or apply it to the cluster;"
                + " known by itself are " + counted;
    }
}
