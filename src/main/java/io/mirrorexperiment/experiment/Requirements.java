package io.mirrorexperiment.experiment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What must be in the cluster before a run is planned: until then it waits, and has touched nothing.
 *
 * @param within how long it waits at the longest
 * @param objects all of them; never empty
 */
public record Requirements(Duration within, List<Wanted> objects) {
    /** Copies and checks. */
    public Requirements {
        objects = List.copyOf(objects);
        if (objects.isEmpty() || within.isNegative()) {
            throw new IllegalArgumentException("nothing to wait for, or no time");
        }
    }

    /**
     * An object that has to be there.
     *
     * @param kind as kubectl takes it, as in {@code deploy} or {@code services.serving.knative.dev}
     * @param namespace where; of no meaning for a kind that is in none
     * @param name of the object
     * @param condition that must be met; none where it is enough that the object is there
     */
    public record Wanted(String kind, String namespace, String name, Optional<Condition> condition) {
        /** As a message names it. */
        public String words() {
            return kind + " " + name + " in namespace " + namespace;
        }
    }

    /**
     * A condition in an object's status.
     *
     * @param type as in {@code Ready}; lower and upper case are the same, as for kubectl
     * @param status as in {@code True}
     */
    public record Condition(String type, String status) {
        /** As a spec has it: {@code Ready}, or {@code Progressing=False}. */
        public String words() {
            return status.equalsIgnoreCase("True") ? type : type + "=" + status;
        }

        /** Reads what {@link #words} writes. */
        public static Condition of(String words) {
            int equals = words.indexOf('=');
            return equals < 0
                    ? new Condition(words, "True")
                    : new Condition(words.substring(0, equals), words.substring(equals + 1));
        }
    }
}
