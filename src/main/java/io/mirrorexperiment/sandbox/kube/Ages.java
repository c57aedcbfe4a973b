package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** How long ago something was, as kubectl writes it. */
final class Ages {
    private Ages() {}

    static String since(JsonNode object, Instant now, String field) {
        return shown(Tree.text(object, "metadata", field), now);
    }

    static String shown(String instant, Instant now) {
        try {
            return shown(Duration.between(Instant.parse(instant), now));
        } catch (DateTimeParseException never) {
            return "<unknown>";
        }
    }

    /** The form of Kubernetes' HumanDuration. */
    static String shown(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return seconds + "s";
        }
        long minutes = seconds / 60;
        if (minutes < 10) {
            return pair(minutes, "m", seconds % 60, "s");
        }
        if (minutes < 180) {
            return minutes + "m";
        }
        long hours = minutes / 60;
        if (hours < 8) {
            return pair(hours, "h", minutes % 60, "m");
        }
        if (hours < 48) {
            return hours + "h";
        }
        return hours < 192 ? pair(hours / 24, "d", hours % 24, "h") : hours / 24 + "d";
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        return small == 0 ? large + largeUnit : large + largeUnit + small + smallUnit;
    }
}
