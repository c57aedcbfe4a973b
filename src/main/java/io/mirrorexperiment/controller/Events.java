package io.mirrorexperiment.controller;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.report.Lines;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of an object what {@code kubectl describe} shows below it. An event's name follows from what it tells, so whoever tells the same
 * again tells nothing. As far as it goes: an event that cannot be told is none that a run waits for.
 */
final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final int LONGEST_MESSAGE = 1024;
    private static final int LONGEST_NAME = 200;

    private final Cluster cluster;

    Events(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Entries of an object's run; those that cannot be told now are told when the next ones are. */
    void tell(Seen object, Marker told, List<Entry> entries, Journal journal) {
        for (Entry entry : entries) {
            String reason = camel(entry.word());
            if (!tell(
                    object,
                    event(
                            object,
                            entry.at(),
                            reason,
                            Lines.words(entry, journal),
                            isBad(entry),
                            journal.id() + " " + entry.word()))) {
                return;
            }
            told.moveTo(entry);
        }
    }

    /** Something that stands in no journal. */
    void tell(Seen object, Instant at, String reason, String message, boolean bad, String about) {
        tell(object, event(object, at, reason, message, bad, about));
    }

    /** Whether it was told, or never will be. */
    private boolean tell(Seen object, Manifest event) {
        try {
            cluster.create(event);
        } catch (ClusterException e) {
            if (e.reason() != Reason.ALREADY_EXISTS) {
                LOG.warn("{}: an event could not be told: {}", object.address(), e.getMessage());
            }
            return e.reason() != Reason.UNREACHABLE;
        }
        return true;
    }

    static Manifest event(Seen object, Instant at, String reason, String message, boolean bad, String about) {
        String time = at.truncatedTo(ChronoUnit.SECONDS).toString();
        String name = object.address().name();
        String unique = UUID.nameUUIDFromBytes((object.uid() + " " + about + " " + at).getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        return Manifest.of(Map.ofEntries(
                Map.entry("apiVersion", "v1"),
                Map.entry("kind", "Event"),
                Map.entry(
                        "metadata",
                        Map.of(
                                "name",
                                (name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name) + "." + unique,
                                "namespace",
                                object.address().namespace())),
                Map.entry("involvedObject", involved(object)),
                Map.entry("reason", reason),
                Map.entry("message", cut(message, LONGEST_MESSAGE)),
                Map.entry("type", bad ? "Warning" : "Normal"),
                Map.entry("source", Map.of("component", Cluster.FIELD_MANAGER)),
                Map.entry("reportingComponent", Cluster.FIELD_MANAGER),
                Map.entry("reportingInstance", ""),
                Map.entry("firstTimestamp", time),
                Map.entry("lastTimestamp", time),
                Map.entry("count", 1)));
    }

    private static Map<String, Object> involved(Seen object) {
        return Map.of(
                "apiVersion",
                object.apiVersion(),
                "kind",
                object.address().kind().kind(),
                "namespace",
                object.address().namespace(),
                "name",
                object.address().name(),
                "uid",
                object.uid());
    }

    private static boolean isBad(Entry entry) {
        boolean ill = entry instanceof Entry.Finished finished
                && (finished.ending().exitCode() != 0 || finished.ending().outcome() == Outcome.STUCK);
        return ill || entry instanceof Entry.Stumbled || entry instanceof Entry.Regretted;
    }

    private static String camel(String word) {
        StringBuilder text = new StringBuilder();
        for (String part : word.split("-", -1)) {
            text.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
        }
        return text.toString();
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
