package io.mirrorexperiment.workload;

import io.mirrorexperiment.manifest.Manifest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the label that tells the pods of two Deployments apart. */
final class Distinguishing {
    private static final List<String> PREFERRED = List.of(Labels.VERSION, Labels.APP_VERSION);

    private Distinguishing() {}

    static Found<Found.Distinction> tellApart(Manifest live, Manifest dark, Manifest service) {
        Selector selector = Selector.ofService(service);
        for (Manifest workload : List.of(live, dark)) {
            if (!selector.matches(Labels.ofPods(workload))) {
                return new Found.NotClear<>("the pods of " + workload + " are not behind " + service
                        + ", so no route to it can lead to them: it selects " + selector.words()
                        + ", and they carry " + Labels.words(Labels.ofPods(workload)));
            }
        }
        return key(Labels.ofPods(live), Labels.ofPods(dark))
                .<Found<Found.Distinction>>map(key -> new Found.There<>(new Found.Distinction(
                        Map.of(key, Labels.ofPods(live).getOrDefault(key, "")),
                        Map.of(key, Labels.ofPods(dark).getOrDefault(key, "")))))
                .orElseGet(() -> notClear(live, dark));
    }

    private static Optional<String> key(Map<String, String> live, Map<String, String> dark) {
        return live.keySet().stream()
                .filter(dark::containsKey)
                .filter(key ->
                        !key.equals(Mark.RUN) && !live.getOrDefault(key, "").equals(dark.get(key)))
                .min(Comparator.<String>comparingInt(
                                key -> PREFERRED.contains(key) ? PREFERRED.indexOf(key) : PREFERRED.size())
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static Found<Found.Distinction> notClear(Manifest live, Manifest dark) {
        return new Found.NotClear<>("no label tells the pods of " + live + " from those of " + dark
                + ": a route can tell them apart only by a label that both carry with different values. Add a version label to the"
                + " pod templates, such as version=v1 for the live one (it carries "
                + Labels.words(Labels.ofPods(live)) + ")");
    }
}
