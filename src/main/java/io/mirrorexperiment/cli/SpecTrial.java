package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.journal.MemoryStore;
import io.mirrorexperiment.run.Draft;
import io.mirrorexperiment.run.Patience;
import io.mirrorexperiment.run.Runs;
import io.mirrorexperiment.spec.Mistake;
import io.mirrorexperiment.spec.SpecFiles;
import io.mirrorexperiment.spec.SpecReader;
import io.mirrorexperiment.spec.SpecResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Tries a text that was just written as a run would: it is read as a spec, and drafted. Touches nothing.
 *
 * @param cluster what it is about
 * @param patch whether objects that a GitOps controller owns may be touched
 */
record SpecTrial(Cluster cluster, boolean patch) {
    /** What the text says; a mistake in it is none of the user's, but for what was named on the command line. */
    static SpecResult.Valid read(String text) {
        SpecResult result = new SpecReader(SpecFiles.in(Path.of(""))).read(text.getBytes(StandardCharsets.UTF_8));
        if (result instanceof SpecResult.Invalid invalid) {
            throw Refusal.usage("no spec can be made of this: "
                    + invalid.mistakes().stream().map(SpecTrial::words).collect(Collectors.joining("; ")));
        }
        return (SpecResult.Valid) result;
    }

    private static String words(Mistake mistake) {
        return mistake.path() + ": " + mistake.message();
    }

    /** What a run would do, whether today's traffic can decide or not. */
    Draft survey(Experiment experiment) {
        return runs(experiment).survey(experiment);
    }

    /**
     * What a run would do.
     *
     * @throws Refusal if it would be refused, in its own words
     */
    Draft.Possible draft(Experiment experiment) {
        return possible(runs(experiment).draft(experiment));
    }

    /** @throws Refusal if it is none */
    static Draft.Possible possible(Draft draft) {
        if (draft instanceof Draft.Impossible impossible) {
            throw Refusal.nothingChanged("a run would be refused: " + impossible.because() + "\n("
                    + impossible.cause().word() + ")");
        }
        return (Draft.Possible) draft;
    }

    private Runs runs(Experiment experiment) {
        return Engine.runs(cluster, new MemoryStore(), Path.of(""), Patience.suiting(experiment), patch);
    }
}
