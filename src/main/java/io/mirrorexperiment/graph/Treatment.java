package io.mirrorexperiment.graph;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a route or a rule does to requests for a service, besides leading them on.
 *
 * @param kind what it is
 * @param service whose requests
 * @param where what says so, as in {@code VirtualService default/reviews}
 * @param words what it does, as in {@code delays 100 % of the requests by 5s}
 * @param percent share of the requests; empty where it is not said
 * @param target where copies go; empty for everything but mirrors
 */
public record Treatment(
        Kind kind, Service service, String where, String words, OptionalDouble percent, Optional<CopyTarget> target) {
    /** The ways to treat requests. */
    public enum Kind {
        /** Copies go elsewhere. */
        MIRROR,
        /** The caller's proxy holds requests back. */
        DELAY,
        /** The caller's proxy answers with an error. */
        ABORT,
        /** The caller's proxy stops waiting. */
        TIMEOUT,
        /** The caller's proxy tries again. */
        RETRIES,
        /** The caller's proxy refuses what is beyond a limit. */
        LIMIT,
        /** The caller's proxy leaves out pods that fail. */
        EJECTION
    }

    /** Whether it makes copies. */
    public boolean isMirror() {
        return target.isPresent();
    }

    /** Whether it holds for what is asked of a service. */
    public boolean holdsFor(Service other) {
        return service.equals(other) || isShadowOf(other, service);
    }

    /** Whether an edge is where its copies arrive. */
    boolean sendsTo(Edge edge) {
        return target.filter(aim -> aim.isMetBy(edge)).isPresent();
    }

    /** Where the authority of copies ends in {@code -shadow}, so may the name of the service that is told. */
    static boolean isShadowOf(Service seen, Service meant) {
        return seen.name()
                        .replaceFirst("-shadow(?=$|:)", "")
                        .replaceFirst(":\\d+$", "")
                        .equals(meant.name())
                && (seen.namespace().isEmpty() || seen.namespace().equals(meant.namespace()));
    }
}
