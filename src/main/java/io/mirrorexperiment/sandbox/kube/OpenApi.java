package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Kind;
import io.mirrorexperiment.sandbox.kube.store.Kinds;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * OpenAPI documents with as much as kubectl asks of them: that each kind can be patched, with field validation and dry
 * run done by the server. They describe no fields.
 */
final class OpenApi {
    private final Kinds kinds;

    OpenApi(Kinds kinds) {
        this.kinds = kinds;
    }

    /** The document at a path, if there is one. */
    Optional<byte[]> at(String path) {
        if (path.equals("/openapi/v2")) {
            return Optional.of(Tree.bytes(second()));
        }
        if (path.equals("/openapi/v3")) {
            return Optional.of(Tree.bytes(index()));
        }
        return path.startsWith("/openapi/v3/")
                ? Optional.of(Tree.bytes(third(path.substring("/openapi/v3/".length()))))
                : Optional.empty();
    }

    private ObjectNode second() {
        ObjectNode document = Tree.object();
        document.put("swagger", "2.0");
        document.putObject("info").put("title", "Sandbox").put("version", "v1.32.0-sandbox");
        ObjectNode paths = document.putObject("paths");
        byPrefix().keySet().forEach(prefix -> patches(prefix).forEach(paths::set));
        document.putObject("definitions");
        return document;
    }

    private ObjectNode index() {
        ObjectNode index = Tree.object();
        ObjectNode paths = index.putObject("paths");
        byPrefix().forEach((prefix, version) -> paths.putObject(prefix)
                .put("serverRelativeURL", "/openapi/v3/" + prefix + "?hash=1"));
        return index;
    }

    private ObjectNode third(String prefix) {
        ObjectNode document = Tree.object();
        document.put("openapi", "3.0.0");
        document.putObject("info").put("title", "Sandbox").put("version", "v1.32.0-sandbox");
        ObjectNode paths = document.putObject("paths");
        patches(prefix).forEach(paths::set);
        document.putObject("components").putObject("schemas");
        return document;
    }

    private Map<String, String> byPrefix() {
        Map<String, String> prefixes = new TreeMap<>();
        kinds.all().forEach(kind -> kind.versions().forEach(version -> prefixes.put(prefix(kind, version), version)));
        return prefixes;
    }

    private Map<String, ObjectNode> patches(String prefix) {
        Map<String, ObjectNode> paths = new TreeMap<>();
        for (Kind kind : kinds.all()) {
            for (String version : kind.versions()) {
                if (prefix(kind, version).equals(prefix)) {
                    String home = kind.namespaced() ? "/namespaces/{namespace}/" : "/";
                    paths.put("/" + prefix + home + kind.plural() + "/{name}", patch(kind, version));
                }
            }
        }
        return paths;
    }

    private static ObjectNode patch(Kind kind, String version) {
        ObjectNode path = Tree.object();
        ObjectNode patch = path.putObject("patch");
        ArrayNode parameters = patch.putArray("parameters");
        for (String name : new String[] {"dryRun", "fieldManager", "fieldValidation", "force"}) {
            parameters.addObject().put("name", name).put("in", "query");
        }
        patch.putObject("responses").putObject("200").put("description", "OK");
        patch.put("x-kubernetes-action", "patch")
                .putObject("x-kubernetes-group-version-kind")
                .put("group", kind.group())
                .put("kind", kind.kind())
                .put("version", version);
        return path;
    }

    private static String prefix(Kind kind, String version) {
        return kind.group().isEmpty() ? "api/" + version : "apis/" + kind.group() + "/" + version;
    }
}
