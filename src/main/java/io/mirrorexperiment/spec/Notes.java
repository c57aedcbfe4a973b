package io.mirrorexperiment.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is to be said about one spec while it is read. */
final class Notes {
    private static final int LONGEST_PATH = 200;
    private static final int LONGEST_MESSAGE = 1000;

    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<String> defaults = new ArrayList<>();

    void mistake(String path, Place place, String message) {
        mistakes.add(new Mistake(
                Shown.visible(path, LONGEST_PATH),
                place.line(),
                place.column(),
                place.preface() + Shown.visible(message, LONGEST_MESSAGE)));
    }

    void byDefault(String path, String value) {
        defaults.add(Shown.visible(path + ": " + value, LONGEST_MESSAGE));
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
