package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.MetricsSystem;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A Prometheus that is named by its address alone, as {@code --prometheus} does. */
final class PrometheusAddress {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private PrometheusAddress() {}

    /**
     * The metrics system there.
     *
     * @throws Refusal if the address is none
     */
    static MetricsSystem system(String address, String reporter) {
        try {
            URI url = URI.create(address);
            if (!Set.of("http", "https").contains(String.valueOf(url.getScheme()))) {
                throw Refusal.usage("--prometheus must begin with http:// or https://");
            }
            return new MetricsSystem(
                    url,
                    new MetricsSystem.Auth.None(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    reporter,
                    PATIENCE);
        } catch (IllegalArgumentException e) {
            throw Refusal.usage("--prometheus: " + e.getMessage());
        }
    }
}
