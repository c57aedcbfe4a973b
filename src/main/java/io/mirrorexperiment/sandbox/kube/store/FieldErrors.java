package io.mirrorexperiment.sandbox.kube.store;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** What Knative's webhook finds wrong with an object, merged, sorted and worded as knative.dev/pkg/apis does it. */
final class FieldErrors {
    private static final String WEBHOOK = "validation.webhook.serving.knative.dev";

    private record Said(String message, String details) implements Comparable<Said> {
        @Override
        public int compareTo(Said other) {
            int byMessage = message.compareTo(other.message);
            return byMessage != 0 ? byMessage : details.compareTo(other.details);
        }
    }

    private final TreeMap<Said, TreeSet<String>> all = new TreeMap<>();

    void add(String message, String... paths) {
        detailed(message, "", paths);
    }

    void detailed(String message, String details, String... paths) {
        all.computeIfAbsent(new Said(message, details), fresh -> new TreeSet<>())
                .addAll(List.of(paths));
    }

    void missing(String path) {
        add("missing field(s)", path);
    }

    void disallowed(String path) {
        add("must not set the field(s)", path);
    }

    void invalid(String value, String path) {
        add("invalid value: " + value, path);
    }

    void outOfBounds(long value, long lower, long upper, String path) {
        add("expected " + lower + " <= " + value + " <= " + upper, path);
    }

    /** Refuses the object in the webhook's name if anything is wrong. */
    void refuse() {
        if (all.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        all.forEach((said, paths) -> lines.add(said.message() + ": " + String.join(", ", paths)
                + (said.details().isEmpty() ? "" : "\n" + said.details())));
        throw Refusal.badRequest("admission webhook \"" + WEBHOOK + "\" denied the request: validation failed: "
                + String.join("\n", lines));
    }
}
