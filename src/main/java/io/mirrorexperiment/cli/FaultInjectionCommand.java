package io.mirrorexperiment.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds requests up, or refuses them, on purpose. */
@Command(
        name = "fault-injection",
        description = "Hold requests to a service up, or refuse them, on purpose.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment scenario fault-injection hotels --delay 5s",
            "  mirror-experiment scenario fault-injection hotels --abort 503 --abort-percent 10 \\",
            "    --when header:user=tester",
            "",
            "The proxy of the caller makes the fault: the service itself and its own telemetry know nothing of it."
        })
final class FaultInjectionCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SERVICE", description = "the Service whose callers shall see the fault")
    String service = "";

    @Option(names = "--delay", paramLabel = "TIME", description = "hold requests up so long, as in 5s")
    Optional<String> delay = Optional.empty();

    @Option(
            names = "--delay-percent",
            paramLabel = "PERCENT",
            defaultValue = "100",
            description = "share of the requests that is held up (default: ${DEFAULT-VALUE})")
    double delayPercent = 100;

    @Option(names = "--abort", paramLabel = "STATUS", description = "answer with this HTTP status, as in 503")
    Optional<Integer> abort = Optional.empty();

    @Option(
            names = "--abort-percent",
            paramLabel = "PERCENT",
            defaultValue = "100",
            description = "share of the requests that is answered so (default: ${DEFAULT-VALUE})")
    double abortPercent = 100;

    @Option(
            names = "--when",
            paramLabel = "CONDITIONS",
            description = "only requests that meet them, written as for request-routing; may be repeated")
    List<String> when = new ArrayList<>();

    @Mixin
    BreakerFlags breaker = new BreakerFlags();

    @Mixin
    ScenarioFlags flags = new ScenarioFlags();

    private final Host host;

    FaultInjectionCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        Map<String, Object> fault = new LinkedHashMap<>();
        delay.ifPresent(time -> fault.put("delay", Map.of("time", time, "percent", delayPercent)));
        abort.ifPresent(status -> fault.put("abort", Map.of("status", status, "percent", abortPercent)));
        if (fault.isEmpty()) {
            throw Refusal.usage("say --delay, as in --delay 5s, or --abort, as in --abort 503");
        }
        Map<String, Object> rule = new LinkedHashMap<>();
        if (!when.isEmpty()) {
            rule.put("match", RuleText.match(when));
        }
        rule.put("fault", fault);
        Map<String, Object> spec = ScenarioFlags.spec(service);
        spec.put("rules", List.of(rule));
        breaker.into(spec);
        return flags.put(host, spec);
    }
}
