package io.mirrorexperiment.sandbox.kube.knative;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.util.List;

/** The names by which a route is called: inside of the cluster, and outside. */
record RouteAddress(ObjectNode route, String domain) {
    private static final String CLUSTER = ".svc.cluster.local";

    /** The public host of the route, or of one of its tags. */
    String publicHost(String tag) {
        return RouteParts.host(route, tag) + "." + Tree.namespace(route) + "." + domain;
    }

    String url(String tag) {
        return "http://" + publicHost(tag);
    }

    String local() {
        return "http://" + shortHost("") + CLUSTER;
    }

    String shortHost(String tag) {
        return RouteParts.host(route, tag) + "." + Tree.namespace(route);
    }

    /** The names inside of the cluster, as Knative expands them. */
    List<String> localHosts(String tag) {
        return List.of(shortHost(tag), shortHost(tag) + ".svc", shortHost(tag) + CLUSTER);
    }
}
