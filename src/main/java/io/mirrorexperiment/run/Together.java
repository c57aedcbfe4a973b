package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.Reading.Absent;
import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.experiment.Reading.Missing;
import io.mirrorexperiment.experiment.Reading.Series;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The counters of several versions as one reading: those of all their pods, each of which goes on being differenced by itself. Pure. */
final class Together {
    private Together() {}

    /** Where one version can't be read, none counts; one that nobody knows of has had no requests. */
    static Reading of(Map<String, Reading> byVersion) {
        return byVersion.size() == 1
                ? byVersion.values().iterator().next()
                : unread(byVersion).orElseGet(() -> pods(byVersion));
    }

    private static Optional<Reading> unread(Map<String, Reading> byVersion) {
        return byVersion.entrySet().stream()
                .filter(each -> !(each.getValue() instanceof Counters || each.getValue() instanceof Absent))
                .findFirst()
                .map(each -> new Missing(each.getKey() + ": " + reason(each.getValue())));
    }

    private static String reason(Reading reading) {
        return reading instanceof Missing missing ? missing.reason() : "it answered with a single value";
    }

    private static Reading pods(Map<String, Reading> byVersion) {
        Map<String, Series> all = new HashMap<>();
        for (Reading each : byVersion.values()) {
            for (Map.Entry<String, Series> pod : Looking.counters(each).series().entrySet()) {
                if (all.put(pod.getKey(), pod.getValue()) != null) {
                    return new Missing(
                            "series " + pod.getKey() + " is one of several versions, so it would count twice");
                }
            }
        }
        return all.isEmpty() ? nothing(byVersion) : new Counters(all);
    }

    private static Reading nothing(Map<String, Reading> byVersion) {
        return byVersion.values().stream()
                .filter(Absent.class::isInstance)
                .findFirst()
                .orElseGet(() -> new Counters(Map.of()));
    }
}
