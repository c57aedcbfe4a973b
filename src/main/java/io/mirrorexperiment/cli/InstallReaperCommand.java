package io.mirrorexperiment.cli;

import io.mirrorexperiment.install.Reaper;
import io.mirrorexperiment.install.Schedule;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints a CronJob that restores what runs left whose processes are gone. */
@Command(
        name = "reaper",
        description =
                "Print a CronJob that restores what runs left whose processes are gone and whose deadlines are over.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment install reaper --namespace shop --image IMAGE | kubectl apply -f -",
            "  mirror-experiment install reaper --namespace shop --image IMAGE --knative | kubectl delete -f -",
            "",
            "It has the rights of a run in that namespace (docs/rbac.md), and none elsewhere. Asks no cluster."
        })
final class InstallReaperCommand implements Callable<Integer> {
    @Option(
            names = {"-n", "--namespace"},
            required = true,
            paramLabel = "NAME",
            description = "namespace of the services")
    String namespace = "";

    @Option(names = "--image", required = true, description = "image with this program; tekton/image builds one")
    String image = "";

    @Option(
            names = "--schedule",
            defaultValue = "*/10 * * * *",
            paramLabel = "CRON",
            description = "when to look, in cron's five fields (default: ${DEFAULT-VALUE})")
    String schedule = "";

    @Mixin
    ProviderRightsFlags rights = new ProviderRightsFlags();

    private final Host host;

    InstallReaperCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        try {
            var unused = Schedule.parse(schedule);
        } catch (IllegalArgumentException e) {
            throw Refusal.usage("--schedule '" + schedule + "' is none of cron's: " + e.getMessage());
        }
        host.out().print(new Reaper(namespace, schedule, image, rights.roles()).yaml());
        return 0;
    }
}
