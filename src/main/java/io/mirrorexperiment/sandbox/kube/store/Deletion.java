package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * How to delete.
 *
 * @param uid delete only this very object
 * @param resourceVersion delete only this very version
 * @param propagation Background, Foreground or Orphan
 * @param graceSeconds how long a pod may take
 */
public record Deletion(
        Optional<String> uid,
        Optional<String> resourceVersion,
        Propagation propagation,
        Optional<Integer> graceSeconds,
        boolean dryRun) {

    /** What becomes of the objects that the deleted one owns. */
    public enum Propagation {
        /** They go after it. */
        BACKGROUND,
        /** They go before it. */
        FOREGROUND,
        /** They stay, without an owner. */
        ORPHAN
    }

    /** At once, without conditions. */
    public static Deletion now() {
        return new Deletion(Optional.empty(), Optional.empty(), Propagation.BACKGROUND, Optional.of(0), false);
    }

    /** In the usual way. */
    public static Deletion usual() {
        return new Deletion(Optional.empty(), Optional.empty(), Propagation.BACKGROUND, Optional.empty(), false);
    }

    /** Reads DeleteOptions; query parameters come first. */
    public static Deletion of(JsonNode options, Optional<String> policy, Optional<String> grace, boolean dryRun) {
        return new Deletion(
                Tree.word(options, "preconditions", "uid"),
                Tree.word(options, "preconditions", "resourceVersion"),
                propagation(policy.or(() -> Tree.word(options, "propagationPolicy")), options),
                grace.or(() -> Tree.word(options, "gracePeriodSeconds")).map(Deletion::seconds),
                dryRun || !options.path("dryRun").isEmpty());
    }

    private static Propagation propagation(Optional<String> policy, JsonNode options) {
        if (options.path("orphanDependents").asBoolean()) {
            return Propagation.ORPHAN;
        }
        return switch (policy.orElse("Background")) {
            case "Background" -> Propagation.BACKGROUND;
            case "Foreground" -> Propagation.FOREGROUND;
            case "Orphan" -> Propagation.ORPHAN;
            default -> throw Refusal.badRequest("invalid propagationPolicy: " + policy.orElse(""));
        };
    }

    private static int seconds(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw Refusal.badRequest("gracePeriodSeconds: not a number: " + text);
        }
    }
}
