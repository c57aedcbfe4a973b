package io.mirrorexperiment.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Limits what callers may ask of a service at a time. */
@Command(
        name = "circuit-breaking",
        description = "Limit what callers may ask of a service at a time, and leave out endpoints that fail.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment scenario circuit-breaking travels --max-connections 1 --max-pending 1 \\",
            "    --max-requests 1 --eject-after 1",
            "",
            "It stands beside any other scenario of the service, which may also be given these options itself."
        })
final class CircuitBreakingCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SERVICE", description = "the Service that is protected")
    String service = "";

    @Mixin
    BreakerFlags breaker = new BreakerFlags();

    @Mixin
    ScenarioFlags flags = new ScenarioFlags();

    private final Host host;

    CircuitBreakingCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        Map<String, Object> spec = ScenarioFlags.spec(service);
        breaker.into(spec);
        if (!spec.containsKey("circuitBreaker")) {
            throw Refusal.usage("say a limit, as in --max-connections 1, or --eject-after 1");
        }
        return flags.put(host, spec);
    }
}
