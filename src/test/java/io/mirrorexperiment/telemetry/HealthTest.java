package io.mirrorexperiment.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.telemetry.Vitals.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthTest {
    private static final Instant NOW = Instant.parse("2026-11-22T18:00:00Z");
    private static final Vitals WELL =
            new Vitals(Role.LEADER, 0, 4, List.of(NOW.minusSeconds(2)), Map.of("MirrorExperiment", true));

    @Test
    void aWorkerThatIsAtItsRunForTooLongNeedsANewStart() {
        Vitals wedged = busy(Health.LONGEST_DEED.toSeconds() + 1);

        assertThat(Health.alive(busy(Health.LONGEST_DEED.toSeconds()), NOW).good())
                .isTrue();
        assertThat(Health.alive(wedged, NOW).good()).isFalse();
        assertThat(Health.alive(wedged, NOW).text()).isEqualTo("""
                        [-]workers failed: 2 of 4 busy, the longest for 601 s, which is more than any deed takes
                        failed
                        """);
    }

    @Test
    void whoIsReadyHasHeardOfTheServerAndWatches() {
        assertThat(Health.ready(WELL, Optional.of(NOW.minusSeconds(3)), NOW).text())
                .isEqualTo("""
                        [+]api-server ok: it answered 3 s ago
                        [+]watches ok: 1 kinds are watched
                        [+]leadership ok: this one advances runs
                        ok
                        """);
    }

    @Test
    void aServerThatIsSilentOrWasNeverHeardOfIsNoGround() {
        long longest = Health.LONGEST_SILENCE.toSeconds();

        assertThat(Health.ready(WELL, Optional.of(NOW.minusSeconds(longest)), NOW)
                        .good())
                .isTrue();
        assertThat(Health.ready(WELL, Optional.of(NOW.minusSeconds(longest + 1)), NOW)
                        .good())
                .isFalse();
        assertThat(Health.ready(WELL, Optional.empty(), NOW).text())
                .contains("[-]api-server failed: it has not answered yet");
    }

    @Test
    void aKindThatIsNotWatchedYetIsNamed() {
        Vitals half = new Vitals(Role.STANDBY, 0, 4, List.of(), Map.of("Experiment", false, "MirrorExperiment", true));

        assertThat(Health.ready(half, Optional.of(NOW), NOW).text())
                .contains("[-]watches failed: not watched yet: Experiment\n")
                .contains("[+]leadership ok: another one advances runs, and this one stands by")
                .endsWith("failed\n");
    }

    private static Vitals busy(long seconds) {
        return new Vitals(Role.LEADER, 0, 4, List.of(NOW, NOW.minusSeconds(seconds)), Map.of());
    }
}
