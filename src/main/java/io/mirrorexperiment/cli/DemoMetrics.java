package io.mirrorexperiment.cli;

import java.util.Locale;

/** Where the demo's run reads its counters. */
enum DemoMetrics {
    /** In the sandbox's metrics system. */
    PROMETHEUS {
        @Override
        String section(String url) {
            return "prometheus: {url: \"" + url + "\"}";
        }
    },
    /** In the pods themselves. */
    DIRECT {
        @Override
        String section(String url) {
            return "direct: {via: api-server}                       # each look asks the pods' sidecars";
        }
    };

    /** As a spec has it. */
    abstract String section(String url);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
