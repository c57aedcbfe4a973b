package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.spec.iter8.Iter8Metric;
import io.mirrorexperiment.spec.iter8.Iter8Spec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a spec of our own kind ({@code mirror-experiment.io/v1 MirrorExperiment}) into an experiment, or into every
 * mistake at once. A spec is one YAML document, or JSON, which is YAML; or a tree of step parameters. An Iter8 experiment
 * ({@code iter8.tools/v2alpha2}) is read for what it means in our own words.
 *
 * <p>Overrides are texts {@code path=value}, as in {@code spec.mirror.percent=20} or
 * {@code spec.objectives[0].upperLimit=0.02}, set on top of the spec in their order. A value that begins with a bracket or a
 * brace is YAML, {@code null} removes the field, everything else is taken as it is. An index one past the end appends.
 *
 * <p>Immutable and safe for threads if its files are. Never throws on any text; only the files are read, nothing else is
 * touched.
 */
public final class SpecReader {
    private final SpecFiles files;
    private final String namespace;
    private final Duration shortestInterval;
    private final boolean extensible;
    private final List<Iter8Metric> metrics;
    private final Iter8MetricObjects objects;
    private final boolean rulesBeside;

    private SpecReader(
            SpecFiles files,
            String namespace,
            Duration shortestInterval,
            boolean extensible,
            List<Iter8Metric> metrics,
            Iter8MetricObjects objects,
            boolean rulesBeside) {
        this.files = files;
        this.namespace = namespace;
        this.shortestInterval = shortestInterval;
        this.extensible = extensible;
        this.metrics = List.copyOf(metrics);
        this.objects = objects;
        this.rulesBeside = rulesBeside;
    }

    /** A reader for real clusters: the namespace is {@code default} unless the spec says so, looks are a second apart at least. */
    public SpecReader(SpecFiles files) {
        this(files, "default", Duration.ofSeconds(1), false, List.of(), Iter8MetricObjects.none(), false);
    }

    /** The same with the namespace that holds where a spec has none. */
    public SpecReader inNamespace(String usual) {
        return new SpecReader(files, usual, shortestInterval, extensible, metrics, objects, rulesBeside);
    }

    /** The same with another shortest interval between looks, for demonstrations. */
    public SpecReader allowingIntervalsFrom(Duration shortest) {
        return new SpecReader(files, namespace, shortest, extensible, metrics, objects, rulesBeside);
    }

    /** The same for a caller who makes the experiment as long as it has to be: a soak may be longer than the spec's duration. */
    public SpecReader leavingLengthOpen() {
        return new SpecReader(files, namespace, shortestInterval, true, metrics, objects, rulesBeside);
    }

    /**
     * The same for an Iter8 experiment whose metrics stand elsewhere, too.
     *
     * @param beside definitions from other files; one of the experiment's own file goes before
     * @param elsewhere where the others are looked for
     */
    public SpecReader findingMetrics(List<Iter8Metric> beside, Iter8MetricObjects elsewhere) {
        return new SpecReader(files, namespace, shortestInterval, extensible, beside, elsewhere, rulesBeside);
    }

    /** The same for a caller who takes rules of Istio 0.x out of the text himself, with {@link OldRulesReader}. */
    public SpecReader leavingOldRules() {
        return new SpecReader(files, namespace, shortestInterval, extensible, metrics, objects, true);
    }

    /** Reads a text. */
    public SpecResult read(byte[] text) {
        return read(text, List.of());
    }

    /**
     * Reads a text and sets single fields on top of it.
     *
     * @param overrides texts {@code path=value}
     */
    public SpecResult read(byte[] text, List<String> overrides) {
        Notes notes = new Notes();
        List<Piece> documents = YamlText.documents(text, notes).stream()
                .filter(each -> !rulesBeside || !OldRulesReader.isOne(new Field("", each, notes)))
                .toList();
        if (notes.clean() && documents.stream().anyMatch(each -> Iter8Documents.isOne(new Field("", each, notes)))) {
            return iter8(text, overrides, notes);
        }
        if (notes.clean() && documents.size() != 1) {
            Place place = documents.isEmpty() ? Place.START : documents.get(1).place();
            notes.mistake("", place, documents.isEmpty() ? NOTHING : SEVERAL);
        }
        return notes.clean() ? read(documents.get(0), overrides, notes) : new SpecResult.Invalid(notes.mistakes());
    }

    /** Overrides are set on what an Iter8 experiment means in our own words. */
    private SpecResult iter8(byte[] text, List<String> overrides, Notes notes) {
        Iter8Result<Iter8Spec> read = new Iter8Reader(namespace).spec(text);
        if (read instanceof Iter8Result.Invalid<Iter8Spec> invalid) {
            return new SpecResult.Invalid(invalid.mistakes());
        }
        Iter8Result.Valid<Iter8Spec> valid = (Iter8Result.Valid<Iter8Spec>) read;
        Map<String, Object> tree = Iter8Translation.of(valid.value().with(metrics), objects, notes);
        SpecResult result = notes.clean() ? read(tree, overrides) : new SpecResult.Invalid(notes.mistakes());
        return result instanceof SpecResult.Valid ours
                ? new SpecResult.Valid(
                        ours.experiment(),
                        Stream.of(valid.remarks(), notes.defaults(), ours.defaults())
                                .flatMap(List::stream)
                                .toList())
                : result;
    }

    /**
     * Builds an experiment from the parameters of a step.
     *
     * @param parameters the tree of a spec, as maps by name, lists, texts, numbers and truth values; {@code apiVersion} and
     *     {@code kind} may be left out
     * @param overrides texts {@code path=value}
     */
    public SpecResult read(Map<String, ?> parameters, List<String> overrides) {
        Notes notes = new Notes();
        return ParameterTree.piece(parameters, notes)
                .map(tree -> read(ParameterTree.signed(tree), overrides, notes))
                .orElseGet(() -> new SpecResult.Invalid(notes.mistakes()));
    }

    private SpecResult read(Piece document, List<String> overrides, Notes notes) {
        Piece whole = Overrides.apply(document, overrides, notes);
        Optional<Experiment> experiment =
                new ExperimentForm(files, namespace, shortestInterval, extensible).read(new Field("", whole, notes));
        return experiment.isPresent() && notes.clean()
                ? new SpecResult.Valid(experiment.get(), notes.defaults())
                : new SpecResult.Invalid(notes.mistakes());
    }

    private static final String NOTHING = "the text holds nothing; begin with apiVersion: " + ExperimentForm.API_VERSION
            + " and kind: " + ExperimentForm.KIND;
    private static final String SEVERAL =
            "a second document begins here; write one experiment per file, and manifests in a file of their own (spec.dark.manifest)";
}
