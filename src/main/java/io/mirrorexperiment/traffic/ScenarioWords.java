package io.mirrorexperiment.traffic;

import io.mirrorexperiment.traffic.scenario.CircuitBreaker;
import io.mirrorexperiment.traffic.scenario.Condition;
import io.mirrorexperiment.traffic.scenario.Copy;
import io.mirrorexperiment.traffic.scenario.Fault;
import io.mirrorexperiment.traffic.scenario.Match;
import io.mirrorexperiment.traffic.scenario.Routing;
import io.mirrorexperiment.traffic.scenario.Rule;
import io.mirrorexperiment.traffic.scenario.Scenario;
import io.mirrorexperiment.traffic.scenario.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What a scenario does, in a line for people. */
final class ScenarioWords {
    private ScenarioWords() {}

    /** As in {@code traffic-shifting: v1 80 %, v2 20 %}. */
    static String routing(Scenario scenario) {
        Routing routing = scenario.routing();
        String words = routing instanceof Routing.Requests requests
                ? requests.rules().stream().map(ScenarioWords::rule).collect(Collectors.joining("; "))
                : routing instanceof Routing.Connections connections ? shares(connections.shares()) : "";
        return scenario.name().word() + ": " + words;
    }

    /** As in {@code circuit-breaking: at most 1 connections, 1 errors in a row}. */
    static String breaker(CircuitBreaker breaker) {
        List<String> words = new ArrayList<>();
        breaker.pool().ifPresent(pool -> {
            number(words, "connections", pool.connections());
            number(words, "waiting", pool.pending());
            number(words, "requests", pool.requests());
            number(words, "requests per connection", pool.perConnection());
            number(words, "retries", pool.retries());
            pool.connectTimeout().ifPresent(time -> words.add("connect in " + IstioWords.seconds(time)));
        });
        breaker.outliers().ifPresent(outliers -> {
            number(words, "errors in a row", outliers.errors());
            number(words, "gateway errors in a row", outliers.gatewayErrors());
        });
        return "circuit-breaking: at most " + String.join(", ", words);
    }

    private static String rule(Rule rule) {
        List<String> words = new ArrayList<>();
        if (!rule.shares().isEmpty()) {
            words.add(shares(rule.shares()));
        }
        rule.mirrors().copies().forEach(copy -> words.add(copy(copy)));
        rule.fault().ifPresent(fault -> words.add(fault(fault)));
        rule.timeout().ifPresent(time -> words.add("timeout " + IstioWords.seconds(time)));
        rule.retries().ifPresent(retries -> words.add("retries " + retries.attempts()));
        String conditions = rule.takesAll()
                ? ""
                : rule.conditions().stream().map(ScenarioWords::condition).collect(Collectors.joining(" or ")) + " → ";
        return conditions + String.join(", ", words);
    }

    private static String condition(Condition condition) {
        List<String> words = new ArrayList<>();
        condition.uri().ifPresent(uri -> words.add("uri " + match(uri)));
        condition.method().ifPresent(method -> words.add("method " + match(method)));
        condition.authority().ifPresent(authority -> words.add("authority " + match(authority)));
        condition.headers().forEach((name, match) -> words.add(name + " " + match(match)));
        condition.queries().forEach((name, match) -> words.add("?" + name + " " + match(match)));
        condition.sourceLabels().forEach((name, value) -> words.add("from " + name + "=" + value));
        return String.join(" and ", words);
    }

    private static String match(Match match) {
        return switch (match.how()) {
            case EXACT -> match.text();
            case PREFIX -> match.text() + "…";
            case REGEX -> "/" + match.text() + "/";
        };
    }

    private static String shares(List<Share> shares) {
        return shares.stream()
                .map(share -> share.version().name() + " " + share.weight() + " %")
                .collect(Collectors.joining(", "));
    }

    private static String copy(Copy copy) {
        return "copies to " + copy.version().name() + " " + Mirroring.number(copy.percent()) + " %";
    }

    private static String fault(Fault fault) {
        List<String> words = new ArrayList<>();
        fault.delay()
                .ifPresent(delay -> words.add("delay " + IstioWords.seconds(delay.time()) + " for "
                        + Mirroring.number(delay.percent()) + " %"));
        fault.abort()
                .ifPresent(abort ->
                        words.add("abort " + abort.status() + " for " + Mirroring.number(abort.percent()) + " %"));
        return String.join(", ", words);
    }

    private static void number(List<String> words, String what, OptionalInt number) {
        number.ifPresent(value -> words.add(value + " " + what));
    }
}
