package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * An Istio DestinationRule.
 *
 * @param manifest as it was read
 */
record DestinationRule(Manifest manifest) {
    String words() {
        return manifest.address().words();
    }

    String namespace() {
        return manifest.namespace();
    }

    String host() {
        return manifest.text("spec", "host").orElse("");
    }

    boolean isFor(ServiceHost host) {
        return host.isNamedBy(host(), namespace());
    }

    boolean isOver(ServiceHost host) {
        return host.isUnder(host());
    }

    /** Whether it holds for some clients only, by their labels. */
    boolean selectsClients() {
        return !manifest.map("spec", "workloadSelector").isEmpty();
    }

    Set<String> exportTo() {
        return new HashSet<>(Fields.texts(manifest.map("spec"), "exportTo"));
    }

    List<Subset> subsets() {
        return maps().stream()
                .map(fields -> new Subset(Fields.text(fields, "name").orElse(""), labels(fields)))
                .toList();
    }

    Optional<Subset> subset(String name) {
        return subsets().stream().filter(subset -> subset.name().equals(name)).findFirst();
    }

    DestinationRule withSubset(Subset subset) {
        if (subset(subset.name()).isPresent()) {
            return this;
        }
        List<Map<String, Object>> more = new ArrayList<>(maps());
        Map<String, Object> named = Fields.with(Map.of(), "name", subset.name());
        more.add(Fields.with(named, "labels", new TreeMap<>(subset.labels())));
        return with(object -> object.with(more, "spec", "subsets"));
    }

    DestinationRule withoutSubset(String name) {
        if (subset(name).isEmpty()) {
            return this;
        }
        List<Map<String, Object>> rest = maps().stream()
                .filter(fields -> !name.equals(Fields.text(fields, "name").orElse("")))
                .toList();
        return with(
                object -> rest.isEmpty() ? object.without("spec", "subsets") : object.with(rest, "spec", "subsets"));
    }

    DestinationRule with(UnaryOperator<Manifest> edit) {
        return new DestinationRule(edit.apply(manifest));
    }

    private List<Map<String, Object>> maps() {
        return manifest.maps("spec", "subsets");
    }

    private static Map<String, String> labels(Map<String, Object> fields) {
        Map<String, String> labels = new TreeMap<>();
        Fields.map(fields, "labels").forEach((key, value) -> labels.put(key, String.valueOf(value)));
        return labels;
    }
}
