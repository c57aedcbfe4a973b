package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OfficeTest {
    private static final Address LEASE = new Address(Kind.LEASE, "gate", "controller");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration TERM = Duration.ofSeconds(15);

    private final Office one = new Office(LEASE, "one", TERM);
    private final Office two = new Office(LEASE, "two", TERM);

    @Test
    void whatNobodyHasIsTaken() {
        Manifest lease = one.taken(Optional.empty(), Duration.ZERO, NOW).orElseThrow();

        assertThat(lease.text("spec", "holderIdentity")).contains("one");
        assertThat(lease.text("spec", "acquireTime")).contains("2026-01-01T00:00:00.000000Z");
        assertThat(lease.number("spec", "leaseDurationSeconds")).contains(15L);
        assertThat(lease.number("spec", "leaseTransitions")).contains(0L);
    }

    @Test
    void aHolderRenewsIt() {
        Manifest held = one.taken(Optional.empty(), Duration.ZERO, NOW).orElseThrow();

        Manifest renewed =
                one.taken(Optional.of(held), TERM, NOW.plusSeconds(2)).orElseThrow();

        assertThat(renewed.text("spec", "acquireTime")).isEqualTo(held.text("spec", "acquireTime"));
        assertThat(renewed.text("spec", "renewTime")).contains("2026-01-01T00:00:02.000000Z");
        assertThat(renewed.number("spec", "leaseTransitions")).contains(0L);
    }

    @Test
    void nobodyTakesItFromAHolderThatRenewsWhateverItsClockSays() {
        Manifest held = one.taken(Optional.empty(), Duration.ZERO, NOW.minus(Duration.ofDays(1)))
                .orElseThrow();

        assertThat(two.taken(Optional.of(held), TERM, NOW)).isEmpty();
    }

    @Test
    void itIsFreeOnceItHasNotChangedForLongerThanItsTerm() {
        Manifest held = one.taken(Optional.empty(), Duration.ZERO, NOW).orElseThrow();

        Manifest taken =
                two.taken(Optional.of(held), TERM.plusSeconds(3), NOW).orElseThrow();

        assertThat(taken.text("spec", "holderIdentity")).contains("two");
        assertThat(taken.number("spec", "leaseTransitions")).contains(1L);
    }

    @Test
    void whatIsGivenBackIsFreeAtOnce() {
        Manifest held = one.taken(Optional.empty(), Duration.ZERO, NOW).orElseThrow();

        Manifest left = one.left(held, NOW);

        assertThat(one.isHeld(left)).isFalse();
        assertThat(two.taken(Optional.of(left), Duration.ZERO, NOW)).isPresent();
    }
}
