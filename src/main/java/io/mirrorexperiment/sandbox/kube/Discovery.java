package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Kind;
import io.mirrorexperiment.sandbox.kube.store.Kind.Trait;
import io.mirrorexperiment.sandbox.kube.store.Kinds;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import io.mirrorexperiment.sandbox.kube.wire.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells clients which kinds there are. */
final class Discovery {
    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final List<String> REVIEWS = List.of("SelfSubjectAccessReview", "SelfSubjectRulesReview");

    private final Kinds kinds;

    Discovery(Kinds kinds) {
        this.kinds = kinds;
    }

    /** The document at a path, if there is one. */
    Optional<ObjectNode> at(Request request) {
        return document(request.path().replaceAll("(?<=.)/$", ""));
    }

    private Optional<ObjectNode> document(String path) {
        return switch (path) {
            case "/version" -> Optional.of(version());
            case "/api" -> Optional.of(core());
            case "/apis" -> Optional.of(groups());
            case "/" -> Optional.of(roots());
            default ->
                path.startsWith("/api/") || path.startsWith("/apis/")
                        ? group(List.of(path.substring(1).split("/", -1)))
                        : Optional.empty();
        };
    }

    private static ObjectNode version() {
        return Tree.object()
                .put("major", "1")
                .put("minor", "32")
                .put("gitVersion", "v1.32.0-sandbox")
                .put("gitCommit", "0000000000000000000000000000000000000000")
                .put("gitTreeState", "clean")
                .put("buildDate", "2026-01-01T00:00:00Z")
                .put("goVersion", "none")
                .put("compiler", "javac")
                .put("platform", "sandbox/any");
    }

    private static ObjectNode core() {
        ObjectNode versions = Tree.object();
        versions.put("kind", "APIVersions").putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs");
        return versions;
    }

    private ObjectNode roots() {
        ObjectNode roots = Tree.object();
        ArrayNode paths = roots.putArray("paths");
        paths.add("/api").add("/api/v1").add("/apis");
        versionsByGroup().keySet().forEach(group -> paths.add("/apis/" + group));
        paths.add("/healthz")
                .add("/livez")
                .add("/openapi/v2")
                .add("/openapi/v3")
                .add("/readyz")
                .add("/version");
        return roots;
    }

    private ObjectNode groups() {
        ObjectNode list = Tree.object();
        list.put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        versionsByGroup().forEach((group, versions) -> groups.add(groupOf(group, versions)));
        return list;
    }

    private Map<String, List<String>> versionsByGroup() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (Kind kind : kinds.all()) {
            if (!kind.group().isEmpty()) {
                List<String> versions = groups.computeIfAbsent(kind.group(), group -> new ArrayList<>());
                kind.versions().stream()
                        .filter(version -> !versions.contains(version))
                        .forEach(versions::add);
            }
        }
        groups.put(Reviews.GROUP, List.of("v1"));
        groups.put("authentication.k8s.io", List.of("v1"));
        return groups;
    }

    private static ObjectNode groupOf(String name, List<String> versions) {
        ObjectNode group = Tree.object();
        group.put("name", name);
        ArrayNode all = group.putArray("versions");
        versions.forEach(version -> all.add(versionOf(name, version)));
        group.set("preferredVersion", versionOf(name, versions.get(0)));
        return group;
    }

    private static ObjectNode versionOf(String group, String version) {
        return Tree.object().put("groupVersion", group + "/" + version).put("version", version);
    }

    private Optional<ObjectNode> group(List<String> steps) {
        boolean core = steps.get(0).equals("api");
        String group = core ? "" : steps.get(1);
        if (!core && steps.size() == 2) {
            return Optional.ofNullable(versionsByGroup().get(group))
                    .map(versions ->
                            groupOf(group, versions).put("kind", "APIGroup").put("apiVersion", "v1"));
        }
        if (steps.size() != (core ? 2 : 3)) {
            return Optional.empty();
        }
        String version = steps.get(steps.size() - 1);
        boolean there = core
                ? version.equals("v1")
                : versionsByGroup().getOrDefault(group, List.of()).contains(version);
        return there ? Optional.of(resources(group, version)) : Optional.empty();
    }

    private ObjectNode resources(String group, String version) {
        ObjectNode list = Tree.object();
        list.put("kind", "APIResourceList").put("apiVersion", "v1");
        list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        ArrayNode resources = list.putArray("resources");
        kinds.all().stream()
                .filter(kind -> kind.group().equals(group) && kind.versions().contains(version))
                .forEach(kind -> describe(kind, resources));
        if (group.equals(Reviews.GROUP)) {
            REVIEWS.forEach(kind -> review(kind, resources));
        }
        if (group.equals("authentication.k8s.io")) {
            review("SelfSubjectReview", resources);
        }
        return list;
    }

    private static void describe(Kind kind, ArrayNode resources) {
        ObjectNode resource = entry(kind.plural(), kind, kind.kind(), VERBS, resources);
        resource.put("singularName", kind.singular());
        kind.shortNames().forEach(name -> Tree.listIn(resource, "shortNames").add(name));
        categories(kind).forEach(name -> Tree.listIn(resource, "categories").add(name));
        if (kind.is(Trait.STATUS)) {
            entry(kind.plural() + "/status", kind, kind.kind(), List.of("get", "patch", "update"), resources);
        }
        if (kind.is(Trait.SCALE)) {
            entry(kind.plural() + "/scale", kind, "Scale", List.of("get", "patch", "update"), resources)
                    .put("group", "autoscaling")
                    .put("version", "v1");
        }
        if (kind.resource().equals("pods")) {
            entry("pods/log", kind, "Pod", List.of("get"), resources);
        }
    }

    private static List<String> categories(Kind kind) {
        boolean everyday = List.of("pods", "services", "deployments.apps", "replicasets.apps", "jobs.batch")
                .contains(kind.resource());
        if (everyday) {
            return List.of("all");
        }
        return kind.group().equals("networking.istio.io") ? List.of("istio-io", "networking-istio-io") : List.of();
    }

    private static void review(String kind, ArrayNode resources) {
        String plural = kind.toLowerCase(java.util.Locale.ROOT) + "s";
        ObjectNode resource = resources.addObject();
        resource.put("name", plural)
                .put("singularName", "")
                .put("namespaced", false)
                .put("kind", kind);
        resource.putArray("verbs").add("create");
    }

    private static ObjectNode entry(String name, Kind kind, String shownKind, List<String> verbs, ArrayNode into) {
        ObjectNode resource = into.addObject();
        resource.put("name", name).put("singularName", "").put("namespaced", kind.namespaced());
        resource.put("kind", shownKind);
        ArrayNode list = resource.putArray("verbs");
        verbs.forEach(list::add);
        return resource;
    }
}
