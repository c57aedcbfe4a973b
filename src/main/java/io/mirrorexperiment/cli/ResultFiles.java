package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.run.Conclusion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A run's results as files of one word each, as Tekton's Tasks and other pipelines hand them on. */
final class ResultFiles {
    private static final String WAITING = "waiting";

    private ResultFiles() {}

    /** What is written, by file name; {@code outcome} is {@code waiting} where the run is left for a later word. */
    static Map<String, String> of(Journal journal, int exitCode) {
        Optional<Ending> ending = Conclusion.of(journal);
        Optional<Entry.Judged> judged = journal.last(Entry.Judged.class);
        Map<String, String> results = new LinkedHashMap<>();
        results.put("run", journal.id().toString());
        results.put(
                "verdict",
                ending.map(Ending::verdict)
                        .or(() -> judged.map(Entry.Judged::verdict))
                        .orElse(Verdict.UNDECIDED)
                        .word());
        results.put("outcome", ending.map(end -> end.outcome().word()).orElse(WAITING));
        results.put(
                "cause",
                ending.map(Ending::cause)
                        .or(() -> judged.map(Entry.Judged::cause))
                        .map(Cause::word)
                        .orElse(WAITING));
        results.put("exit-code", String.valueOf(exitCode));
        return results;
    }

    /** Writes them into a folder that is there. */
    static void write(Path folder, Journal journal, int exitCode) throws IOException {
        for (Map.Entry<String, String> result : of(journal, exitCode).entrySet()) {
            Files.writeString(folder.resolve(result.getKey()), result.getValue());
        }
    }
}
