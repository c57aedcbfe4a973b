package io.mirrorexperiment.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is to be said about one spec while it is read. */
final class Notes {
    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<String> defaults = new ArrayList<>();

    void mistake(String path, Place place, String message) {
        mistakes.add(new Mistake(path, place.line(), place.column(), place.preface() + message));
    }

    void byDefault(String path, String value) {
        defaults.add(path + ": " + value);
    }

    boolean clean() {
        return mistakes.isEmpty();
    }

    List<Mistake> mistakes() {
        return mistakes.stream()
                .sorted(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column))
                .toList();
    }

    List<String> defaults() {
        return List.copyOf(defaults);
    }
}
