package io.mirrorexperiment.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends requests of some kinds to versions of their own. */
@Command(
        name = "request-routing",
        description = "Send requests of some kinds to versions of their own.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment scenario request-routing travels \\",
            "    --rule 'header:portal=travels.uk=>v1' --rule 'header:portal=viaggi.it=>v2=50,v3=50'",
            "",
            "A rule's conditions are uri, method, authority, header:NAME, query:NAME and from:LABEL (of the",
            "sender), each with = (is), ^= (begins with) or ~= (matches), and all must hold. Rules are asked in",
            "their order; requests that meet none go where they went before."
        })
final class RequestRoutingCommand implements Callable<Integer> {
    private static final String EXAMPLE = "header:portal=travels.uk=>v1";

    @Parameters(paramLabel = "SERVICE", description = "the Service whose route is meant")
    String service = "";

    @Option(
            names = "--rule",
            paramLabel = "CONDITIONS=>VERSIONS",
            required = true,
            description = "which requests go to which versions; may be repeated")
    List<String> rules = new ArrayList<>();

    @Mixin
    VersionFlags versions = new VersionFlags();

    @Mixin
    BreakerFlags breaker = new BreakerFlags();

    @Mixin
    ScenarioFlags flags = new ScenarioFlags();

    private final Host host;

    RequestRoutingCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        Map<String, Object> spec = ScenarioFlags.spec(service);
        spec.put("rules", rules.stream().map(RequestRoutingCommand::rule).toList());
        versions.into(spec);
        breaker.into(spec);
        return flags.put(host, spec);
    }

    private static Map<String, Object> rule(String text) {
        String[] sides = RuleText.sides(text, EXAMPLE);
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("match", RuleText.match(List.of(sides[0])));
        rule.put("to", VersionFlags.numbers(List.of(sides[1].split(",", -1))));
        return rule;
    }
}
