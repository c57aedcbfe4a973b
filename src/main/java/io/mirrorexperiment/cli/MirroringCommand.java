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

/** Divides requests among versions and copies them to others. */
@Command(
        name = "mirroring",
        description = "Divide the requests to a service among versions, and copy them to others.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment scenario mirroring travels --to v1=80,v2=20 --mirror v3=50",
            "",
            "Nobody waits for the answers to copies. Only GET, HEAD and OPTIONS are copied unless --methods says",
            "more: a copy of a write is a second write. To judge the version that gets the copies, use run."
        })
final class MirroringCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SERVICE", description = "the Service whose requests are meant")
    String service = "";

    @Option(
            names = "--to",
            paramLabel = "VERSION=PERCENT",
            split = ",",
            required = true,
            description = "versions that answer; together 100; may be repeated")
    List<String> shares = new ArrayList<>();

    @Option(
            names = "--mirror",
            paramLabel = "VERSION=PERCENT",
            split = ",",
            required = true,
            description = "version that gets copies, and of how many percent of all requests; may be repeated")
    List<String> copies = new ArrayList<>();

    @Option(
            names = "--methods",
            paramLabel = "METHOD",
            split = ",",
            description = "HTTP methods to copy, or * for all (default: GET,HEAD,OPTIONS)")
    List<String> methods = List.of();

    @Mixin
    VersionFlags versions = new VersionFlags();

    @Mixin
    BreakerFlags breaker = new BreakerFlags();

    @Mixin
    ScenarioFlags flags = new ScenarioFlags();

    private final Host host;

    MirroringCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        Map<String, Object> mirror = new LinkedHashMap<>();
        mirror.put("to", VersionFlags.numbers(copies));
        if (!methods.isEmpty()) {
            mirror.put("methods", methods);
        }
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("to", VersionFlags.numbers(shares));
        rule.put("mirror", mirror);
        Map<String, Object> spec = ScenarioFlags.spec(service);
        spec.put("rules", List.of(rule));
        versions.into(spec);
        breaker.into(spec);
        return flags.put(host, spec);
    }
}
