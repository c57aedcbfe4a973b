package io.mirrorexperiment.sandbox.kube;

import io.mirrorexperiment.sandbox.kube.store.Kind;
import io.mirrorexperiment.sandbox.kube.store.Kinds;
import java.util.List;
import java.util.Optional;

/**
 * What a path under {@code /api} or {@code /apis} names.
 *
 * @param namespace empty for all, or for kinds without
 * @param name empty for a collection
 * @param part empty for the object itself, or status, scale, log, …
 */
record Address(Kind kind, String version, String namespace, String name, String part) {
    /** The part behind which a path of the object's own follows. */
    static final String PROXY = "proxy";

    /** Reads a path; empty if it names no known kind. */
    static Optional<Address> of(String path, Kinds kinds) {
        List<String> steps = List.of(path.substring(1).split("/", -1));
        if (steps.get(0).equals("api") && steps.size() >= 3) {
            return of("", steps.get(1), steps.subList(2, steps.size()), kinds);
        }
        if (steps.get(0).equals("apis") && steps.size() >= 4) {
            return of(steps.get(1), steps.get(2), steps.subList(3, steps.size()), kinds);
        }
        return Optional.empty();
    }

    boolean isCollection() {
        return name.isEmpty();
    }

    private static Optional<Address> of(String group, String version, List<String> steps, Kinds kinds) {
        boolean inside = steps.get(0).equals("namespaces") && steps.size() >= 3 && !isPartOfNamespace(steps);
        String namespace = inside ? steps.get(1) : "";
        List<String> rest = inside ? steps.subList(2, steps.size()) : steps;
        if (rest.size() > 3 && !rest.get(2).equals(PROXY)) {
            return Optional.empty();
        }
        String name = rest.size() > 1 ? rest.get(1) : "";
        String part = rest.size() > 2 ? rest.get(2) : "";
        return kinds.served(group, version, rest.get(0))
                .filter(kind -> kind.namespaced() || !inside)
                .map(kind -> new Address(kind, version, namespace, name, part));
    }

    private static boolean isPartOfNamespace(List<String> steps) {
        return steps.size() == 3 && List.of("status", "finalize").contains(steps.get(2));
    }
}
