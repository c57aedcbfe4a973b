package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A light version of what Istio's validating webhook and its definition refuse. */
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
        JsonNode http = spec.path("http");
        for (int i = 0; i < http.size(); i++) {
            entry("spec.http[" + i + "]", http.get(i), mistakes);
        }
    }

    private static void entry(String path, JsonNode entry, List<Mistake> mistakes) {
        if (ACTIONS.stream().noneMatch(entry::has)) {
            mistakes.add(Mistake.invalid(path, "", "HTTP route, redirect, directResponse or delegate is required"));
        }
        if (entry.has("mirror") && !entry.path("mirrors").isEmpty()) {
            mistakes.add(Mistake.invalid(path, "", "HTTP route cannot contain both mirror and mirrors"));
        }
        routes(path, entry.path("route"), mistakes);
        percentage(path + ".mirrorPercentage", entry.path("mirrorPercentage"), mistakes);
        JsonNode mirrors = entry.path("mirrors");
        for (int i = 0; i < mirrors.size(); i++) {
            String here = path + ".mirrors[" + i + "]";
            percentage(here + ".percentage", mirrors.get(i).path("percentage"), mistakes);
            host(here, mirrors.get(i), mistakes);
        }
    }

    private static void routes(String path, JsonNode routes, List<Mistake> mistakes) {
        int total = 0;
        for (int i = 0; i < routes.size(); i++) {
            String here = path + ".route[" + i + "]";
            int weight = Tree.number(routes.get(i), 0, "weight");
            if (weight < 0 || weight > 100) {
                mistakes.add(Mistake.invalid(here + ".weight", weight, "weight must be in range 0..100"));
            }
            host(here, routes.get(i), mistakes);
            total += weight;
        }
        if (routes.size() > 1 && total == 0) {
            mistakes.add(Mistake.invalid(path + ".route", "", "total destination weight = 0"));
        }
    }

    private static void host(String path, JsonNode target, List<Mistake> mistakes) {
        if (Tree.text(target, "destination", "host").isEmpty()) {
            mistakes.add(Mistake.required(path + ".destination.host", ""));
        }
    }

    private static void percentage(String path, JsonNode percentage, List<Mistake> mistakes) {
        double value = percentage.path("value").asDouble(0);
        if (value < 0 || value > 100) {
            mistakes.add(Mistake.invalid(path, percentage.path("value"), "must be between 0 and 100"));
        }
    }
}
