package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.Mirror;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** What else than Istio's routes, Deployments and Prometheus whoever acts for runs has to do with. */
final class ProviderRightsFlags {
    @Option(names = "--knative", description = "for versions that are revisions of Knative Services, too")
    boolean knative;

    @Option(
            names = "--via",
            paramLabel = "PROVIDER",
            description = "for runs by such routes, too: gateway-api, contour or traefik; may be given again")
    List<String> via = new ArrayList<>();

    @Option(names = "--direct", description = "for specs that read the pods' own counters, too")
    boolean direct;

    /**
     * Roles of ours, as docs/rbac.md names their files.
     *
     * @throws Refusal if a provider has none
     */
    List<String> roles() {
        via.stream().filter(word -> !Mirror.Via.byServices(word)).findFirst().ifPresent(word -> {
            throw Refusal.usage("--via '" + word
                    + "' is none that needs rights besides a run's; write gateway-api, contour or traefik");
        });
        List<String> roles = new ArrayList<>(knative ? List.of("knative") : List.of());
        roles.addAll(new TreeSet<>(via));
        if (direct) {
            roles.add("direct");
        }
        return roles;
    }
}
