package io.mirrorexperiment.sandbox.prometheus.series;

import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An immutable label set, sorted by name. An empty value is the same as no label, as in Prometheus' data model.
 *
 * <p>Ordered as Prometheus orders series: pair by pair, name first, then value, then the shorter set.
 */
public final class Labels implements Comparable<Labels> {
    /** The label that carries the metric's name. */
    public static final String NAME = "__name__";

    /** No labels at all. */
    public static final Labels NONE = new Labels(new TreeMap<>());

    private final SortedMap<String, String> pairs;
    private final int hash;

    private Labels(SortedMap<String, String> pairs) {
        this.pairs = Collections.unmodifiableSortedMap(pairs);
        this.hash = pairs.hashCode();
    }

    /** The labels of a map; pairs with an empty value are left out. */
    public static Labels of(Map<String, String> pairs) {
        SortedMap<String, String> kept = new TreeMap<>(pairs);
        kept.values().removeIf(String::isEmpty);
        return kept.isEmpty() ? NONE : new Labels(kept);
    }

    /** The value of a label, or the empty string if there is none. */
    public String get(String name) {
        return pairs.getOrDefault(name, "");
    }

    /** The metric's name, or the empty string. */
    public String name() {
        return get(NAME);
    }

    /** These labels as an unmodifiable map in order of their names. */
    public SortedMap<String, String> asMap() {
        return pairs;
    }

    /** These labels with one set; an empty value removes it. */
    public Labels with(String name, String value) {
        SortedMap<String, String> changed = new TreeMap<>(pairs);
        changed.put(name, value);
        return of(changed);
    }

    /** These labels without the named ones. */
    public Labels without(Collection<String> names) {
        SortedMap<String, String> changed = new TreeMap<>(pairs);
        changed.keySet().removeAll(names);
        return of(changed);
    }

    /** These labels without the metric's name. */
    public Labels withoutName() {
        return pairs.containsKey(NAME) ? without(Collections.singleton(NAME)) : this;
    }

    /** Only the named ones of these labels. */
    public Labels keeping(Collection<String> names) {
        SortedMap<String, String> changed = new TreeMap<>(pairs);
        changed.keySet().retainAll(names);
        return of(changed);
    }

    @Override
    public int compareTo(Labels other) {
        Iterator<Map.Entry<String, String>> theirs = other.pairs.entrySet().iterator();
        for (Map.Entry<String, String> mine : pairs.entrySet()) {
            if (!theirs.hasNext()) {
                return 1;
            }
            int order = comparePairs(mine, theirs.next());
            if (order != 0) {
                return order;
            }
        }
        return theirs.hasNext() ? -1 : 0;
    }

    private static int comparePairs(Map.Entry<String, String> one, Map.Entry<String, String> other) {
        int byName = one.getKey().compareTo(other.getKey());
        return byName != 0 ? byName : one.getValue().compareTo(other.getValue());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels labels && pairs.equals(labels.pairs);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** As Prometheus writes label sets in its messages: {@code {__name__="up", job="x"}}. */
    @Override
    public String toString() {
        return pairs.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + GoText.quoted(pair.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
