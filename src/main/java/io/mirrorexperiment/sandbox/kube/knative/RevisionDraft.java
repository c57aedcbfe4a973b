package io.mirrorexperiment.sandbox.kube.knative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.control.Cluster;
import io.mirrorexperiment.sandbox.kube.store.Tree;

/** The Revision that a Configuration's template makes (pkg/reconciler/configuration/resources/revision.go). */
final class RevisionDraft {
    /** The label that tells of which generation of its Configuration a Revision is. */
    static final String GENERATION = Knative.key("configurationGeneration");

    private static final String STATE = Knative.key("routingState");
    private static final String ROUTES = Knative.key("routes");

    private RevisionDraft() {}

    static ObjectNode of(ObjectNode configuration, String name, String now) {
        JsonNode template = Tree.at(configuration, "spec", "template");
        ObjectNode revision = Tree.object();
        ObjectNode metadata = revision.putObject("metadata");
        metadata.put("name", name).put("namespace", Tree.namespace(configuration));
        label(metadata.putObject("labels"), configuration, template);
        annotate(metadata, configuration, template, now);
        metadata.putArray("ownerReferences").add(Cluster.controllerReference(configuration));
        revision.set("spec", template.path("spec").deepCopy());
        return revision;
    }

    private static void label(ObjectNode labels, ObjectNode configuration, JsonNode template) {
        Tree.words(Tree.at(template, "metadata", "labels")).forEach(labels::put);
        labels.put(Knative.key("configuration"), Tree.name(configuration));
        labels.put(GENERATION, Tree.text(configuration, "metadata", "generation"));
        labels.put(Knative.key("configurationUID"), Tree.uid(configuration));
        for (String kept : new String[] {Knative.key("service"), Knative.key("serviceUID")}) {
            Tree.word(configuration, "metadata", "labels", kept).ifPresent(value -> labels.put(kept, value));
        }
    }

    /** A revision of a Service is taken for one that a route names until the route says otherwise. */
    private static void annotate(ObjectNode metadata, ObjectNode configuration, JsonNode template, String now) {
        ObjectNode annotations = metadata.putObject("annotations");
        Tree.words(Tree.at(template, "metadata", "annotations")).forEach(annotations::put);
        String routes = Tree.text(configuration, "metadata", "annotations", ROUTES);
        Tree.within(metadata, "labels").put(STATE, routes.isEmpty() ? "pending" : "active");
        if (!routes.isEmpty()) {
            annotations.put(ROUTES, routes);
        }
        annotations.put(Knative.key("routingStateModified"), now);
    }
}
