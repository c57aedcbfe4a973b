package io.mirrorexperiment.traffic.scenario;

import java.util.List;

/** The scenarios, by the words that commands and files use. */
public enum ScenarioName {
    /** Requests of some kinds go to versions of their own. */
    REQUEST_ROUTING("request-routing"),
    /** Requests are held up or refused on purpose. */
    FAULT_INJECTION("fault-injection"),
    /** Requests are divided among versions. */
    TRAFFIC_SHIFTING("traffic-shifting"),
    /** Connections are divided among versions. */
    TCP_TRAFFIC_SHIFTING("tcp-traffic-shifting"),
    /** Requests of some kinds are given up after a time. */
    REQUEST_TIMEOUTS("request-timeouts"),
    /** Connections and requests at a time are limited, and endpoints that fail are left out for a while. */
    CIRCUIT_BREAKING("circuit-breaking"),
    /** Requests are divided among versions and copied to others. */
    MIRRORING("mirroring");

    private final String word;

    ScenarioName(String word) {
        this.word = word;
    }

    /** What a routing is called by the most that it does. */
    static ScenarioName of(Routing routing) {
        if (routing instanceof Routing.Requests requests) {
            return of(requests.rules());
        }
        return routing instanceof Routing.Connections ? TCP_TRAFFIC_SHIFTING : CIRCUIT_BREAKING;
    }

    private static ScenarioName of(List<Rule> rules) {
        if (rules.stream().anyMatch(rule -> !rule.mirrors().copies().isEmpty())) {
            return MIRRORING;
        }
        if (rules.stream().anyMatch(rule -> rule.fault().isPresent())) {
            return FAULT_INJECTION;
        }
        if (rules.stream().allMatch(rule -> rule.shares().isEmpty())) {
            return REQUEST_TIMEOUTS;
        }
        return rules.stream().allMatch(Rule::takesAll) ? TRAFFIC_SHIFTING : REQUEST_ROUTING;
    }

    /** The word. */
    public String word() {
        return word;
    }
}
