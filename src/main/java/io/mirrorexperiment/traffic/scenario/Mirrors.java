package io.mirrorexperiment.traffic.scenario;

import java.util.List;

/**
 * What is copied, and where to.
 *
 * @param copies the versions that get copies; none copies nothing
 * @param methods HTTP methods to copy, upper case; {@code *} alone copies all
 */
public record Mirrors(List<Copy> copies, List<String> methods) {
    /** Methods that change nothing by their meaning. */
    public static final List<String> SAFE = List.of("GET", "HEAD", "OPTIONS");

    /** No copies. */
    public static final Mirrors NONE = new Mirrors(List.of(), SAFE);

    /** Copies and checks. */
    public Mirrors {
        copies = List.copyOf(copies);
        methods = List.copyOf(methods);
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("a mirror needs methods to copy, or * for all");
        }
        if (copies.stream().map(Copy::version).distinct().count() < copies.size()) {
            throw new IllegalArgumentException("a version gets copies once, but one is named twice");
        }
    }

    /** Copies of requests that are safe to repeat. */
    public static Mirrors of(Copy... copies) {
        return new Mirrors(List.of(copies), SAFE);
    }
}
