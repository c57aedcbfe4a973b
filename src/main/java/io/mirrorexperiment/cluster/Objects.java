package io.mirrorexperiment.cluster;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads, makes, replaces and deletes single objects. Thread-safe. */
final class Objects {
    private static final String AS_US = "?fieldManager=" + Cluster.FIELD_MANAGER;
    private static final String WHOLE = "application/json";

    /** A server that has no such form answers with the whole object. */
    private static final String BARE = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";

    private final Wire wire;
    private final Discovery discovery;
    private final String defaultNamespace;

    Objects(Wire wire, Discovery discovery, String defaultNamespace) {
        this.wire = wire;
        this.discovery = discovery;
        this.defaultNamespace = defaultNamespace;
    }

    Optional<Manifest> read(Address address) {
        Resource resource = discovery.get(address.kind());
        Ask ask = Ask.get(path(resource, address), "read " + address.words());
        Answer answer = wire.send(ask);
        if (Refusals.isAbsence(answer)) {
            return Optional.empty();
        }
        return Optional.of(manifest(ask, checked(ask, answer, address.kind())));
    }

    Manifest create(Manifest given) {
        Resource resource = resource(given);
        Manifest placed = placed(given, resource).without("metadata", "resourceVersion");
        String path = resource.path(placed.namespace()) + AS_US;
        return write("POST", path, "create " + placed.address().words(), placed, WHOLE);
    }

    Manifest replace(Manifest after) {
        return replace(after, "", WHOLE);
    }

    Manifest replaceBriefly(Manifest after) {
        return replace(after, "", BARE);
    }

    Manifest replaceStatus(Manifest after) {
        return replace(after, "/status", WHOLE);
    }

    private Manifest replace(Manifest after, String part, String accept) {
        if (after.resourceVersion().isEmpty()) {
            throw new IllegalArgumentException(
                    "cannot replace " + after.address().words() + ": it has no resourceVersion to compare with");
        }
        Resource resource = resource(after);
        Manifest placed = placed(after, resource);
        return write(
                "PUT",
                path(resource, placed.address()) + part + AS_US,
                "replace " + (part.isEmpty() ? "" : "the status of ")
                        + placed.address().words(),
                placed,
                accept);
    }

    /** Deletes the object if it is still the one that was read and, if asked for, unchanged; absent is fine. */
    void delete(Manifest given, boolean onlyUnchanged) {
        if (given.uid().isEmpty()) {
            throw new IllegalArgumentException(
                    "cannot delete " + given.address().words() + ": it has no uid, so it was not read from a server");
        }
        Resource resource = resource(given);
        Map<String, Object> preconditions = new LinkedHashMap<>(Map.of("uid", given.uid()));
        if (onlyUnchanged) {
            preconditions.put("resourceVersion", given.resourceVersion());
        }
        String options = Json.write(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "DeleteOptions",
                "propagationPolicy",
                "Background",
                "preconditions",
                preconditions));
        Address address = placed(given, resource).address();
        Ask ask = Ask.send("DELETE", path(resource, address), "delete " + address.words(), options);
        Answer answer = wire.send(ask);
        if (!Refusals.isAbsence(answer)) {
            checked(ask, answer, address.kind());
        }
    }

    private Manifest write(String method, String path, String words, Manifest manifest, String accept) {
        Ask ask = Ask.send(method, path, words, Json.write(manifest.tree()), accept);
        return manifest(ask, checked(ask, wire.send(ask), manifest.kind()));
    }

    private Answer checked(Ask ask, Answer answer, Kind kind) {
        if (answer.isGood()) {
            return answer;
        }
        ClusterException refusal = Refusals.of(ask, answer);
        if (refusal.reason() == Reason.NOT_SERVED) {
            discovery.forget(kind);
        }
        throw refusal;
    }

    /** In the version that the manifest has, or in the served one where the versions of the group are all the same. */
    private Resource resource(Manifest manifest) {
        String apiVersion = manifest.text("apiVersion").orElseThrow();
        String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
        Resource preferred = discovery.get(manifest.kind());
        if (preferred.version().equals(version) || Discovery.isOneSchema(manifest.kind())) {
            return preferred;
        }
        return discovery
                .in(manifest.kind(), version)
                .orElseThrow(() -> new ClusterException(
                        Reason.NOT_SERVED,
                        "the server does not serve " + manifest.kind() + " as " + apiVersion + " but as "
                                + preferred.apiVersion()));
    }

    private Manifest placed(Manifest manifest, Resource resource) {
        Manifest versioned = manifest.with(resource.apiVersion(), "apiVersion");
        return resource.namespaced() && manifest.namespace().isEmpty()
                ? versioned.with(defaultNamespace, "metadata", "namespace")
                : versioned;
    }

    private String path(Resource resource, Address address) {
        String namespace = address.namespace().isEmpty() ? defaultNamespace : address.namespace();
        return resource.path(namespace) + "/" + URLEncoder.encode(address.name(), StandardCharsets.UTF_8);
    }

    private static Manifest manifest(Ask ask, Answer answer) {
        Map<String, @Nullable Object> object = answer.object(ask);
        try {
            return Manifest.of(object);
        } catch (IllegalArgumentException other) {
            throw new ClusterException(
                    Reason.UNREACHABLE,
                    "cannot " + ask.words() + ": the answer is no Kubernetes object with a kind and a name",
                    other);
        }
    }
}
