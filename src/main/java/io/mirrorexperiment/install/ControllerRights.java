package io.mirrorexperiment.install;

import static io.mirrorexperiment.install.Naming.RBAC;
import static io.mirrorexperiment.install.Pods.tree;

import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a controller may do: what its runs may, and watch the objects that ask for them. Its own Lease is in its namespace alone.
 *
 * @param namespaces of the objects; empty for all of them, and then the rules are cluster-wide
 * @param besides Roles of ours whose rules it has besides
 * @param secrets names of Secrets that specs may name
 */
record ControllerRights(Naming naming, List<String> namespaces, List<String> besides, List<String> secrets) {
    private static final String V1 = RBAC + "/v1";

    /** Reading in all namespaces: these two are ClusterRoles of ours. */
    private static final List<String> WIDE = List.of("elsewhere", "gateway-class");

    List<Manifest> objects() {
        List<Manifest> objects = new ArrayList<>();
        objects.add(naming.main("v1", "ServiceAccount"));
        String lease = naming.name() + "-lease";
        objects.add(naming.own(V1, "Role", lease, "rules", Shipped.rules("controller-lease")));
        objects.add(binding(naming.home(), lease));
        if (namespaces.isEmpty()) {
            List<Map<String, Object>> all = new ArrayList<>(rules(roles(true)));
            all.addAll(named());
            objects.addAll(wide(all));
        } else {
            List<Map<String, Object>> all = new ArrayList<>(rules(roles(false)));
            all.addAll(named());
            namespaces.forEach(namespace -> objects.addAll(inside(namespace, all)));
            List<String> wide = besides.stream().filter(WIDE::contains).toList();
            objects.addAll(wide.isEmpty() ? List.of() : wide(rules(wide)));
        }
        return objects;
    }

    private List<String> roles(boolean everywhere) {
        List<String> roles = new ArrayList<>(List.of("run", "journal", "controller"));
        besides.stream().filter(role -> everywhere || !WIDE.contains(role)).forEach(roles::add);
        return roles;
    }

    private static List<Map<String, Object>> rules(List<String> roles) {
        return Shipped.rules(roles);
    }

    private List<Map<String, Object>> named() {
        return secrets.isEmpty()
                ? List.of()
                : List.of(tree(
                        "apiGroups",
                        List.of(""),
                        "resources",
                        List.of("secrets"),
                        "resourceNames",
                        secrets,
                        "verbs",
                        List.of("get")));
    }

    private List<Manifest> wide(List<Map<String, Object>> rules) {
        String name = naming.name() + "." + naming.home();
        return List.of(
                naming.wide(V1, "ClusterRole", name, "rules", rules),
                naming.wide(
                        V1,
                        "ClusterRoleBinding",
                        name,
                        "roleRef",
                        tree("apiGroup", RBAC, "kind", "ClusterRole", "name", name),
                        "subjects",
                        subjects()));
    }

    private List<Manifest> inside(String namespace, List<Map<String, Object>> rules) {
        return List.of(
                naming.in(namespace, V1, "Role", naming.name(), "rules", rules), binding(namespace, naming.name()));
    }

    private Manifest binding(String namespace, String role) {
        return naming.in(
                namespace,
                V1,
                "RoleBinding",
                role,
                "roleRef",
                tree("apiGroup", RBAC, "kind", "Role", "name", role),
                "subjects",
                subjects());
    }

    private List<Object> subjects() {
        return List.of(tree("kind", "ServiceAccount", "name", naming.name(), "namespace", naming.home()));
    }
}
