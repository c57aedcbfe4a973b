package io.mirrorexperiment.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What must be shown: two minutes at 100 requests a second with a dark version that fails 5 % of its copies. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(600)
@Order(6)
class LoadRealTest {
    /** The quantile of the standard normal distribution for a two-sided interval of 99 % (R: qnorm(0.995)). */
    private static final double Z = 2.5758293;

    private final Bed bed = Bed.up().with("mesh").with("prometheus");

    @Test
    void fivePercentErrorsAtAHundredRequestsASecondForTwoMinutesReachNobody() {
        String dark = "{version: v2, image: \"testbed.local/reviews:2.0-flaky\", readyWithin: 60s}";
        try (Trial trial =
                new Trial("5 % errors at 100/s for 120 s, 40 %", Shop.open(bed, "load", Scenery.PLAIN), dark, 100)) {
            GateProcess gate =
                    trial.run("spec.mirror.percent=40", "spec.duration.interval=5s", "spec.duration.iterations=24");
            JsonNode mirror =
                    trial.ends(gate, 1, "rolled-back", "objective-breached").path("mirror");
            assertThat(mirror.path("standing").asText()).isEqualTo("proven");
            double live = mirror.path("live").asDouble();
            assertThat(live).isGreaterThan(11_000);
            assertThat(Math.abs(mirror.path("dark").asDouble() - 0.4 * live))
                    .as("copies, of %s", mirror)
                    .isLessThan(Z * Math.sqrt(live * 0.4 * 0.6));
        }
    }
}
