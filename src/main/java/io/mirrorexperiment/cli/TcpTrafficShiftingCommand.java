package io.mirrorexperiment.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Divides TCP connections among versions. */
@Command(
        name = "tcp-traffic-shifting",
        description = "Divide the TCP connections to a service among versions.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment scenario tcp-traffic-shifting mysqldb --to v1=80,v2=10,v3=10",
            "",
            "New connections are divided; those that are open stay where they are."
        })
final class TcpTrafficShiftingCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SERVICE", description = "the Service whose connections are meant")
    String service = "";

    @Option(
            names = "--to",
            paramLabel = "VERSION=PERCENT",
            split = ",",
            required = true,
            description = "what a version gets; together 100; may be repeated")
    List<String> shares = new ArrayList<>();

    @Option(
            names = "--version-label",
            paramLabel = "KEY",
            defaultValue = "version",
            description = "label of pods that says their version (default: ${DEFAULT-VALUE})")
    String label = "version";

    @Mixin
    BreakerFlags breaker = new BreakerFlags();

    @Mixin
    ScenarioFlags flags = new ScenarioFlags();

    private final Host host;

    TcpTrafficShiftingCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        Map<String, Object> spec = ScenarioFlags.spec(service);
        spec.put("tcp", VersionFlags.numbers(shares));
        VersionFlags versions = new VersionFlags();
        versions.label = label;
        versions.into(spec);
        breaker.into(spec);
        return flags.put(host, spec);
    }
}
