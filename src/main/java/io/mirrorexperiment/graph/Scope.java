package io.mirrorexperiment.graph;

import java.util.Set;
import java.util.TreeSet;

/** Of which traffic is to be told. */
public sealed interface Scope {
    /** Whether callers are told apart. */
    boolean byCaller();

    /** All that goes in, out and within namespaces. */
    record Namespaces(Set<String> names) implements Scope {
        /** Copies; checks. */
        public Namespaces {
            if (names.isEmpty()) {
                throw new IllegalArgumentException("traffic of no namespace");
            }
            names = java.util.Collections.unmodifiableSet(new TreeSet<>(names));
        }

        @Override
        public boolean byCaller() {
            return true;
        }
    }

    /**
     * What goes to a service.
     *
     * @param namespace of the service
     * @param service its name
     * @param workloads further ones of that namespace, whatever service their requests come by
     */
    record OfService(String namespace, String service, Set<String> workloads, boolean byCaller) implements Scope {
        /** Copies. */
        public OfService {
            workloads = java.util.Collections.unmodifiableSet(new TreeSet<>(workloads));
        }
    }
}
