package io.mirrorexperiment.controller;

import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import io.mirrorexperiment.spec.Iter8Reader;
import io.mirrorexperiment.spec.Iter8Result;
import io.mirrorexperiment.spec.Mistake;
import io.mirrorexperiment.spec.iter8.Iter8Spec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Experiment objects of Iter8's ({@code iter8.tools/v2alpha2}), as Iter8's controller took them: one after the other on a target, which is
 * the text {@code spec.target} in the whole cluster, and with a status in its words.
 */
public final class Iter8Experiments implements Subject {
    /** What the objects are. */
    public static final Kind KIND = new Kind("iter8.tools", "Experiment");

    private static final Pattern METRIC = Pattern.compile("spec\\.criteria\\.objectives\\[[0-9]+]\\.metric");

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Asked asked(Manifest object, Beside beside) {
        return new Iter8Asking(object, beside).asked();
    }

    /** Iter8's order: by when its controller first saw it. */
    @Override
    public Instant since(Manifest object) {
        return object.text("status", "initTime")
                .or(() -> object.text("metadata", "creationTimestamp"))
                .map(Instant::parse)
                .orElse(Instant.EPOCH);
    }

    @Override
    public Map<String, Object> status(Manifest object, Stand stand, Instant now) {
        Instant came = since(object).equals(Instant.EPOCH) ? now : since(object);
        if (stand instanceof Stand.Waiting waiting) {
            Iter8Course course = Iter8Course.waiting("waiting for " + waiting.forWhom());
            return course.begun(came, new Iter8Conditions(came).waiting(course));
        }
        if (stand instanceof Stand.Refused refused) {
            return refused(refused.mistakes(), came);
        }
        if (stand instanceof Stand.Stuck stuck) {
            String what = "stuck: " + stuck.what() + "; " + String.join("; ", stuck.commands());
            return Iter8Status.of(spec(object), stuck.journal(), came, Optional.empty(), Optional.of(what));
        }
        Journal journal = stand.run().orElseThrow();
        Optional<String> remark = stand instanceof Stand.Running running
                ? running.remark()
                : stand instanceof Stand.Ended ended ? ended.remark() : Optional.empty();
        return Iter8Status.of(spec(object), journal, came, remark, Optional.empty());
    }

    private static Map<String, Object> refused(List<Mistake> mistakes, Instant came) {
        String words = mistakes.stream().map(Mistake::toString).collect(Collectors.joining("; "));
        boolean metrics = mistakes.stream()
                .allMatch(mistake -> METRIC.matcher(mistake.path()).matches());
        Iter8Course course = Iter8Course.refused(words);
        return course.begun(
                came,
                new Iter8Conditions(came).refused(course, metrics ? "MetricUnavailable" : "InvalidExperiment", words));
    }

    /** The object as Iter8's reader takes it; empty if that can't follow it. */
    private static Optional<Iter8Spec> spec(Manifest object) {
        return new Iter8Reader(object.namespace()).spec(text(object)) instanceof Iter8Result.Valid<Iter8Spec> valid
                ? Optional.of(valid.value())
                : Optional.empty();
    }

    /** Without what a cluster adds. */
    static byte[] text(Manifest object) {
        return ManifestText.write(object.asAuthored().tree()).getBytes(StandardCharsets.UTF_8);
    }
}
