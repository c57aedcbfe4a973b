package io.mirrorexperiment.notify;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a message tells: an event, and the run that it is of as its journal was when the event was seen.
 *
 * @param link to the run where people look at it; empty where its host has none
 */
record Notice(Journal journal, Event event, Optional<String> link) {
    /**
     * The same for the same event of the same run, whoever sends it and however often, and unlike any other's: ids of runs may come again
     * where all that knew of them is gone, holders do not. Without a dot, as signed messages want it.
     */
    String key() {
        String event = journal.holder() + " " + event().occasion().word();
        return UUID.nameUUIDFromBytes(event.getBytes(StandardCharsets.UTF_8)).toString();
    }

    Experiment experiment() {
        return journal.experiment();
    }

    /** The newest look that was assessed; empty where there was none. */
    Optional<Entry.Iterated> look() {
        return journal.last(Entry.Iterated.class);
    }

    /** The event's sentence on one line. */
    String sentence() {
        return Clean.line(event.sentence());
    }

    /** What the names in a text of the spec's stand for. */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("run", journal.id().toString());
        values.put("experiment", experiment().name());
        values.put("namespace", experiment().namespace());
        values.put("service", experiment().service());
        values.put("event", event.occasion().word());
        values.put("at", event.at().toString());
        values.put("verdict", event.verdict().word());
        values.put("cause", event.cause().orElse(""));
        values.put("outcome", event.outcome().orElse(""));
        values.put("sentence", sentence());
        values.put("link", link.orElse(""));
        return values;
    }
}
