package io.mirrorexperiment.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PersistenceTest {
    private static final Persistence USUAL = Persistence.USUAL;

    @Test
    void waitsTwiceAsLongEachTimeAndGivesUpAfterTenAttempts() {
        List<Long> pauses = new ArrayList<>();
        Optional<Duration> pause = USUAL.pause(1, Duration.ZERO, Optional.empty());
        while (pause.isPresent()) {
            pauses.add(pause.get().toSeconds());
            pause = USUAL.pause(pauses.size() + 1, Duration.ZERO, Optional.empty());
        }

        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void leavesAServerAloneForAsLongAsItAsks() {
        assertThat(USUAL.pause(1, Duration.ZERO, Optional.of(Duration.ofMinutes(3))))
                .contains(Duration.ofMinutes(3));
        assertThat(USUAL.pause(6, Duration.ZERO, Optional.of(Duration.ofSeconds(1))))
                .contains(Duration.ofSeconds(32));
    }

    @Test
    void givesUpWhereTheNextAttemptWouldComeTooLate() {
        assertThat(USUAL.pause(1, Duration.ZERO, Optional.of(Duration.ofMinutes(11))))
                .isEmpty();
        assertThat(USUAL.pause(2, Duration.ofSeconds(599), Optional.empty())).isEmpty();
        assertThat(USUAL.pause(2, Duration.ofSeconds(598), Optional.empty())).contains(Duration.ofSeconds(2));
    }
}
