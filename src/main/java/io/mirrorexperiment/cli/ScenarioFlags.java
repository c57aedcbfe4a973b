package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.run.Staged;
import io.mirrorexperiment.run.Staging;
import io.mirrorexperiment.spec.ScenarioReader;
import io.mirrorexperiment.spec.ScenarioResult;
import io.mirrorexperiment.traffic.scenario.Scenario;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command has that writes a scenario. */
final class ScenarioFlags {
    private static final List<String> VIAS = List.of("istio", "gateway-api");

    @Mixin
    ClusterFlags cluster = new ClusterFlags();

    @Mixin
    GitopsFlag gitops = new GitopsFlag();

    @Option(
            names = "--via",
            paramLabel = "PROVIDER",
            description = "istio or gateway-api (default: what the cluster serves, Istio first)")
    Optional<String> via = Optional.empty();

    @Option(
            names = "--dry-run",
            description = "print the objects as they would be, and how they differ; touches nothing")
    boolean rehearse;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "time that a change takes to arrive at all proxies (default: ${DEFAULT-VALUE})")
    double settle = 5;

    /** Puts up what the fields of a {@code spec} say. */
    int put(Host host, Map<String, Object> spec) {
        return put(host, reader -> reader.read(spec), mistake -> mistake);
    }

    /**
     * Puts up what is read.
     *
     * @param place what goes before a mistake to tell where it is
     */
    int put(Host host, Function<ScenarioReader, ScenarioResult> read, Function<String, String> place) {
        try (Cluster connected = cluster.connect()) {
            Scenario scenario = valid(read.apply(new ScenarioReader(connected.namespace())), place);
            Staging staging = staging(host, connected);
            return shown(host, rehearse ? staging.rehearse(scenario) : staging.put(scenario));
        }
    }

    Staging staging(Host host, Cluster connected) {
        gitops.refusePrint("is for runs; scenario --dry-run prints what it would commit");
        if (!(settle >= 0 && settle <= 600)) {
            throw Refusal.usage("--settle must be from 0 to 600 seconds, but is " + settle);
        }
        Duration time = Duration.ofMillis(Math.round(settle * 1000));
        if (via.isPresent() && !VIAS.contains(via.get())) {
            throw Refusal.usage("--via must be istio or gateway-api, but is " + via.get());
        }
        return new Staging(
                connected,
                via,
                Clock.systemUTC(),
                time,
                pause -> host.stopwatch().pause(pause),
                gitops.patch());
    }

    /** Tells what became of it. */
    int shown(Host host, Staged staged) {
        if (staged instanceof Staged.Refused refused) {
            refused.changed().forEach(object -> host.out().println("changed " + object.words()));
            throw refused.changed().isEmpty()
                    ? Refusal.nothingChanged(refused.because())
                    : new Refusal(
                            Refusal.STUCK,
                            refused.because() + " What was changed before that stands; scenario delete takes it back.");
        }
        if (staged instanceof Staged.Rehearsed rehearsed) {
            rehearsed.warnings().forEach(warning -> host.err().println("warning: " + warning));
            rehearsed.diffs().forEach(host.err()::println);
            host.out().print(String.join("---\n", rehearsed.manifests()));
            return 0;
        }
        Staged.Done done = (Staged.Done) staged;
        done.warnings().forEach(warning -> host.err().println("warning: " + warning));
        done.changed().forEach(object -> host.out().println("changed " + object.words()));
        if (done.changed().isEmpty()) {
            host.out().println("nothing to change: all is so already");
        }
        return 0;
    }

    /** Fields in their order. */
    static Map<String, Object> spec(String service) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("service", service);
        return spec;
    }

    private static Scenario valid(ScenarioResult result, Function<String, String> place) {
        if (result instanceof ScenarioResult.Invalid invalid) {
            throw Refusal.usage(invalid.mistakes().stream()
                    .map(mistake -> place.apply(mistake.toString()))
                    .collect(Collectors.joining("\n")));
        }
        return ((ScenarioResult.Valid) result).scenario();
    }
}
