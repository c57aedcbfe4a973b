package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.series.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * Which elements of two vectors belong together.
 *
 * @param on whether the labels are the ones that count ({@code on}) or the ones that don't ({@code ignoring})
 * @param labels the labels of {@code on} or {@code ignoring}
 * @param cardinality which side may have several elements
 * @param include labels that are taken over from the side with one element
 */
record Matching(boolean on, List<String> labels, Cardinality cardinality, List<String> include) {
    /** All labels but the name count, and both sides have one element. */
    static final Matching BY_ALL_LABELS = new Matching(false, List.of(), Cardinality.ONE_TO_ONE, List.of());

    Matching {
        labels = List.copyOf(labels);
        include = List.copyOf(include);
    }

    /** The labels by which an element is matched. */
    Labels signature(Labels of) {
        if (on) {
            return of.keeping(labels);
        }
        List<String> ignored = new ArrayList<>(labels);
        ignored.add(Labels.NAME);
        return of.without(ignored);
    }

    enum Cardinality {
        ONE_TO_ONE,
        MANY_TO_ONE,
        ONE_TO_MANY
    }
}
