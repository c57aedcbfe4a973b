package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * HTTPRoutes of the Gateway API as VirtualServices, which is what istiod makes of them, too (its conversion.go): routes of a Service for the
 * mesh, if they are of its namespace, and routes of Gateways. Backends with weights, conditions, mirrors, request headers and the timeout of a
 * request are obeyed; other filters are not played here.
 */
final class GatewayRoutes {
    static final String RESOURCE = "httproutes.gateway.networking.k8s.io";
    static final String GATEWAYS = "gateways.gateway.networking.k8s.io";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** A rule with one condition, as an entry of a VirtualService. */
    private record Ruled(JsonNode match, ObjectNode entry) {
        /** An exact path, a long one, a method, many headers, many parameters; then the order in which they were written. */
        static final Comparator<Ruled> CLOSEST_FIRST = Comparator.comparing(
                        (Ruled rule) -> !rule.match.at("/path/type").asText().equals("Exact"))
                .thenComparing(rule -> -rule.match.at("/path/value").asText("/").length())
                .thenComparing(rule -> !rule.match.has("method"))
                .thenComparing(rule -> -rule.match.path("headers").size())
                .thenComparing(rule -> -rule.match.path("queryParams").size());
    }

    private GatewayRoutes() {}

    /** One VirtualService for each Service or host with all of its rules. */
    static List<ObjectNode> virtualServices(List<ObjectNode> routes) {
        Map<List<String>, List<Ruled>> rules = new LinkedHashMap<>();
        for (ObjectNode route : routes) {
            for (JsonNode parent : route.at("/spec/parentRefs")) {
                for (List<String> place : places(route, parent)) {
                    rules.computeIfAbsent(place, same -> new ArrayList<>()).addAll(rules(route, parent));
                }
            }
        }
        List<ObjectNode> all = new ArrayList<>();
        rules.forEach((place, ruled) -> all.add(virtualService(place.get(0), place.get(1), ruled)));
        return all;
    }

    /** Gateways as Istio's, obeyed by the one gateway that there is. */
    static List<ObjectNode> gateways(List<ObjectNode> gateways) {
        return gateways.stream().map(GatewayRoutes::gateway).toList();
    }

    private static ObjectNode gateway(ObjectNode object) {
        ObjectNode gateway = JSON.objectNode();
        gateway.putObject("metadata")
                .put("name", ours(object.at("/metadata/name").asText()))
                .put("namespace", namespace(object));
        ArrayNode servers = gateway.putObject("spec").putArray("servers");
        for (JsonNode listener : object.at("/spec/listeners")) {
            ObjectNode server = servers.addObject();
            server.putObject("port")
                    .put("number", listener.path("port").asInt())
                    .put("protocol", listener.path("protocol").asText("HTTP"));
            server.putArray("hosts").add(listener.path("hostname").asText("*"));
        }
        return gateway;
    }

    /** Lest an Istio Gateway of the same name is meant. */
    private static String ours(String name) {
        return name + "~gateway-api";
    }

    /** Host and gateway of each VirtualService that a parent asks for. */
    private static List<List<String>> places(ObjectNode route, JsonNode parent) {
        String home = parent.path("namespace").asText(namespace(route));
        String name = parent.path("name").asText();
        if (parent.path("kind").asText("Gateway").equals("Service")) {
            return home.equals(namespace(route)) ? List.of(List.of(HostName.of(name, home), Origin.MESH)) : List.of();
        }
        List<List<String>> places = new ArrayList<>();
        route.at("/spec/hostnames").forEach(host -> places.add(List.of(host.asText(), home + "/" + ours(name))));
        return places.isEmpty() ? List.of(List.of("*", home + "/" + ours(name))) : places;
    }

    private static ObjectNode virtualService(String host, String gateway, List<Ruled> rules) {
        ObjectNode service = JSON.objectNode();
        service.putObject("metadata").put("name", host + "~gateway-api");
        ObjectNode spec = service.putObject("spec");
        spec.putArray("hosts").add(host);
        spec.putArray("gateways").add(gateway);
        ArrayNode http = spec.putArray("http");
        rules.stream().sorted(Ruled.CLOSEST_FIRST).forEach(rule -> http.add(rule.entry));
        return service;
    }

