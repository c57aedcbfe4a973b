package io.mirrorexperiment.traffic.scenario;

import java.util.Arrays;
import java.util.Optional;

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

    /** The scenario of a word. */
    public static Optional<ScenarioName> of(String word) {
        return Arrays.stream(values()).filter(name -> name.word.equals(word)).findFirst();
    }

    /** The word. */
    public String word() {
        return word;
    }
}
