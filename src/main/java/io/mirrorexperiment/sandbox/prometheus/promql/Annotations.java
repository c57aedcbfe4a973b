package io.mirrorexperiment.sandbox.prometheus.promql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an evaluation remarks beside its result; each remark once. Not thread-safe. */
final class Annotations {
    private final String query;
    private final boolean wanted;
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> infos = new LinkedHashSet<>();

    /** {@code wanted} is whether this generation of Prometheus tells them. */
    Annotations(String query, boolean wanted) {
        this.query = query;
        this.wanted = wanted;
    }

    void warn(Span about, String text) {
        warnings.add("PromQL warning: " + text + " (" + Position.of(query, about.start()) + ")");
    }

    void inform(Span about, String text) {
        infos.add("PromQL info: " + text + " (" + Position.of(query, about.start()) + ")");
    }

    List<String> warnings() {
        return wanted ? List.copyOf(warnings) : List.of();
    }

    List<String> infos() {
        return wanted ? List.copyOf(infos) : List.of();
    }
}
