package io.mirrorexperiment.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Divides requests among versions. */
@Command(
        name = "traffic-shifting",
        description = "Divide the requests to a service among versions.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment scenario traffic-shifting travels --to v1=80,v2=10,v3=10",
            "  mirror-experiment scenario traffic-shifting travels --to v1=50,v2=50 \\",
            "    --max-connections 1 --max-requests 1 --eject-after 1",
            "  mirror-experiment scenario traffic-shifting travels --to v2 --host travels.example.com"
        })
final class TrafficShiftingCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SERVICE", description = "the Service whose requests are meant")
    String service = "";

    @Option(
            names = "--to",
            paramLabel = "VERSION=PERCENT",
            split = ",",
            required = true,
            description = "what a version gets; together 100; may be repeated")
    List<String> shares = new ArrayList<>();

    @Mixin
    VersionFlags versions = new VersionFlags();

    @Mixin
    BreakerFlags breaker = new BreakerFlags();

    @Mixin
    ScenarioFlags flags = new ScenarioFlags();

    private final Host host;

    TrafficShiftingCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        Map<String, Object> spec = ScenarioFlags.spec(service);
        spec.put("rules", List.of(Map.of("to", VersionFlags.numbers(shares))));
        versions.into(spec);
        breaker.into(spec);
        return flags.put(host, spec);
    }
}
