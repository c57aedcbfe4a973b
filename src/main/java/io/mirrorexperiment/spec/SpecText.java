package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Dark;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.OnInconclusive;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Requirements;
import io.mirrorexperiment.experiment.Version;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * Writes an experiment as a spec in which every default is spelt out. For each experiment that came out of a
 * {@link SpecReader}, reading the text gives the same experiment again, as long as a manifest that it names is still the
 * same.
 */
public final class SpecText {
    private SpecText() {}

    /** The text, ending with a line break. */
    public static String of(Experiment experiment) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", ExperimentForm.API_VERSION);
        document.put("kind", ExperimentForm.KIND);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", experiment.name());
        metadata.put("namespace", experiment.namespace());
        document.put("metadata", metadata);
        document.put("spec", spec(experiment));
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setSchema(YamlText.SETTINGS.getSchema())
                        .build())
                .dumpToString(document);
    }

    private static Map<String, Object> spec(Experiment experiment) {
        Map<String, Object> spec = new LinkedHashMap<>();
        experiment.requires().ifPresent(requires -> spec.put("requires", requires(requires)));
        spec.put("service", experiment.service());
        spec.put("live", version(experiment.live()));
        spec.put("dark", dark(experiment.dark()));
        spec.put("mirror", mirror(experiment.mirror()));
        experiment.mirror().shift().ifPresent(weights -> spec.put("shift", Map.of("to", new TreeMap<>(weights))));
        spec.put("metrics", MetricsText.of(experiment));
        spec.put(
                "objectives",
                experiment.objectives().stream().map(ObjectiveText::of).toList());
        Map<String, Object> duration = new LinkedHashMap<>();
        duration.put("interval", Durations.words(experiment.cadence().interval()));
        duration.put("iterations", experiment.cadence().iterations());
        duration.put("warmUp", experiment.cadence().warmUp());
        spec.put("duration", duration);
        Map<String, Object> decision = new LinkedHashMap<>();
        decision.put("rule", experiment.decision().rule().word());
        decision.put("failFast", experiment.decision().failFast());
        spec.put("decision", decision);
        spec.put("promotion", promotion(experiment.promotion(), experiment.prints()));
        spec.put("onInconclusive", onInconclusive(experiment.onInconclusive()));
        spec.put("protection", Map.of("baseline", Durations.words(experiment.baseline())));
        experiment.gitops().ifPresent(gitops -> spec.put("gitops", gitops.word()));
        return spec;
    }

    private static Map<String, Object> requires(Requirements requires) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("within", Durations.words(requires.within()));
        tree.put("objects", requires.objects().stream().map(SpecText::wanted).toList());
        return tree;
    }

    private static Map<String, Object> wanted(Requirements.Wanted wanted) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kind", wanted.kind());
        tree.put("namespace", wanted.namespace());
        tree.put("name", wanted.name());
        wanted.condition().ifPresent(condition -> tree.put("condition", condition.words()));
        return tree;
    }

    private static Map<String, Object> version(Version version) {
        return Map.of(version.word(), version.value());
    }

    private static Map<String, Object> dark(Dark dark) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (dark.source() instanceof DarkSource.Clone clone) {
            tree.put("version", clone.version());
            tree.put("image", clone.image());
            clone.container().ifPresent(container -> tree.put("container", container));
        } else if (dark.source() instanceof DarkSource.Given given) {
            tree.put("manifest", given.path());
        } else if (dark.source() instanceof DarkSource.Stamped stamped) {
            tree.put("revision", stamped.revision());
            tree.put("image", stamped.image());
        } else {
            tree.putAll(version(((DarkSource.Present) dark.source()).version()));
        }
        tree.put("readyWithin", Durations.words(dark.readyWithin()));
        return tree;
    }

    private static Map<String, Object> mirror(Mirror mirror) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("via", mirror.via().word());
        mirror.route().ifPresent(route -> tree.put("route", route));
        mirror.host().ifPresent(host -> tree.put("host", host));
        if (mirror.via() != Mirror.Via.EXISTING) {
            tree.put("percent", ObjectiveText.number(mirror.percent()));
            tree.put("methods", mirror.methods());
            tree.put("settle", Durations.words(mirror.settle()));
        }
        tree.put("flowWithin", Durations.words(mirror.flowWithin()));
        return tree;
    }

    private static Map<String, Object> promotion(Promotion promotion, boolean printed) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("mode", promotion.mode().word());
        if (promotion.mode() == Promotion.Mode.MANUAL || printed) {
            tree.put("expires", Durations.words(promotion.expires()));
        }
        if (promotion.mode() != Promotion.Mode.NONE) {
            tree.put("keepOld", Durations.words(promotion.keepOld()));
        }
        promotion.steps().ifPresent(steps -> {
            tree.put("steps", steps.percents());
            tree.put("interval", Durations.words(steps.interval()));
        });
        return tree;
    }

    private static Map<String, Object> onInconclusive(OnInconclusive then) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("then", then.hold() ? "hold" : "rollBack");
        if (then.hold()) {
            tree.put("holdFor", Durations.words(then.holdFor()));
        }
        return tree;
    }
}
