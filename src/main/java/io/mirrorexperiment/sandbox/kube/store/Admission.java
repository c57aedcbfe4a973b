package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What happens to a new object because of the others: its namespace, a service's address, a pod's sidecar. */
final class Admission {
    private final Store store;
    private final Kinds kinds;
    private int services;

    Admission(Store store, Kinds kinds) {
        this.store = store;
        this.kinds = kinds;
    }

    /** Admits the object, completed in place, or refuses it. */
    void admit(Kind kind, ObjectNode object) {
        Optional<ObjectNode> namespace = kind.namespaced() ? Optional.of(namespaceOf(kind, object)) : Optional.empty();
        switch (kind.resource()) {
            case "services" -> giveAddress(object);
            case "pods" -> namespace.filter(home -> hasMesh()).ifPresent(home -> Sidecar.inject(object, home));
            case "customresourcedefinitions.apiextensions.k8s.io" -> Definitions.refuseBroken(kind, object);
            default -> {}
        }
    }

    /** Keeps on update what was assigned at creation. */
    void keepAssigned(Kind kind, ObjectNode old, ObjectNode next) {
        if (kind.resource().equals("services")) {
            JsonNode before = old.path("spec");
            ObjectNode spec = Tree.within(next, "spec");
            for (String field : new String[] {"clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"}) {
                if (!spec.has(field) && before.has(field)) {
                    spec.set(field, before.get(field));
                }
            }
        }
    }

    private ObjectNode namespaceOf(Kind kind, ObjectNode object) {
        String name = Tree.namespace(object);
        ObjectNode namespace = store.find(kinds.get("namespaces"), "", name)
                .orElseThrow(() -> Refusal.notFound(kinds.get("namespaces"), name));
        if (Tree.leaving(namespace)) {
            String why = "unable to create new content in namespace " + name + " because it is being terminated";
            throw Refusal.forbidden(kind, Tree.name(object), why)
                    .because(
                            "NamespaceTerminating", "namespace " + name + " is being terminated", "metadata.namespace");
        }
        return namespace;
    }

    private boolean hasMesh() {
        return kinds.find("virtualservices.networking.istio.io").isPresent();
    }

    private void giveAddress(ObjectNode service) {
        ObjectNode spec = Tree.within(service, "spec");
        if (Tree.text(spec, "type").equals("ExternalName")) {
            return;
        }
        if (Tree.text(spec, "clusterIP").isEmpty()) {
            services++;
            spec.put("clusterIP", "10.96." + (services / 250) + "." + (services % 250 + 1));
        }
        spec.putArray("clusterIPs").add(Tree.text(spec, "clusterIP"));
        spec.putArray("ipFamilies").add("IPv4");
        spec.put("ipFamilyPolicy", "SingleStack");
    }
}
