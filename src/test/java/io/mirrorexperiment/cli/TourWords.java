package io.mirrorexperiment.cli;

import io.mirrorexperiment.traffic.scenario.CircuitBreaker;
import io.mirrorexperiment.traffic.scenario.Condition;
import io.mirrorexperiment.traffic.scenario.Fault;
import io.mirrorexperiment.traffic.scenario.Routing;
import io.mirrorexperiment.traffic.scenario.Rule;
import io.mirrorexperiment.traffic.scenario.Scenario;
import io.mirrorexperiment.traffic.scenario.ScenarioName;
import io.mirrorexperiment.traffic.scenario.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How a user types the scenarios of the travels demo, as far as it uses what a scenario can say. */
final class TourWords {
    private TourWords() {}

    /** From the word {@code scenario} on. */
    static List<String> of(Scenario scenario) {
        List<String> words = new ArrayList<>(List.of(
                "scenario",
                scenario.name().word(),
                scenario.target().service(),
                "-n",
                scenario.target().namespace()));
        if (scenario.routing() instanceof Routing.Connections connections) {
            words.addAll(List.of("--to", shares(connections.shares())));
        } else if (scenario.routing() instanceof Routing.Requests requests) {
            requests.rules().forEach(rule -> words.addAll(rule(scenario.name(), rule)));
        }
        scenario.breaker().ifPresent(breaker -> words.addAll(limits(breaker)));
        return words;
    }

    private static List<String> rule(ScenarioName name, Rule rule) {
        return switch (name) {
            case REQUEST_ROUTING -> List.of("--rule", header(rule) + "=>" + shares(rule.shares()));
            case REQUEST_TIMEOUTS ->
                List.of("--rule", header(rule) + "=>" + time(rule.timeout().orElseThrow()));
            case FAULT_INJECTION ->
                List.of(
                        "--delay",
                        time(rule.fault().flatMap(Fault::delay).orElseThrow().time()));
            case TRAFFIC_SHIFTING -> List.of("--to", shares(rule.shares()));
            case MIRRORING -> List.of("--to", shares(rule.shares()), "--mirror", copies(rule));
            default -> throw new IllegalArgumentException("no rules in " + name);
        };
    }

    private static String header(Rule rule) {
        Condition condition = rule.conditions().get(0);
        return condition.headers().entrySet().stream()
                .map(one -> "header:" + one.getKey() + "=" + one.getValue().text())
                .collect(Collectors.joining(","));
    }

    private static String shares(List<Share> shares) {
        return shares.stream()
                .map(share -> share.version().name() + "=" + share.weight())
                .collect(Collectors.joining(","));
    }

    private static String copies(Rule rule) {
        return rule.mirrors().copies().stream()
                .map(copy -> copy.version().name() + "=" + Math.round(copy.percent()))
                .collect(Collectors.joining(","));
    }

    private static String time(Duration time) {
        return time.toMillis() + "ms";
    }

    private static List<String> limits(CircuitBreaker breaker) {
        CircuitBreaker.Pool pool = breaker.pool().orElseThrow();
        CircuitBreaker.Outliers outliers = breaker.outliers().orElseThrow();
        return List.of(
                "--max-connections=" + pool.connections().orElseThrow(),
                "--max-pending=" + pool.pending().orElseThrow(),
                "--max-requests=" + pool.requests().orElseThrow(),
                "--eject-after=" + outliers.errors().orElseThrow());
    }
}
