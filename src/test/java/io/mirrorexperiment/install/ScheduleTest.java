package io.mirrorexperiment.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    private static final Instant LAST = Instant.parse("2026-11-22T10:00:05Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/1 * * * * | 2026-11-22T10:02:59Z | false",
                "*/1 * * * * | 2026-11-22T10:03:01Z | true",
                "@hourly     | 2026-11-22T12:00:59Z | false",
                "@hourly     | 2026-11-22T12:01:01Z | true",
                "0 0 * * 1   | 2026-11-29T00:00:00Z | false",
                "0 0 * * 1   | 2026-12-01T00:00:00Z | true"
            })
    void twoTimesThatPassedWithoutALoopAreTooMany(String schedule, Instant now, boolean missed) {
        assertThat(Schedule.parse(schedule).missed(LAST, now)).isEqualTo(missed);
    }

    @Test
    void whatIsNoneIsRefused() {
        assertThatThrownBy(() -> Schedule.parse("every minute")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Schedule.parse("61 * * * *")).isInstanceOf(IllegalArgumentException.class);
    }
}
