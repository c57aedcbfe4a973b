package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Metric;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets the locale of the process")
class NumbersTest {
    private static final Metric P95 = Metric.named("latency-p95").orElseThrow();

    @Test
    void showsNoMoreDigitsOfARateThanItsRequestsBear() {
        assertThat(Numbers.measured(Metric.ERROR_RATE, 1.0 / 30, 30)).isEqualTo("3 %");
        assertThat(Numbers.measured(Metric.ERROR_RATE, 10.0 / 300, 300)).isEqualTo("3.3 %");
        assertThat(Numbers.measured(Metric.ERROR_RATE, 100.0 / 3000, 3000)).isEqualTo("3.33 %");
    }

    @Test
    void neverShowsSomethingAsNothing() {
        assertThat(Numbers.measured(Metric.ERROR_RATE, 0.0004, 90)).isEqualTo("0.04 %");
        assertThat(Numbers.measured(Metric.ERROR_RATE, 0, 90)).isEqualTo("0 %");
    }

    @Test
    void neverRoundsAValueOntoItsLimitOrAcrossIt() {
        assertThat(Numbers.measured(Metric.ERROR_RATE, 5.0 / 480, 480, 0.01)).isEqualTo("1.04 %");
        assertThat(Numbers.measured(Metric.ERROR_RATE, 0.0099, 100, 0.01)).isEqualTo("0.99 %");
        assertThat(Numbers.measured(P95, 100.04, 5000, 100)).isEqualTo("100.04 ms");
        assertThat(Numbers.measured(P95, 100, 5000, 100)).isEqualTo("100 ms");
    }

    @Test
    void isNotFooledByBinaryFractions() {
        assertThat(Numbers.measured(Metric.ERROR_RATE, 0.29, 100, 0.29)).isEqualTo("29.0 %");
        assertThat(Numbers.asked(Metric.ERROR_RATE, 0.29)).isEqualTo("29 %");
    }

    @Test
    void showsThreeDigitsOfALatencyAndFewerOnFewRequests() {
        assertThat(Numbers.measured(P95, 87.345, 500)).isEqualTo("87.3 ms");
        assertThat(Numbers.measured(P95, 87.345, 50)).isEqualTo("87 ms");
        assertThat(Numbers.measured(P95, 1250.4, 500)).isEqualTo("1,250 ms");
        assertThat(Numbers.measured(P95, Double.POSITIVE_INFINITY, 500)).isEqualTo("∞ ms");
    }

    @Test
    void keepsAllDigitsOfWhatSomebodyWrote() {
        assertThat(Numbers.asked(Metric.ERROR_RATE, 0.00125)).isEqualTo("0.125 %");
        assertThat(Numbers.asked(P95, 2500)).isEqualTo("2,500 ms");
        assertThat(Numbers.plain(12.5)).isEqualTo("12.5");
    }

    @Test
    void saysDurationsAsPeopleDo() {
        assertThat(Numbers.duration(Duration.ofMillis(420))).isEqualTo("0.4s");
        assertThat(Numbers.duration(Duration.ofSeconds(10))).isEqualTo("10s");
        assertThat(Numbers.duration(Duration.ofSeconds(400))).isEqualTo("6m 40s");
        assertThat(Numbers.duration(Duration.ofMinutes(125))).isEqualTo("2h 05m");
        assertThat(Numbers.offset(Duration.ofSeconds(90_061))).isEqualTo("25:01:01");
    }

    @Test
    void speaksTheSameEverywhere() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Numbers.count(1234567, "request")).isEqualTo("1,234,567 requests");
            assertThat(Numbers.measured(P95, 87.345, 500)).isEqualTo("87.3 ms");
        } finally {
            Locale.setDefault(before);
        }
    }
}
