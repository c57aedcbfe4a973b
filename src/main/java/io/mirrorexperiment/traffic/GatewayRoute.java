package io.mirrorexperiment.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An HTTPRoute of the Gateway API.
 *
 * @param manifest as it was read
 */
record GatewayRoute(Manifest manifest) {
    private static final ObjectMapper JSON = new ObjectMapper();

    String words() {
        return manifest.address().words();
    }

    List<HttpRule> rules() {
        return manifest.maps("spec", "rules").stream()
                .map(fields -> new HttpRule(fields, manifest.namespace()))
                .toList();
    }

    List<Map<String, Object>> parents() {
        return manifest.maps("spec", "parentRefs");
    }

    List<String> hostnames() {
        return Fields.texts(manifest.map("spec"), "hostnames");
    }

    /** Whether it names the service as a backend, or our Service for the dark version as the target of a mirror. */
    boolean concerns(Fronts fronts, ServiceHost host) {
        return rules().stream().anyMatch(rule -> rule.leadsTo(host) || rule.isMirrored(fronts));
    }

    GatewayRoute withRules(List<HttpRule> rules) {
        return rules.equals(rules())
                ? this
                : new GatewayRoute(
                        manifest.with(rules.stream().map(HttpRule::fields).toList(), "spec", "rules"));
    }

    /** As it is without us. */
    GatewayRoute bare(Fronts fronts) {
        List<List<Map<String, Object>>> clones = clones();
        List<HttpRule> left = rules().stream()
                .filter(rule -> !(rule.isMirrored(fronts) && clones.contains(rule.matches())))
                .map(rule -> rule.unmirrored(fronts))
                .toList();
        return new GatewayRoute(withRules(left).manifest().withoutAnnotation(Marks.CLONES));
    }

    /** With our mirror; where only some methods are copied, in clones of the rules that take those methods. */
    GatewayRoute mirrored(Fronts fronts, ServiceHost host) {
        GatewayRoute bare = bare(fronts);
        List<String> methods = fronts.course().methods();
        if (!new Methods(methods).limited()) {
            return bare.withRules(bare.rules().stream()
                    .map(rule -> rule.leadsTo(host) ? rule.mirrored(fronts, host) : rule)
                    .toList());
        }
        List<List<Map<String, Object>>> clones = new ArrayList<>();
        List<HttpRule> rules = new ArrayList<>();
        for (HttpRule rule : bare.rules()) {
            clone(rule, rule.named(methods), fronts, host, clones).forEach(rules::add);
            rules.add(rule);
        }
        bare.rules().forEach(rule -> clone(rule, rule.free(methods), fronts, host, clones)
                .forEach(rules::add));
        return clones.isEmpty()
                ? bare
                : new GatewayRoute(bare.withRules(rules).manifest().withAnnotation(Marks.CLONES, write(clones)));
    }

    /**
     * A clone that names a method as its rule does goes before that rule, for of two that are alike the first takes the request. One whose rule
     * names no method is more specific than that rule wherever it stands; it goes last, so that rules which name the method keep theirs.
     */
    private static Stream<HttpRule> clone(
            HttpRule rule,
            List<Map<String, Object>> matches,
            Fronts fronts,
            ServiceHost host,
            List<List<Map<String, Object>>> clones) {
        if (!rule.leadsTo(host) || matches.isEmpty()) {
            return Stream.empty();
        }
        clones.add(matches);
        return Stream.of(new HttpRule(Fields.without(rule.fields(), "name"), rule.from())
                .matching(matches)
                .mirrored(fronts, host));
    }

    /** The conditions of the rules that are ours. */
    private List<List<Map<String, Object>>> clones() {
        return manifest.annotation(Marks.CLONES).map(GatewayRoute::read).orElse(List.of());
    }

    /** All mirrors of its rules. */
    Stream<Map<String, Object>> mirrors() {
        return rules().stream().flatMap(HttpRule::mirrors);
    }

    private static String write(List<List<Map<String, Object>>> clones) {
        try {
            return JSON.writeValueAsString(clones);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("conditions of a route that are no JSON", e);
        }
    }

    private static List<List<Map<String, Object>>> read(String json) {
        try {
            return JSON.readValue(json, new TypeReference<List<List<Map<String, Object>>>>() {});
        } catch (JsonProcessingException unreadable) {
            return List.of();
        }
    }
}
