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

/** Gives requests up after a time. */
@Command(
        name = "request-timeouts",
        description = "Give requests up after a time, each kind after its own.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment scenario request-timeouts travels --rule 'header:portal=voyages.fr=>2s'",
            "  mirror-experiment scenario request-timeouts travels --timeout 10s",
            "",
            "Conditions are written as for request-routing. Other requests keep the timeout that they have."
        })
final class RequestTimeoutsCommand implements Callable<Integer> {
    private static final String EXAMPLE = "header:portal=voyages.fr=>2s";

    @Parameters(paramLabel = "SERVICE", description = "the Service whose route is meant")
    String service = "";

    @Option(
            names = "--rule",
            paramLabel = "CONDITIONS=>TIME",
            description = "which requests are given up after which time; may be repeated")
    List<String> rules = new ArrayList<>();

    @Option(names = "--timeout", paramLabel = "TIME", description = "time for all other requests, as in 2s")
    Optional<String> timeout = Optional.empty();

    @Mixin
    BreakerFlags breaker = new BreakerFlags();

    @Mixin
    ScenarioFlags flags = new ScenarioFlags();

    private final Host host;

    RequestTimeoutsCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        List<Map<String, Object>> all = new ArrayList<>();
        rules.forEach(rule -> all.add(rule(rule)));
        timeout.ifPresent(time -> all.add(Map.of("timeout", time)));
        if (all.isEmpty()) {
            throw Refusal.usage("say --timeout for all requests, or --rule for some, as in --rule '" + EXAMPLE + "'");
        }
        Map<String, Object> spec = ScenarioFlags.spec(service);
        spec.put("rules", all);
        breaker.into(spec);
        return flags.put(host, spec);
    }

    private static Map<String, Object> rule(String text) {
        String[] sides = RuleText.sides(text, EXAMPLE);
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("match", RuleText.match(List.of(sides[0])));
        rule.put("timeout", sides[1].strip());
        return rule;
    }
}
