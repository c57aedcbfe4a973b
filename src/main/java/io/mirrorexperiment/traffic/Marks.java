package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import java.util.Locale;

/** The names by which our fields and objects are known again, on today's object and after edits of others. */
final class Marks {
    /** Subset of a DestinationRule that selects the live version only. */
    static final String LIVE = "mirror-experiment-live";
    /** Subset of a DestinationRule that selects the dark version only. */
    static final String DARK = "mirror-experiment-dark";
    /** Beginning of the names of the subsets among which a run divides users' requests. */
    private static final String SHARE = "mirror-experiment-live-";
    /** Beginning of the names of the entries that divide them; no clone's. */
    static final String DIVISION = "mirror-experiment.shift.";
    /** The label by which pods tell their version. */
    static final String VERSION = "version";
    /** Name of a cloned route entry, or its beginning. */
    static final String CLONE = "mirror-experiment";
    /** The tombstone: the highest generation that a route has seen. */
    static final String GENERATION = "mirror-experiment.io/generation";
    /** Says which run made an object. */
    static final String RUN = "mirror-experiment.io/run";
    /** Says which run promoted the version that an object, once ours, now carries. */
    static final String PROMOTED = "mirror-experiment.io/promoted";
    /** On a VirtualService from shift until dropOld or shiftBack: the routes as they were, as JSON. */
    static final String BEFORE_SHIFT = "mirror-experiment.io/before-shift";
    /** On a DestinationRule from shift until dropOld or shiftBack: name of the subset that shift added. */
    static final String ADDED_SUBSET = "mirror-experiment.io/added-subset";

    /** On a Service whose selector we narrowed to the live version: the labels that we added. */
    static final String PINNED = "mirror-experiment.io/pinned";
    /** On a route whose rules cannot be told by name: the conditions of the rules that are clones of ours, as JSON. */
    static final String CLONES = "mirror-experiment.io/clones";

    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    private static final String US = "mirror-experiment";

    private Marks() {}

    /** The subset of a version that gets a part of users' requests; a DNS label, which Istio asks of it. */
    static String share(String version) {
        return SHARE + version.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    }

    /** Whether a subset is one that a run has made. */
    static boolean isSubset(String name) {
        return name.equals(LIVE) || name.equals(DARK) || name.startsWith(SHARE);
    }

    static String nameFor(String service) {
        return US + "-" + service;
    }

    static boolean ours(Manifest object) {
        return US.equals(object.labels().get(MANAGED_BY));
    }

    static Manifest mark(Manifest object, String run) {
        return object.with(US, "metadata", "labels", MANAGED_BY).withAnnotation(RUN, run);
    }

    /** The object as if nobody of us had made, shifted or promoted it. */
    static Manifest unmarked(Manifest object) {
        Manifest bare = ours(object) ? object.without("metadata", "labels", MANAGED_BY) : object;
        return bare.withoutAnnotation(RUN)
                .withoutAnnotation(PROMOTED)
                .withoutAnnotation(BEFORE_SHIFT)
                .withoutAnnotation(ADDED_SUBSET);
    }

    /** The object as the user's, if it is ours; a user's own object stays as it is. */
    static Manifest handOver(Manifest object, String run) {
        return ours(object)
                ? object.without("metadata", "labels", MANAGED_BY)
                        .withoutAnnotation(RUN)
                        .withAnnotation(PROMOTED, run)
                : object;
    }
}
