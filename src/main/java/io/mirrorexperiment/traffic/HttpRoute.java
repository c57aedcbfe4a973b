package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An HTTPRoute of the Gateway API.
 *
 * @param manifest as it was read
 */
record HttpRoute(Manifest manifest) {
    static final Kind KIND = new Kind("gateway.networking.k8s.io", "HTTPRoute");
    static final String BACKENDS = "backendRefs";
    private static final String RULES = "rules";

    String words() {
        return manifest.address().words();
    }

    List<Map<String, Object>> rules() {
        return manifest.maps("spec", RULES);
    }

    /** The reference of a rule to a Service; empty if the rule does not lead to it. */
    Optional<Map<String, Object>> reference(Map<String, Object> rule, ServiceHost host) {
        return Fields.maps(rule, BACKENDS).stream()
                .filter(reference -> isTo(reference, host))
                .findFirst();
    }

    boolean leadsTo(ServiceHost host) {
        return rules().stream().anyMatch(rule -> reference(rule, host).isPresent());
    }

    /** Whether a rule leads to the Service and to others. */
    boolean divides(Map<String, Object> rule, ServiceHost host) {
        return !Fields.maps(rule, BACKENDS).stream().allMatch(reference -> isTo(reference, host));
    }

    /** Whether a backend or a mirror of any rule names a Service of the route's own namespace. */
    boolean names(String service) {
        return Note.write(rules()).contains("\"name\":" + Note.write(service));
    }

    HttpRoute withRules(List<Map<String, Object>> rules) {
        return rules.equals(rules()) ? this : with(object -> object.with(rules, "spec", RULES));
    }

    HttpRoute with(UnaryOperator<Manifest> edit) {
        return new HttpRoute(edit.apply(manifest));
    }

    private boolean isTo(Map<String, Object> reference, ServiceHost host) {
        return Fields.text(reference, "kind").orElse("Service").equals("Service")
                && Fields.text(reference, "group").isEmpty()
                && Fields.text(reference, "name").filter(host.service()::equals).isPresent()
                && Fields.text(reference, "namespace")
                        .orElse(manifest.namespace())
                        .equals(host.namespace());
    }
}
