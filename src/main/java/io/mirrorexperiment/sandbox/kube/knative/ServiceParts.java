package io.mirrorexperiment.sandbox.kube.knative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.control.Cluster;
import io.mirrorexperiment.sandbox.kube.store.Tree;

/** The Configuration and the Route that a Knative Service means. */
final class ServiceParts {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private ServiceParts() {}

    static ObjectNode configuration(ObjectNode service) {
        ObjectNode configuration = owned(service);
        ObjectNode metadata = Tree.within(configuration, "metadata");
        Tree.within(metadata, "labels").put(Knative.key("serviceUID"), Tree.uid(service));
        Tree.within(metadata, "annotations").put(Knative.key("routes"), Tree.name(service));
        configuration
                .putObject("spec")
                .set("template", Tree.at(service, "spec", "template").deepCopy());
        return configuration;
    }

    static ObjectNode route(ObjectNode service) {
        ObjectNode route = owned(service);
        ArrayNode traffic = route.putObject("spec").putArray("traffic");
        Tree.each(Tree.at(service, "spec", "traffic")).forEach(target -> {
            ObjectNode copy = target.deepCopy();
            if (Tree.text(copy, "revisionName").isEmpty()) {
                copy.put("configurationName", Tree.name(service));
            }
            traffic.add(copy);
        });
        return route;
    }

    private static ObjectNode owned(ObjectNode service) {
        ObjectNode object = Tree.object();
        ObjectNode metadata = object.putObject("metadata");
        metadata.put("name", Tree.name(service)).put("namespace", Tree.namespace(service));
        ObjectNode labels = metadata.putObject("labels");
        Tree.words(Tree.at(service, "metadata", "labels")).forEach(labels::put);
        labels.put(Knative.key("service"), Tree.name(service));
        ObjectNode annotations = metadata.putObject("annotations");
        Tree.words(Tree.at(service, "metadata", "annotations")).forEach(annotations::put);
        annotations.remove(LAST_APPLIED);
        metadata.putArray("ownerReferences").add(Cluster.controllerReference(service));
        return object;
    }

    /** Gives an object the labels, annotations and spec that are wanted, in place. */
    static void adjust(ObjectNode object, ObjectNode wanted) {
        object.set("spec", wanted.path("spec").deepCopy());
        ObjectNode metadata = Tree.within(object, "metadata");
        for (String field : new String[] {"labels", "annotations"}) {
            metadata.set(field, Tree.at(wanted, "metadata", field).deepCopy());
        }
    }

    /** Whether a Route's traffic goes where it is wanted, with the newest ready revision where that is wanted. */
    static boolean isMigrated(ObjectNode route, ObjectNode configuration) {
        JsonNode wanted = Tree.at(route, "spec", "traffic");
        JsonNode there = Tree.at(route, "status", "traffic");
        if (wanted.size() != there.size()) {
            return false;
        }
        String latest = Tree.text(configuration, "status", "latestReadyRevisionName");
        for (int i = 0; i < wanted.size(); i++) {
            String revision = Tree.word(wanted.get(i), "revisionName").orElse(latest);
            boolean same = revision.equals(Tree.text(there.get(i), "revisionName"))
                    && Tree.number(wanted.get(i), 0, "percent") == Tree.number(there.get(i), 0, "percent")
                    && Tree.text(wanted.get(i), "tag").equals(Tree.text(there.get(i), "tag"));
            if (!same) {
                return false;
            }
        }
        return true;
    }
}
