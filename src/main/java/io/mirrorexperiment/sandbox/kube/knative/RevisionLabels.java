package io.mirrorexperiment.sandbox.kube.knative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.control.Cluster;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Labels revisions that a route names, be it with 0 %, as active and all others as reserve, as Knative's labeler does. */
final class RevisionLabels {
    private static final String STATE = Knative.key("routingState");
    private static final String ROUTES = Knative.key("routes");

    private final Cluster cluster;

    RevisionLabels(Cluster cluster) {
        this.cluster = cluster;
    }

    void follow(ObjectNode route) {
        Set<String> named = named(route);
        boolean settled = Conditions.find(route, Conditions.READY)
                .filter(mark -> !mark.isUnknown())
                .isPresent();
        for (ObjectNode revision : cluster.in(Knative.REVISIONS, Tree.namespace(route))) {
            String routes = Tree.text(revision, "metadata", "annotations", ROUTES);
            if (named.contains(Tree.name(revision))) {
                label(revision, "active", Tree.name(route));
            } else if (settled && routes.equals(Tree.name(route))) {
                label(revision, "reserve", "");
            }
        }
    }

    private Set<String> named(ObjectNode route) {
        Set<String> named = new TreeSet<>();
        for (String part : List.of("status", "spec")) {
            for (JsonNode target : Tree.at(route, part, "traffic")) {
                Tree.word(target, "revisionName").ifPresent(named::add);
                Tree.word(target, "configurationName")
                        .flatMap(name -> cluster.find(Knative.CONFIGURATIONS, Tree.namespace(route), name))
                        .flatMap(configuration -> Tree.word(configuration, "status", "latestCreatedRevisionName"))
                        .ifPresent(named::add);
            }
        }
        return named;
    }

    private void label(ObjectNode revision, String state, String routes) {
        boolean same = Tree.text(revision, "metadata", "labels", STATE).equals(state)
                && Tree.text(revision, "metadata", "annotations", ROUTES).equals(routes);
        if (same) {
            return;
        }
        cluster.edit(Knative.REVISIONS, revision, copy -> {
            Tree.within(copy, "metadata", "labels").put(STATE, state);
            ObjectNode annotations = Tree.within(copy, "metadata", "annotations");
            annotations.put(Knative.key("routingStateModified"), cluster.stamp());
            if (routes.isEmpty()) {
                annotations.remove(ROUTES);
            } else {
                annotations.put(ROUTES, routes);
            }
        });
    }
}
