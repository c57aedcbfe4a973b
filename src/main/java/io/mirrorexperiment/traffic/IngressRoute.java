package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An IngressRoute of Traefik. Our mirror is a clone in front of each route that leads to the service; those themselves stay as they are.
 *
 * @param manifest as it was read
 */
record IngressRoute(Manifest manifest) {
    static List<IngressRoute> all(List<Manifest> objects) {
        return objects.stream()
                .filter(object -> object.kind().equals(Kind.INGRESS_ROUTE))
                .sorted(Comparator.comparing(Manifest::namespace).thenComparing(Manifest::name))
                .map(IngressRoute::new)
                .toList();
    }

    /** Those that are edited. */
    static List<IngressRoute> of(Fronts fronts, List<Manifest> objects) {
        return all(objects).stream()
                .filter(route ->
                        route.manifest.namespace().equals(fronts.course().namespace())
                                && (route.isMirrored(fronts)
                                        || route.rules().stream().anyMatch(rule -> rule.leadsTo(fronts))))
                .toList();
    }

    String words() {
        return manifest.address().words();
    }

    List<IngressRule> rules() {
        return manifest.maps("spec", "routes").stream().map(IngressRule::new).toList();
    }

    boolean isMirrored(Fronts fronts) {
        return rules().stream().anyMatch(rule -> rule.isOurs(fronts));
    }

    /** As it is without us. */
    IngressRoute bare(Fronts fronts) {
        return withRules(rules().stream().filter(rule -> !rule.isOurs(fronts)).toList());
    }

    IngressRoute mirrored(Fronts fronts) {
        List<IngressRule> rules = new ArrayList<>();
        for (IngressRule rule : bare(fronts).rules()) {
            if (rule.leadsTo(fronts)) {
                rules.add(rule.cloned(fronts));
            }
            rules.add(rule);
        }
        return withRules(rules);
    }

    private IngressRoute withRules(List<IngressRule> rules) {
        return rules.equals(rules())
                ? this
                : new IngressRoute(
                        manifest.with(rules.stream().map(IngressRule::fields).toList(), "spec", "routes"));
    }
}
