package io.mirrorexperiment.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a controller may do besides runs that mirror with Istio. */
final class ControllerRightsFlags {
    @Mixin
    ProviderRightsFlags providers = new ProviderRightsFlags();

    @Option(names = "--access-logs", description = "for specs that read access logs of pods, too")
    boolean accessLogs;

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
        List<String> roles = providers.roles();
        add(roles, roles.contains("gateway-api"), "gateway-class");
        add(roles, accessLogs, "logs");
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
