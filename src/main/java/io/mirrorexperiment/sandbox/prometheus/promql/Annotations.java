package io.mirrorexperiment.sandbox.prometheus.promql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an evaluation remarks beside its result; each remark once. Not thread-safe. */
final class Annotations {
    private final String query;
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> infos = new LinkedHashSet<>();

    Annotations(String query) {
        this.query = query;
    }

    void warn(Span about, String text) {
        warnings.add("PromQL warning: " + text + " (" + Position.of(query, about.start()) + ")");
    }

    void inform(Span about, String text) {
        infos.add("PromQL info: " + text + " (" + Position.of(query, about.start()) + ")");
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    List<String> infos() {
        return List.copyOf(infos);
    }
}
