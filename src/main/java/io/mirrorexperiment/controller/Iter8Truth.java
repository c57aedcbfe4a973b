package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.report.Phase;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What Iter8's status has no words for, in the one place of it that lets free JSON through: the data of {@code aggregatedBuiltinHists}, which
 * Iter8 fills only where it sends requests of its own. Pure.
 */
final class Iter8Truth {
    static final String ABOUT = "no histograms: what mirror-experiment adds to a status of Iter8's";

    private Iter8Truth() {}

    static Map<String, Object> of(Journal journal) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("run", journal.id().toString());
        words.put("phase", Phase.of(journal).word());
        journal.last(Entry.Iterated.class).ifPresent(look -> {
            words.put("mirror", look.proof().words());
            words.put("live", counts(look.live()));
            words.put("dark", counts(look.dark()));
        });
        journal.last(Entry.Judged.class).ifPresent(judged -> {
            words.put("verdict", judged.verdict().word());
            words.put("cause", judged.cause().word());
        });
        journal.last(Entry.Finished.class).ifPresent(finished -> {
            Ending ending = finished.ending();
            words.put("verdict", ending.verdict().word());
            words.put("outcome", ending.outcome().word());
            words.put("cause", ending.cause().word());
            words.put("exitCode", ending.exitCode());
            if (!finished.commands().isEmpty()) {
                words.put("commands", finished.commands());
            }
        });
        return Map.of("mirrorExperiment", words);
    }

    private static Map<String, Object> counts(Totals totals) {
        return Iter8Status.two("requests", totals.requests(), "failed", totals.bad());
    }
}
