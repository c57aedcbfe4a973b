package io.mirrorexperiment.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.ClusterView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is in the cluster, as text for comparison, without what no two runs have in common. */
final class Objects {
    private static final List<String> KINDS = List.of(
            "services",
            "deployments.apps",
            "virtualservices.networking.istio.io",
            "destinationrules.networking.istio.io",
            "httproutes.gateway.networking.k8s.io",
            "httpproxies.projectcontour.io",
            "ingressroutes.traefik.io",
            "traefikservices.traefik.io",
            "configmaps",
            "leases.coordination.k8s.io");

    private static final List<String> SERVERS_OWN =
            List.of("uid", "resourceVersion", "creationTimestamp", "generation", "managedFields");

    private Objects() {}

    /** Everything but the documented remains: ended leases, and the generation that a route has seen. */
    static Map<String, String> bare(ClusterView view) {
        return of(view, true);
    }

    /** Everything. */
    static Map<String, String> all(ClusterView view) {
        return of(view, false);
    }

    /** What differs, object by object, in few words. */
    static List<String> differences(Map<String, String> expected, Map<String, String> actual) {
        Set<String> names = new TreeSet<>(expected.keySet());
        names.addAll(actual.keySet());
        return names.stream()
                .filter(name -> !expected.getOrDefault(name, "nothing").equals(actual.getOrDefault(name, "nothing")))
                .map(name -> name + ": expected " + expected.getOrDefault(name, "nothing") + "\n  but was "
                        + actual.getOrDefault(name, "nothing"))
                .toList();
    }

    /** Who manages fields of objects that Argo CD owns. */
    static List<String> owned(ClusterView view) {
        return KINDS.stream()
                .flatMap(kind -> view.list(kind).stream())
                .filter(object -> object.at("/metadata/annotations").has("argocd.argoproj.io/tracking-id"))
                .flatMap(object -> object.at("/metadata/managedFields").findValuesAsText("manager").stream())
                .toList();
    }

    private static Map<String, String> of(ClusterView view, boolean bare) {
        Map<String, String> objects = new TreeMap<>();
        for (String kind : KINDS) {
            for (ObjectNode object : view.list(kind)) {
                boolean remains =
                        kind.startsWith("leases") && !object.path("spec").has("holderIdentity");
                if (!(bare && remains)) {
                    objects.put(kind + "/" + object.at("/metadata/name").asText(), text(object, bare));
                }
            }
        }
        view.list("pods").stream()
                .filter(pod -> !pod.path("metadata").has("deletionTimestamp"))
                .forEach(pod -> objects.merge(
                        "pods/" + pod.at("/metadata/labels/version").asText() + " of "
                                + pod.at("/spec/containers/0/image").asText(),
                        "1",
                        (one, more) -> one + " 1"));
        return objects;
    }

    private static String text(ObjectNode original, boolean bare) {
        ObjectNode object = original.deepCopy();
        object.remove("status");
        if (object.path("spec") instanceof ObjectNode spec && !spec.has("holderIdentity")) {
            spec.remove("leaseDurationSeconds");
        }
        ObjectNode meta = (ObjectNode) object.path("metadata");
        meta.remove(SERVERS_OWN);
        if (meta.path("annotations") instanceof ObjectNode annotations) {
            annotations.remove("deployment.kubernetes.io/revision");
            annotations.remove("mirror-experiment.io/notes");
            if (bare) {
                annotations.remove("mirror-experiment.io/generation");
            }
            if (annotations.isEmpty()) {
                meta.remove("annotations");
            }
        }
        return sorted(object)
                .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "TIME")
                .replaceAll("by tester [0-9a-f]{8}", "by tester");
    }

    private static String sorted(JsonNode node) {
        if (node.isObject()) {
            Map<String, String> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            return fields.toString();
        }
        if (node.isArray()) {
            StringBuilder items = new StringBuilder("[");
            node.forEach(item -> items.append(sorted(item)).append(", "));
            return items.append("]").toString();
        }
        return node.asText();
    }
}
