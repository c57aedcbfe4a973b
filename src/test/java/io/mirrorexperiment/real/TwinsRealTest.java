package io.mirrorexperiment.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Live requests and their copies, found in what real proxies logged, through a real API server and kubelet. */
@Timeout(600)
class TwinsRealTest {
    private static final double RATE = 40;

    /** As docs/access-logs.md says. */
    private static final String LOGS = """
            ---
            apiVersion: telemetry.istio.io/v1
            kind: Telemetry
            metadata: {name: access-logs}
            spec:
              accessLogging: [{providers: [{name: envoy}]}]
            """;

    private final Bed bed = Bed.up().with("mesh").with("prometheus");

    @Test
    void areThePairsThatEnvoyMadeAndShowInWhatTheDarkVersionDiffers() {
        Shop shop = Shop.open(bed, "twins", Scenery.PLAIN, LOGS);
        String dark = "{version: v2, image: \"testbed.local/reviews:2.0-errors\", readyWithin: 60s}";
        try (Trial trial = new Trial("none: pairs from access logs", shop, dark, RATE)) {
            GateProcess gate = trial.run(
                    "spec.metrics.accessLogs={from: pods, within: 3s}",
                    "spec.objectives=[{metric: error-rate, upperLimit: 0.5}]",
                    "spec.duration.iterations=10",
                    "spec.promotion=none");

            assertThat(gate.exit()).as(gate::said).isZero();
            JsonNode twins = gate.report().path("twins");
            JsonNode pairs = twins.path("pairs");
            long count = pairs.path("count").asLong();
            // 10 looks, 2 s apart, less the 3 s that slow requests are waited for, at 40 requests per second: 680.
            assertThat(count).as(gate::said).isBetween(400L, 800L);
            assertThat(pairs.path("darkOnlyFailed").asLong()).as(gate::said).isPositive();
            assertThat(pairs.path("liveOnlyFailed").asLong()
                            + pairs.path("bothFailed").asLong())
                    .as(gate::said)
                    .isZero();
            assertThat(twins.path("leftOut").path("liveWithoutTwin").asLong())
                    .as(gate::said)
                    .isLessThan(count / 20);
            assertThat(twins.path("leftOut").path("darkWithoutTwin").asLong())
                    .as(gate::said)
                    .isLessThan(count / 20);
            JsonNode change = twins.path("differences").path("statuses").path(0);
            assertThat(change.path("live").asText() + change.path("dark").asText())
                    .isEqualTo("2xx5xx");
            assertThat(twins.path("differences")
                            .path("paths")
                            .path(0)
                            .path("path")
                            .asText())
                    .isEqualTo("/reviews/*");
        }
    }
}
