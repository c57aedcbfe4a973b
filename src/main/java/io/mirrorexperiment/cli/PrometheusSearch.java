package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.run.Retrospect;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds a Prometheus that answers: the one that somebody named, else one among the Services of the cluster.
 *
 * @param cluster whose Services are looked through
 * @param past what asks it
 */
record PrometheusSearch(Cluster cluster, Retrospect past) {
    private static final Pattern NAME =
            Pattern.compile("(.*-)?prometheus(-server|-k8s|-operated|-service|-prometheus)?");
    private static final Set<Long> PORTS = Set.of(9090L, 80L);
    private static final String MESH = "istio-system";

    /** @throws Refusal if none answers, with the way out */
    FirstSpec.Metrics find(Optional<String> asked) {
        List<FirstSpec.Metrics> candidates = asked.map(
                        url -> List.of(new FirstSpec.Metrics(stripped(url), "", "destination")))
                .orElseGet(this::candidates);
        List<String> troubles = new ArrayList<>();
        for (FirstSpec.Metrics candidate : candidates) {
            Optional<String> trouble = past.trouble(PrometheusAddress.system(candidate.url(), candidate.reporter()));
            if (trouble.isEmpty()) {
                return candidate;
            }
            troubles.add(trouble.get());
        }
        throw Refusal.nothingChanged(words(candidates, troubles) + "\n(metrics-unreachable)");
    }

    private static String words(List<FirstSpec.Metrics> candidates, List<String> troubles) {
        if (candidates.isEmpty()) {
            return "no Service of the cluster that we may list looks like a Prometheus: say where it is with --prometheus"
                    + " URL, its address before /api/v1";
        }
        FirstSpec.Metrics first = candidates.get(0);
        if (first.found().isEmpty()) {
            return String.join("; ", troubles);
        }
        String[] found = first.found().split("/", 2);
        return "Service " + first.found() + " looks like a Prometheus, but does not answer here: "
                + String.join("; ", troubles) + ". Outside of the cluster run `kubectl -n " + found[0]
                + " port-forward svc/" + found[1] + " 9090:" + port(first.url())
                + "` and say --prometheus http://127.0.0.1:9090";
    }

    private static int port(String url) {
        return URI.create(url).getPort();
    }

    /** Those beside the mesh first. */
    private List<FirstSpec.Metrics> candidates() {
        return services().stream()
                .filter(service -> NAME.matcher(service.name()).matches())
                .sorted(Comparator.comparing(
                                (Manifest service) -> !service.namespace().equals(MESH))
                        .thenComparing(service -> service.namespace() + "/" + service.name()))
                .flatMap(service -> service.maps("spec", "ports").stream()
                        .map(port -> port.get("port"))
                        .filter(port -> port instanceof Number number && PORTS.contains(number.longValue()))
                        .limit(1)
                        .map(port -> new FirstSpec.Metrics(
                                "http://" + service.name() + "." + service.namespace() + ":" + port,
                                service.namespace() + "/" + service.name(),
                                "destination")))
                .limit(3)
                .toList();
    }

    private List<Manifest> services() {
        try {
            return cluster.list(Kind.SERVICE, Optional.empty(), Map.of());
        } catch (ClusterException e) {
            if (e.reason() != ClusterException.Reason.FORBIDDEN) {
                throw e;
            }
            return List.of();
        }
    }

    private static String stripped(String url) {
        return url.replaceAll("/+$", "");
    }
}
