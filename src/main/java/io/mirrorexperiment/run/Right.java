package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.manifest.Kind;
import java.util.Optional;

/**
 * One thing that a run does, as RBAC has it.
 *
 * @param verb as in a rule: {@code get}, {@code list}, {@code create}, {@code update}, {@code delete}
 * @param kind of the objects
 * @param namespace where they are; empty for all namespaces
 * @param name of the only object that it is about, where that is known beforehand
 * @param part of the objects, such as {@code log} of pods; empty for the objects themselves
 */
record Right(String verb, Kind kind, String namespace, Optional<String> name, Optional<String> part) {
    /** One on whole objects. */
    Right(String verb, Kind kind, String namespace, Optional<String> name) {
        this(verb, kind, namespace, name, Optional.empty());
    }

    /** Whether we have it: asks the server, touches nothing. */
    boolean isHeld(Cluster cluster) {
        return part.map(subresource -> cluster.mayPart(verb, kind, subresource, namespace))
                .orElseGet(() -> cluster.may(verb, kind, namespace, name));
    }

    /** As a rule names it, in {@code pods/log}. */
    String resource(Cluster cluster) {
        return cluster.plural(kind) + part.map(subresource -> "/" + subresource).orElse("");
    }

    /** As in {@code update objects of kind VirtualService in namespace shop}. */
    String words() {
        String of = part.map(subresource -> subresource + " of ").orElse("");
        String objects = of + name.map(only -> kind.kind() + " " + only).orElse("objects of kind " + kind.kind());
        return verb + " " + objects + (namespace.isEmpty() ? " in all namespaces" : " in namespace " + namespace);
    }
}