    private static List<Ruled> rules(ObjectNode route, JsonNode parent) {
        List<Ruled> all = new ArrayList<>();
        for (JsonNode rule : route.at("/spec/rules")) {
            ObjectNode entry = entry(rule, namespace(route));
            Iterable<JsonNode> matches =
                    rule.path("matches").isEmpty() ? List.of(JSON.objectNode()) : rule.path("matches");
            for (JsonNode match : matches) {
                ObjectNode one = entry.deepCopy();
                one.putArray("match").add(condition(match, parent));
                all.add(new Ruled(match, one));
            }
        }
        return all;
    }

    private static ObjectNode entry(JsonNode rule, String namespace) {
        ObjectNode entry = JSON.objectNode();
        ArrayNode route = entry.putArray("route");
        for (JsonNode backend : rule.path("backendRefs")) {
            ObjectNode leg = route.addObject();
            leg.set("destination", destination(backend, namespace));
            leg.put("weight", backend.path("weight").asInt(1));
        }
        for (JsonNode filter : rule.path("filters")) {
            JsonNode mirror = filter.path("requestMirror");
            if (mirror.isObject()) {
                ObjectNode copy = entry.withArray("/mirrors").addObject();
                copy.set("destination", destination(mirror.path("backendRef"), namespace));
                copy.putObject("percentage").put("value", percent(mirror));
            }
            headers(filter.path("requestHeaderModifier"), entry);
        }
        JsonNode timeout = rule.at("/timeouts/request");
        if (timeout.isTextual()) {
            entry.set("timeout", timeout);
        }
        return entry;
    }

    private static void headers(JsonNode edits, ObjectNode entry) {
        if (!edits.isObject()) {
            return;
        }
        ObjectNode request = entry.putObject("headers").putObject("request");
        for (String word : List.of("set", "add")) {
            ObjectNode named = request.putObject(word);
            edits.path(word)
                    .forEach(edit -> named.put(
                            edit.path("name").asText(), edit.path("value").asText()));
        }
        request.set("remove", edits.path("remove").isArray() ? edits.path("remove") : JSON.arrayNode());
    }

    private static double percent(JsonNode mirror) {
        JsonNode fraction = mirror.path("fraction");
        return fraction.isObject()
                ? fraction.path("numerator").asDouble()
                        / fraction.path("denominator").asDouble(100)
                        * 100
                : mirror.path("percent").asDouble(100);
    }

    private static ObjectNode destination(JsonNode backend, String namespace) {
        ObjectNode destination = JSON.objectNode();
        destination.put(
                "host",
                HostName.of(
                        backend.path("name").asText(), backend.path("namespace").asText(namespace)));
        if (backend.path("port").isInt()) {
            destination.putObject("port").set("number", backend.path("port"));
        }
        return destination;
    }

    private static ObjectNode condition(JsonNode match, JsonNode parent) {
        ObjectNode condition = JSON.objectNode();
        String path = match.at("/path/value").asText("/");
        switch (match.at("/path/type").asText("PathPrefix")) {
            case "Exact" -> condition.putObject("uri").put("exact", path);
            case "RegularExpression" -> condition.putObject("uri").put("regex", path);
            default -> below(path, condition);
        }
        texts(match.path("headers"), "headers", condition);
        texts(match.path("queryParams"), "queryParams", condition);
        if (match.has("method")) {
            condition.putObject("method").set("exact", match.path("method"));
        }
        if (parent.path("kind").asText().equals("Service")
                && parent.path("port").isInt()) {
            condition.set("port", parent.path("port"));
        }
        return condition;
    }

    /** A prefix ends where a part of the path does. */
    private static void below(String path, ObjectNode condition) {
        String bare = path.replaceFirst("/+$", "");
        if (!bare.isEmpty()) {
            condition.putObject("uri").put("regex", java.util.regex.Pattern.quote(bare) + "(/.*)?");
        }
    }

    private static void texts(JsonNode items, String word, ObjectNode condition) {
        for (JsonNode item : items) {
            String how = item.path("type").asText("Exact").equals("Exact") ? "exact" : "regex";
            condition
                    .withObject("/" + word)
                    .putObject(item.path("name").asText())
                    .set(how, item.path("value"));
        }
    }

    private static String namespace(JsonNode object) {
        return object.at("/metadata/namespace").asText("default");
    }
}
