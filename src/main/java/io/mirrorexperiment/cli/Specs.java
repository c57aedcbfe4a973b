package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.spec.Iter8MetricObjects;
import io.mirrorexperiment.spec.Iter8Reader;
import io.mirrorexperiment.spec.Iter8Result;
import io.mirrorexperiment.spec.Mistake;
import io.mirrorexperiment.spec.OldRulesReader;
import io.mirrorexperiment.spec.SpecFiles;
import io.mirrorexperiment.spec.SpecReader;
import io.mirrorexperiment.spec.SpecResult;
import io.mirrorexperiment.spec.iter8.Iter8Metric;
import io.mirrorexperiment.spec.iter8.Iter8Objects;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The spec that a command is about. */
final class Specs {
    @Parameters(paramLabel = "SPEC", description = "file with the experiment; - reads standard input")
    String file = "";

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "set a field on top of the spec, as in --set spec.mirror.percent=20; may be repeated")
    List<String> overrides = new ArrayList<>();

    @Option(
            names = "--with",
            paramLabel = "FILE",
            description =
                    "file with Metric objects that an experiment of Iter8's names (what is in no file is looked for in the"
                            + " cluster), or with the RouteRule that is its route; may be repeated")
    List<String> beside = new ArrayList<>();

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "sequential or point, whatever the spec says; words of the other rule are left out")
    Optional<Decision.Rule> rule = Optional.empty();

    @Option(names = "--shortest-interval", hidden = true, defaultValue = "1000")
    long shortestIntervalMillis = 1000;

    private final Map<String, byte[]> kept = new HashMap<>();

    /** The folder against which paths in the spec are resolved. */
    Path folder() {
        Path parent = file.equals(Input.STANDARD)
                ? null
                : Path.of(file).toAbsolutePath().getParent();
        return parent == null ? Path.of("").toAbsolutePath() : parent;
    }

    /**
     * Reads it.
     *
     * @param namespace that holds where the spec has none
     * @param asked the namespace that the command line insists on
     * @param lengthOpen whether the caller makes the experiment as long as it has to be
     * @throws Refusal with every mistake
     */
    SpecResult.Valid read(String namespace, Optional<String> asked, boolean lengthOpen) {
        return read(namespace, asked, lengthOpen, Iter8MetricObjects.none());
    }

    /**
     * The same.
     *
     * @param metrics where metrics of Iter8's are looked for that stand in no file
     */
    SpecResult.Valid read(String namespace, Optional<String> asked, boolean lengthOpen, Iter8MetricObjects metrics) {
        byte[] text = text(file);
        SpecReader reader = new SpecReader(SpecFiles.in(folder()))
                .inNamespace(namespace)
                .leavingOldRules()
                .findingMetrics(metricsBeside(namespace), metrics)
                .allowingIntervalsFrom(Duration.ofMillis(shortestIntervalMillis));
        SpecResult result = (lengthOpen ? reader.leavingLengthOpen() : reader).read(text, overridden());
        if (result instanceof SpecResult.Invalid invalid) {
            throw Refusal.usage(words(file, invalid.mistakes()));
        }
        SpecResult.Valid valid = (SpecResult.Valid) result;
        asked.ifPresent(name -> agree(valid.experiment(), name));
        return GivenRules.read(ruleFiles(), this::text).routed(valid);
    }

    private List<String> ruleFiles() {
        return Stream.concat(Stream.of(file), beside.stream())
                .filter(name -> OldRulesReader.isIn(text(name)))
                .toList();
    }

    private List<Iter8Metric> metricsBeside(String namespace) {
        List<Iter8Metric> metrics = new ArrayList<>();
        for (String name : beside) {
            byte[] text = text(name);
            if (OldRulesReader.isIn(text)) {
                continue;
            }
            Iter8Result<Iter8Objects> result = new Iter8Reader(namespace).objects(text);
            if (result instanceof Iter8Result.Invalid<Iter8Objects> invalid) {
                throw Refusal.usage(words(name, invalid.mistakes()));
            }
            metrics.addAll(((Iter8Result.Valid<Iter8Objects>) result).value().metrics());
        }
        return metrics;
    }

    /** Read once: standard input has nothing to give for a second time. */
    private byte[] text(String name) {
        return kept.computeIfAbsent(name, any -> new Input(any).bytes(System.in, SpecFiles.LONGEST));
    }

    /** The rule first, so that what is set by hand has the last word. */
    private List<String> overridden() {
        List<String> all = new ArrayList<>();
        rule.ifPresent(asked -> {
            all.add("spec.decision.rule=" + asked.word());
            otherWords(asked).forEach(word -> all.add("spec.decision." + word + "=null"));
        });
        all.addAll(overrides);
        return all;
    }

    private static List<String> otherWords(Decision.Rule asked) {
        return switch (asked) {
            case SEQUENTIAL -> List.of("failFast");
            case POINT -> List.of("falsePromotion", "falseRollback", "soak", "tolerance", "burstFactor");
        };
    }

    private void agree(Experiment experiment, String asked) {
        if (!experiment.namespace().equals(asked)) {
            throw Refusal.usage(file + " says namespace " + experiment.namespace() + " and --namespace says " + asked
                    + "; drop one of the two");
        }
    }

    private static String words(String file, List<Mistake> mistakes) {
        StringBuilder text = new StringBuilder();
        for (Mistake mistake : mistakes) {
            String where = mistake.line() > 0 ? file + ":" + mistake.line() + ":" + mistake.column() : "--set";
            String path = mistake.path().isEmpty() ? "" : mistake.path() + ": ";
            text.append(where)
                    .append(": ")
                    .append(path)
                    .append(mistake.message())
                    .append('\n');
        }
        String count = mistakes.size() == 1 ? "1 mistake" : mistakes.size() + " mistakes";
        return text.append(count).append(" in the spec; nothing was touched.").toString();
    }
}
