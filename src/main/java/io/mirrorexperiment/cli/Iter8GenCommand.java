package io.mirrorexperiment.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes the files of an experiment. */
@Command(
        name = "gen",
        description = "Iter8's gen: write the files of an experiment, and run nothing.",
        footer = {
            "",
            "Examples:",
            "  ${ROOT-COMMAND-NAME} gen -c slo-validation-istio --set versionInfo.destination_workload=httpbin-v2 \\",
            "    --set versionInfo.destination_workload_namespace=default --set reporter=destination",
            "  ${ROOT-COMMAND-NAME} run --runDir .     runs what was written"
        })
final class Iter8GenCommand implements Callable<Integer> {
    @Mixin
    Iter8Chart chart = new Iter8Chart();

    @Mixin
    Iter8Logging logging = new Iter8Logging();

    @Mixin
    Iter8RunDir runDir = new Iter8RunDir();

    private final Host host;

    Iter8GenCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        Iter8Folder store = runDir.store();
        var files = Iter8LaunchCommand.files(chart.read(host, false).launch().validation());
        Iter8LaunchCommand.refuseForeign(store);
        store.write(files);
        host.err()
                .println("wrote "
                        + String.join(" and ", files.keySet().stream().sorted().toList()) + " to " + store.place());
        return 0;
    }
}
