package io.mirrorexperiment.run;

import io.mirrorexperiment.manifest.Kind;
import java.util.Optional;

/**
 * One thing that a run does, as RBAC has it.
 *
 * @param verb as in a rule: {@code get}, {@code list}, {@code create}, {@code update}, {@code delete}
 * @param kind of the objects
 * @param namespace where they are; empty for all namespaces
 * @param name of the only object that it is about, where that is known beforehand
 */
record Right(String verb, Kind kind, String namespace, Optional<String> name) {
    /** As in {@code update objects of kind VirtualService in namespace shop}. */
    String words() {
        String objects = name.map(only -> kind.kind() + " " + only).orElse("objects of kind " + kind.kind());
        return verb + " " + objects + (namespace.isEmpty() ? " in all namespaces" : " in namespace " + namespace);
    }
}
