package io.mirrorexperiment.sandbox.kube.knative;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.control.Cluster;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The Services and VirtualServices of a route, as Knative and net-istio 0.24 make them. */
final class RouteParts {
    private static final String LOCAL = "knative-serving/knative-local-gateway";
    private static final String PUBLIC = "knative-serving/knative-ingress-gateway";

    private RouteParts() {}

    /** The name of a route's Service, or of the one of a tag. */
    static String host(ObjectNode route, String tag) {
        return tag.isEmpty() ? Tree.name(route) : tag + "-" + Tree.name(route);
    }

    /** The Service by which others in the cluster call the route, or one of its tags: an alias of the local gateway. */
    static ObjectNode tagged(ObjectNode route, String tag) {
        ObjectNode service = owned(route, host(route, tag));
        ObjectNode spec = service.putObject("spec");
        spec.put("type", "ExternalName").put("externalName", "knative-local-gateway.istio-system.svc.cluster.local");
        spec.put("sessionAffinity", "None");
        spec.putArray("ports").addObject().put("name", "http2").put("port", 80).put("targetPort", 80);
        return service;
    }

    static ObjectNode ingress(ObjectNode route, RouteAddress address, Traffic traffic) {
        List<String> hosts = new ArrayList<>();
        ArrayNode http = Tree.array();
        for (String tag : origins(traffic)) {
            hosts.addAll(address.localHosts(tag));
            hosts.add(address.publicHost(tag));
            http.add(entry(route, address.shortHost(tag), LOCAL, traffic, tag));
            http.add(entry(route, address.publicHost(tag), PUBLIC, traffic, tag));
        }
        return virtualService(route, "-ingress", List.of(PUBLIC, LOCAL), hosts, http);
    }

    static ObjectNode mesh(ObjectNode route, RouteAddress address, Traffic traffic) {
        List<String> hosts = new ArrayList<>();
        ArrayNode http = Tree.array();
        for (String tag : origins(traffic)) {
            hosts.addAll(address.localHosts(tag));
            http.add(entry(route, address.shortHost(tag), "mesh", traffic, tag));
        }
        return virtualService(route, "-mesh", List.of("mesh"), hosts, http);
    }

    private static List<String> origins(Traffic traffic) {
        List<String> all = new ArrayList<>(List.of(""));
        all.addAll(traffic.tags());
        return all;
    }

    private static ObjectNode virtualService(
            ObjectNode route, String suffix, List<String> gateways, List<String> hosts, ArrayNode http) {
        ObjectNode rule = owned(route, Tree.name(route) + suffix);
        Tree.within(rule, "metadata", "labels")
                .put("networking.internal.knative.dev/ingress", Tree.name(route))
                .put(Knative.key("routeNamespace"), Tree.namespace(route));
        ObjectNode spec = rule.putObject("spec");
        gateways.forEach(Tree.listIn(spec, "gateways")::add);
        hosts.stream().sorted().forEach(Tree.listIn(spec, "hosts")::add);
        spec.set("http", http);
        return rule;
    }

    private static ObjectNode entry(ObjectNode route, String prefix, String gateway, Traffic traffic, String tag) {
        ObjectNode entry = Tree.object();
        ObjectNode match = entry.putArray("match").addObject();
        Tree.within(match, "authority").put("prefix", prefix);
        match.putArray("gateways").add(gateway);
        entry.putObject("retries");
        ArrayNode destinations = entry.putArray("route");
        for (Traffic.Target target : traffic.targets()) {
            if (tag.isEmpty() ? target.percent() > 0 : tag.equals(target.tag())) {
                destinations.add(destination(route, target, tag.isEmpty() ? target.percent() : 100));
            }
        }
        return entry;
    }

    private static ObjectNode destination(ObjectNode route, Traffic.Target target, int weight) {
        ObjectNode split = Tree.object();
        String namespace = Tree.namespace(route);
        String host = String.format(Locale.ROOT, "%s.%s.svc.cluster.local", target.revision(), namespace);
        Tree.within(split, "destination").put("host", host);
        Tree.within(split, "destination", "port").put("number", 80);
        Tree.within(split, "headers", "request", "set")
                .put("Knative-Serving-Namespace", namespace)
                .put("Knative-Serving-Revision", target.revision());
        return split.put("weight", weight);
    }

    private static ObjectNode owned(ObjectNode route, String name) {
        ObjectNode object = Tree.object();
        ObjectNode metadata = object.putObject("metadata");
        metadata.put("name", name).put("namespace", Tree.namespace(route));
        metadata.putObject("labels").put(Knative.key("route"), Tree.name(route));
        metadata.putArray("ownerReferences").add(Cluster.controllerReference(route));
        return object;
    }
}
