package io.mirrorexperiment.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerClockTest {
    private static final Instant SENT = Instant.parse("2026-01-01T00:00:10Z");
    private static final Instant RECEIVED = SENT.plusMillis(100);
    private final ServerClock clock = new ServerClock();

    @Test
    void trustsOurClockUntilItHearsOtherwise() {
        assertThat(clock.offset()).isZero();
    }

    /** Date has whole seconds: Date d means d to d + 1 s, at some moment from sending to receiving. */
    @ParameterizedTest(name = "Date {0} s after sending: offset {1} ms")
    @CsvSource({
        "0, 0",
        "1, 0",
        "2, 0",
        "-1, 0",
        "-2, 0",
        "-3, 0",
        "3, 3450",
        "-4, -3550",
        "30, 30450",
        "-3600, -3599550"
    })
    void correctsOnlyWhatIsSurelyMoreThanTwoSeconds(long dateAfterSending, long offset) {
        clock.heard(SENT.plusSeconds(dateAfterSending), SENT, RECEIVED);

        assertThat(clock.offset()).isEqualTo(Duration.ofMillis(offset));
    }

    @Test
    void concludesNothingFromASlowAnswer() {
        clock.heard(SENT.plusSeconds(9), SENT, SENT.plusSeconds(10));

        assertThat(clock.offset()).isZero();
    }

    @Test
    void keepsItsOffsetWhileAnswersAgreeWithIt() {
        clock.heard(SENT.plusSeconds(30), SENT, RECEIVED);
        Duration first = clock.offset();

        clock.heard(SENT.plusSeconds(31), SENT, RECEIVED);

        assertThat(clock.offset()).isEqualTo(first);
    }

    @Test
    void comesBackWhenTheServersClockWasSet() {
        clock.heard(SENT.plusSeconds(30), SENT, RECEIVED);

        clock.heard(SENT, SENT, RECEIVED);

        assertThat(clock.offset()).isZero();
    }
}
