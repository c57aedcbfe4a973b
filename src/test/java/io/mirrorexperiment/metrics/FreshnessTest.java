package io.mirrorexperiment.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.experiment.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:10:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void acceptsASampleAsOldAsAllowed() throws OddAnswerException {
        Reading.Counters fresh = counters(Map.of("a", AT.minus(MINUTE)));

        assertThat(new Freshness(MINUTE, Duration.ZERO).checked(fresh, AT)).isEqualTo(fresh);
    }

    @Test
    void refusesAnOlderOneWithItsAge() {
        Reading.Counters stale = counters(Map.of("a", AT.minusSeconds(61)));

        assertThatThrownBy(() -> new Freshness(MINUTE, Duration.ZERO).checked(stale, AT))
                .hasMessageContaining("stale: its newest sample is 61 s old, and at most 60 s are allowed");
    }

    @Test
    void acceptsADeadPodBesideALivingOne() throws OddAnswerException {
        Reading.Counters mixed = counters(Map.of("dead", AT.minusSeconds(250), "alive", AT.minusSeconds(5)));

        assertThat(new Freshness(MINUTE, Duration.ZERO).checked(mixed, AT).series())
                .containsOnlyKeys("dead", "alive");
    }

    @Test
    void refusesASampleFromTheFuture() {
        Reading.Counters future = counters(Map.of("a", AT.plusSeconds(3)));

        assertThatThrownBy(() -> new Freshness(MINUTE, Duration.ZERO).checked(future, AT))
                .hasMessageContaining("3 s after the instant that was asked about");
    }

    @Test
    void returnsSampleTimesByOurClock() throws OddAnswerException {
        Duration ahead = Duration.ofSeconds(30);
        Reading.Counters byServer = counters(Map.of("a", AT.plusSeconds(25)));

        Reading.Counters ours = new Freshness(MINUTE, ahead).checked(byServer, AT);

        assertThat(ours).isEqualTo(counters(Map.of("a", AT.minusSeconds(5))));
    }

    private static Reading.Counters counters(Map<String, Instant> sampledAt) {
        Map<String, Reading.Series> series = new HashMap<>();
        sampledAt.forEach((pod, at) -> series.put(pod, new Reading.Series(at, 10, 1, Reading.Histogram.EMPTY)));
        return new Reading.Counters(series);
    }
}
