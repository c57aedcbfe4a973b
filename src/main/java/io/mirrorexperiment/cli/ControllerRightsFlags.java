package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.Mirror;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** What a controller may do besides runs that mirror with Istio. */
final class ControllerRightsFlags {
    @Option(names = "--knative", description = "for versions that are revisions of Knative Services, too")
    boolean knative;

    @Option(
            names = "--via",
            paramLabel = "PROVIDER",
            description = "for runs by such routes, too: gateway-api, contour or traefik; may be given again")
    List<String> via = new ArrayList<>();

    @Option(names = "--access-logs", description = "for specs that read access logs of pods, too")
    boolean accessLogs;

    @Option(names = "--direct", description = "for specs that read the pods' own counters, too")
    boolean direct;

    @Option(names = "--advice", description = "for warnings of overlapping disruption budgets and autoscalers, too")
    boolean advice;

    @Option(names = "--elsewhere", description = "with --namespace: may see the routes of all other namespaces, too")
    boolean elsewhere;

    @Option(
            names = "--secret",
            paramLabel = "NAME",
            description = "a Secret that specs may name, in their own namespace; may be given again")
    List<String> secrets = new ArrayList<>();

    /** Roles of ours, as docs/rbac.md names their files. */
    List<String> roles(boolean everywhere) {
        via.stream().filter(word -> !Mirror.Via.byServices(word)).findFirst().ifPresent(word -> {
            throw Refusal.usage("--via '" + word
                    + "' is none that needs rights besides a run's; write gateway-api, contour or traefik");
        });
        List<String> roles = new ArrayList<>(new TreeSet<>(via));
        add(roles, via.contains("gateway-api"), "gateway-class");
        add(roles, knative, "knative");
        add(roles, accessLogs, "logs");
        add(roles, direct, "direct");
        add(roles, advice, "advice");
        add(roles, elsewhere || everywhere, "elsewhere");
        return roles;
    }

    private static void add(List<String> roles, boolean wanted, String role) {
        if (wanted) {
            roles.add(role);
        }
    }
}
