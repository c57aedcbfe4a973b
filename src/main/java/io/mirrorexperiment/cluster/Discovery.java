package io.mirrorexperiment.cluster;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.manifest.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks the server which kinds it serves. What was found is remembered; what was not is asked again, for it may be
 * installed at any time. Thread-safe.
 */
final class Discovery {
    /** Its versions have one schema; the newest is taken even where an old server prefers another. */
    private static final String ISTIO = "networking.istio.io";

    private static final List<String> ISTIO_VERSIONS = List.of("v1", "v1beta1", "v1alpha3");

    private final Wire wire;
    private final Map<Kind, Resource> chosen = new ConcurrentHashMap<>();
    private final Map<String, Resource> served = new ConcurrentHashMap<>();

    Discovery(Wire wire) {
        this.wire = wire;
    }

    /** How a kind is served in the version to use; empty if it is not. */
    Optional<Resource> find(Kind kind) {
        Resource known = chosen.get(kind);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Resource> asked = versions(kind.group()).stream()
                .flatMap(version -> in(kind, version).stream())
                .findFirst();
        asked.ifPresent(resource -> chosen.put(kind, resource));
        return asked;
    }

    /** As {@link #find}, where it must be served. */
    Resource get(Kind kind) {
        return find(kind)
                .orElseThrow(() -> new ClusterException(
                        Reason.NOT_SERVED, "the server does not serve " + kind + ": is what brings it installed?"));
    }

    /**
     * The kind that kubectl takes a word for: the name of its objects, of one of them, or its short name, with the group behind a dot where
     * it is said. Of several groups that have it the first is meant, in the order of the server, the core group before all.
     */
    Optional<Kind> named(String word) {
        String[] parts = word.toLowerCase(Locale.ROOT).split("\\.", 2);
        return preferred().entrySet().stream()
                .filter(group -> parts.length == 1 || group.getKey().equals(parts[1]))
                .flatMap(group -> resources(group.getKey(), group.getValue()).stream())
                .filter(resource -> resource.names().contains(parts[0]))
                .map(Resource::kind)
                .findFirst();
    }

    /** All groups and the version that the server prefers of each. */
    private Map<String, String> preferred() {
        Map<String, String> groups = new LinkedHashMap<>(Map.of("", "v1"));
        Ask ask = Ask.get("apis", "ask which groups of kinds are served");
        for (Map<String, ?> group :
                Answers.maps(Answers.good(ask, wire.send(ask)).get("groups"))) {
            Answers.text(group, "name")
                    .ifPresent(name -> Answers.text(Answers.map(group.get("preferredVersion")), "version")
                            .ifPresent(version -> groups.put(name, version)));
        }
        return groups;
    }

    /** How a kind is served in just this version. */
    Optional<Resource> in(Kind kind, String version) {
        String key = version + " " + kind;
        if (!served.containsKey(key)) {
            resources(kind.group(), version).forEach(one -> served.put(version + " " + one.kind(), one));
        }
        return Optional.ofNullable(served.get(key));
    }

    /** Whether all versions of a kind have the same fields, so that an object of one may be sent as another. */
    static boolean isOneSchema(Kind kind) {
        return kind.group().equals(ISTIO);
    }

    /** Forgets a kind, after the server said that it no longer serves it. */
    void forget(Kind kind) {
        chosen.remove(kind);
        served.values().removeIf(resource -> resource.kind().equals(kind));
    }

    private List<String> versions(String group) {
        if (group.isEmpty()) {
            return List.of("v1");
        }
        Ask ask = Ask.get("apis/" + group, "ask which versions of " + group + " are served");
        Answer answer = wire.send(ask);
        if (answer.status() == 404) {
            return List.of();
        }
        Map<String, ?> object = Answers.good(ask, answer);
        List<String> served = Answers.maps(object.get("versions")).stream()
                .flatMap(version -> Answers.text(version, "version").stream())
                .toList();
        Set<String> ordered = new LinkedHashSet<>(served);
        if (group.equals(ISTIO)) {
            ordered.clear();
            ISTIO_VERSIONS.stream().filter(served::contains).forEach(ordered::add);
        } else if (object.get("preferredVersion") instanceof Map<?, ?> preferred
                && preferred.get("version") instanceof String version) {
            ordered.clear();
            ordered.add(version);
        }
        ordered.addAll(served);
        return List.copyOf(ordered);
    }

    private List<Resource> resources(String group, String version) {
        String apiVersion = group.isEmpty() ? version : group + "/" + version;
        String path = (group.isEmpty() ? "api/" : "apis/") + apiVersion;
        Ask ask = Ask.get(path, "ask which kinds of " + apiVersion + " are served");
        Answer answer = wire.send(ask);
        if (answer.status() == 404) {
            return List.of();
        }
        List<Resource> asked = new ArrayList<>();
        for (Map<String, ?> one : Answers.maps(Answers.good(ask, answer).get("resources"))) {
            read(group, version, one).ifPresent(asked::add);
        }
        return asked;
    }

    /** A name with a slash is a subresource. */
    private static Optional<Resource> read(String group, String version, Map<String, ?> one) {
        Optional<String> name = Answers.text(one, "name").filter(plural -> !plural.contains("/"));
        Optional<String> kind = Answers.text(one, "kind");
        return name.isEmpty() || kind.isEmpty()
                ? Optional.empty()
                : Optional.of(new Resource(
                        new Kind(group, kind.get()),
                        version,
                        name.get(),
                        Boolean.TRUE.equals(one.get("namespaced")),
                        names(name.get(), kind.get(), one)));
    }

    private static Set<String> names(String plural, String kind, Map<String, ?> one) {
        Set<String> names = new LinkedHashSet<>(List.of(plural, kind.toLowerCase(Locale.ROOT)));
        Answers.text(one, "singularName").ifPresent(names::add);
        if (one.get("shortNames") instanceof List<?> brief) {
            brief.forEach(name -> names.add(String.valueOf(name)));
        }
        return names;
    }
}
