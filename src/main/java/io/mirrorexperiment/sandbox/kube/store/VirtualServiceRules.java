package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What Istio's definition and its validating webhook refuse in a VirtualService, as far as an experiment can meet it; in their words. */
final class VirtualServiceRules {
    private static final Set<String> SPEC_FIELDS = Set.of("hosts", "gateways", "http", "tls", "tcp", "exportTo");
    private static final Set<String> ACTIONS = Set.of("route", "redirect", "directResponse", "delegate");

    private VirtualServiceRules() {}

    static void check(ObjectNode object, Optional<ObjectNode> old, List<Mistake> mistakes) {
        JsonNode spec = object.path("spec");
        spec.fieldNames().forEachRemaining(field -> {
            if (!SPEC_FIELDS.contains(field)) {
                mistakes.add(new Mistake("FieldValueInvalid", "spec." + field, "unknown field \"spec." + field + "\""));
            }
        });
        List<String> denials = new ArrayList<>();
        hosts(spec.path("hosts"), denials);
        if (Stream.of("http", "tls", "tcp").allMatch(name -> spec.path(name).isEmpty())) {
            denials.add("http, tcp or tls must be provided in virtual service");
        }
        Tree.each(spec.path("http")).forEach(entry -> entry(entry, denials));
        if (mistakes.isEmpty() && !denials.isEmpty()) {
            throw Refusal.denied("validation.istio.io", "configuration is invalid: " + words(denials));
        }
    }

    private static String words(List<String> denials) {
        return denials.size() == 1
                ? denials.get(0)
                : denials.size() + " errors occurred:\n\t* " + String.join("\n\t* ", denials) + "\n\n";
    }

    private static void hosts(JsonNode hosts, List<String> denials) {
        Set<String> seen = new HashSet<>();
        Tree.each(hosts)
                .map(JsonNode::asText)
                .filter(host -> !seen.add(host))
                .forEach(host -> denials.add("duplicate hosts in virtual service: " + host + " & " + host));
    }

    private static void entry(JsonNode entry, List<String> denials) {
        if (ACTIONS.stream().noneMatch(entry::has)) {
            denials.add("HTTP route, redirect or direct_response is required");
        }
        if (entry.has("mirror") && !entry.path("mirrors").isEmpty()) {
            denials.add("HTTP route cannot contain both mirror and mirrors");
        }
        routes(entry.path("route"), denials);
        percentage("mirror_percentage", entry.path("mirrorPercentage"), denials);
        Tree.each(entry.path("mirrors")).forEach(mirror -> {
            host(mirror, denials);
            percentage("mirror percentage", mirror.path("percentage"), denials);
        });
    }

    private static void routes(JsonNode routes, List<String> denials) {
        int total = 0;
        for (JsonNode route : routes) {
            int weight = Tree.number(route, 0, "weight");
            if (weight < 0) {
                denials.add("weight " + weight + " < 0");
            }
            host(route, denials);
            total += weight;
        }
        if (routes.size() > 1 && total == 0) {
            denials.add("total destination weight = 0");
        }
    }

    private static void host(JsonNode target, List<String> denials) {
        if (Tree.text(target, "destination", "host").isEmpty()) {
            denials.add("empty domain name not allowed");
        }
    }

    private static void percentage(String field, JsonNode percentage, List<String> denials) {
        double value = percentage.path("value").asDouble(0);
        if (value < 0 || value > 100) {
            denials.add(String.format(
                    Locale.ROOT,
                    "%s must have a %s (it has %f)",
                    field,
                    value < 0 ? "min value of 0" : "max value of 100",
                    value));
        }
    }
}
