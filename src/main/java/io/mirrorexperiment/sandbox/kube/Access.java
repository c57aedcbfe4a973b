package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Kind;
import io.mirrorexperiment.sandbox.kube.store.Kinds;
import io.mirrorexperiment.sandbox.kube.store.Refusal;
import io.mirrorexperiment.sandbox.kube.store.Store;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Role based access control over the stored roles and bindings. */
final class Access {
    private static final String RBAC = ".rbac.authorization.k8s.io";

    private final Store store;
    private final Kinds kinds;
    private final boolean enforced;

    Access(Store store, Kinds kinds, boolean enforced) {
        this.store = store;
        this.kinds = kinds;
        this.enforced = enforced;
    }

    /**
     * What somebody wants to do to an object.
     *
     * @param part subresource, or empty
     */
    record Wish(String verb, String group, String resource, String part, String namespace, String name) {
        String target() {
            return part.isEmpty() ? resource : resource + "/" + part;
        }
    }

    /** Refuses with 403, in the API server's words, what the caller may not do. */
    void check(Caller caller, Wish wish, Kind kind) {
        if (!allows(caller, wish)) {
            String where = wish.namespace().isEmpty()
                    ? " at the cluster scope"
                    : " in the namespace \"" + wish.namespace() + "\"";
            String why = "User \"" + caller.user() + "\" cannot " + wish.verb() + " resource \"" + wish.target()
                    + "\" in API group \"" + wish.group() + "\"" + where;
            throw Refusal.forbidden(kind, wish.name(), why);
        }
    }

    /** Refuses a path that only known callers may see. */
    void checkPath(Caller caller, String verb, String path) {
        boolean open = List.of("/healthz", "/livez", "/readyz", "/version").contains(path);
        if (enforced && !open && caller.equals(Caller.ANONYMOUS)) {
            throw Refusal.of(
                    403,
                    "Forbidden",
                    "forbidden: User \"" + caller.user() + "\" cannot " + verb + " path \"" + path + "\"");
        }
    }

    boolean allows(Caller caller, Wish wish) {
        return !enforced
                || caller.isAlmighty()
                || rules(caller, wish.namespace()).anyMatch(rule -> grants(rule, wish));
    }

    /** All rules that hold for a caller in a namespace (empty: cluster-wide ones only). */
    Stream<JsonNode> rules(Caller caller, String namespace) {
        if (!enforced || caller.isAlmighty()) {
            return Stream.of(Tree.known("{\"apiGroups\":[\"*\"],\"resources\":[\"*\"],\"verbs\":[\"*\"]}"));
        }
        Stream<JsonNode> wide = bindings("clusterrolebindings", "")
                .filter(binding -> binds(binding, caller))
                .flatMap(binding -> rulesOf(binding, ""));
        Stream<JsonNode> local = namespace.isEmpty()
                ? Stream.empty()
                : bindings("rolebindings", namespace)
                        .filter(binding -> binds(binding, caller))
                        .flatMap(binding -> rulesOf(binding, namespace));
        return Stream.concat(wide, local);
    }

    private Stream<ObjectNode> bindings(String plural, String namespace) {
        return kinds.find(plural + RBAC).stream().flatMap(kind -> store.list(kind, namespace).objects().stream());
    }

    private static boolean binds(JsonNode binding, Caller caller) {
        return Tree.each(binding.path("subjects")).anyMatch(subject -> isCaller(subject, binding, caller));
    }

    private static boolean isCaller(JsonNode subject, JsonNode binding, Caller caller) {
        String name = Tree.text(subject, "name");
        return switch (Tree.text(subject, "kind")) {
            case "User" -> caller.user().equals(name);
            case "Group" -> caller.groups().contains(name);
            case "ServiceAccount" -> {
                String home = Tree.word(subject, "namespace").orElseGet(() -> Tree.namespace(binding));
                yield caller.user().equals(Caller.serviceAccount(home, name).user());
            }
            default -> false;
        };
    }

    private Stream<JsonNode> rulesOf(JsonNode binding, String namespace) {
        boolean wide = Tree.text(binding, "roleRef", "kind").equals("ClusterRole");
        Optional<Kind> kind = kinds.find((wide ? "clusterroles" : "roles") + RBAC);
        return kind
                .flatMap(roles -> store.find(roles, wide ? "" : namespace, Tree.text(binding, "roleRef", "name")))
                .stream()
                .flatMap(role -> Tree.each(role.path("rules")));
    }

    private static boolean grants(JsonNode rule, Wish wish) {
        return holds(rule.path("apiGroups"), wish.group())
                && holds(rule.path("verbs"), wish.verb())
                && (holds(rule.path("resources"), wish.target())
                        || (!wish.part().isEmpty() && holds(rule.path("resources"), "*/" + wish.part())))
                && (rule.path("resourceNames").isEmpty() || lists(rule.path("resourceNames"), wish.name()));
    }

    private static boolean holds(JsonNode list, String value) {
        return lists(list, "*") || lists(list, value);
    }

    private static boolean lists(JsonNode list, String value) {
        return Tree.each(list).anyMatch(element -> element.asText().equals(value));
    }
}
