package io.mirrorexperiment.traffic;

import io.mirrorexperiment.graph.CopyTarget;
import io.mirrorexperiment.graph.Service;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whom the hosts and subsets of routes stand for.
 *
 * @param rules that define subsets
 * @param deployments that may have their pods
 */
record Aims(List<DestinationRule> rules, List<Manifest> deployments) {
    private static final Pattern FULL = Pattern.compile("([^.]+)\\.([^.]+)\\.svc(\\..*)?");

    /** The Service that a host stands for; a host outside has no namespace. */
    static Service service(String host, String from) {
        Matcher full = FULL.matcher(host);
        if (full.matches()) {
            return new Service(full.group(2), full.group(1));
        }
        return host.contains(".") ? new Service("", host) : new Service(from, host);
    }

    /** Where copies go that are meant for a host and a subset of it. */
    CopyTarget target(String host, Optional<String> subset, String from) {
        Service service = service(host, from);
        Map<String, String> labels = subset.map(name -> labels(service, name)).orElse(Map.of());
        return new CopyTarget(service, labels, labels.isEmpty() ? Set.of() : workloads(service, labels));
    }

    private Map<String, String> labels(Service service, String subset) {
        return rules.stream()
                .filter(rule -> service(rule.host(), rule.namespace()).equals(service)
                        || rule.isOver(new ServiceHost(service.namespace(), service.name())))
                .flatMap(rule -> rule.subset(subset).stream())
                .map(Subset::labels)
                .findFirst()
                // Of a subset that nobody defines no pod is known.
                .orElse(Map.of("subset", subset));
    }

    private Set<String> workloads(Service service, Map<String, String> labels) {
        return deployments.stream()
                .filter(deployment -> deployment.namespace().equals(service.namespace()))
                .filter(deployment -> deployment
                        .texts("spec", "template", "metadata", "labels")
                        .entrySet()
                        .containsAll(labels.entrySet()))
                .map(Manifest::name)
                .collect(Collectors.toSet());
    }
}
