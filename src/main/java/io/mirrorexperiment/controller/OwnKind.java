package io.mirrorexperiment.controller;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.spec.SpecFiles;
import io.mirrorexperiment.spec.SpecReader;
import io.mirrorexperiment.spec.SpecResult;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Objects of our own kind: the spec that the command line reads from a file, applied to a cluster. */
public final class OwnKind implements Subject {
    /** What the objects are. */
    public static final Kind KIND = new Kind("mirror-experiment.io", "MirrorExperiment");

    private static final SpecFiles NO_FILES = path -> {
        throw new IOException(
                "there are no files in the cluster; name a Secret instead, or, for a dark version, write image:"
                        + " or deploy it yourself and write deployment:");
    };

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Asked asked(Manifest object, Beside beside) {
        if (object.at("spec", "suspend").filter(Boolean.TRUE::equals).isPresent()) {
            return new Asked.Nothing();
        }
        Map<String, Object> tree = Map.of(
                "apiVersion",
                object.text("apiVersion").orElse(""),
                "kind",
                KIND.kind(),
                "metadata",
                Map.of("name", object.name(), "namespace", object.namespace()),
                "spec",
                object.map("spec"));
        SpecResult result = new SpecReader(NO_FILES).read(tree, List.of());
        if (result instanceof SpecResult.Invalid invalid) {
            return new Asked.Wrong(invalid.mistakes());
        }
        SpecResult.Valid valid = (SpecResult.Valid) result;
        return new Asked.Run(
                valid.experiment(),
                valid.experiment().namespace() + "/" + valid.experiment().service(),
                valid.defaults());
    }

    @Override
    public Map<String, Object> status(Manifest object, Stand stand, Instant now) {
        return new OwnStatus(object, now).of(stand);
    }
}
