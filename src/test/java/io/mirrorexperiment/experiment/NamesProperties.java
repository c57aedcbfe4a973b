package io.mirrorexperiment.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.StringLength;

class NamesProperties {
    @Property(tries = 300)
    void aRunIdReadsBack(
            @ForAll @CharRange(from = 'a', to = 'c') @Chars({'0', '-'}) @NotEmpty String namespace,
            @ForAll @CharRange(from = 'a', to = 'c') @Chars({'0', '1', '-', '.'}) @NotEmpty String name,
            @ForAll @LongRange(min = 1, max = 999_999_999_999_999_999L) long generation) {
        RunId id = new RunId(namespace, name, generation);

        assertThat(RunId.parse(id.toString())).contains(id);
    }

    @Property
    void aTextThatIsARunIdIsThatOnly(
            @ForAll @Chars({'a', '1', '0', '.', '-', '/', 'A', '\n'}) @StringLength(max = 12) String text) {
        RunId.parse(text).ifPresent(id -> assertThat(id).hasToString(text));
    }

    @Example
    void refusesNamesThatCouldNotBeReadBack() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RunId("a.b", "c", 1));
    }

    @Example
    void refusesPartsOutsideOfTheirForm() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RunId("a", "b", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RunId("a", "../b", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RunId("", "b", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RunId("a", "", 1));
    }

    @Property
    void aPercentileReadsBack(@ForAll @BigRange(min = "0.0001", max = "99.9999") @Scale(4) BigDecimal percentile) {
        Metric metric = Metric.percentile(percentile);

        assertThat(metric.name())
                .isEqualTo("latency-p" + percentile.stripTrailingZeros().toPlainString());
        assertThat(Metric.named(metric.name())).contains(metric);
    }

    @Property
    void aNameOfTheCatalogueNamesOneMetric(
            @ForAll @Chars({'0', '9', '5', '.', '1', 'p'}) @StringLength(max = 8) String percentile) {
        Metric.named("latency-p" + percentile)
                .ifPresent(metric -> assertThat(Metric.named(metric.name())).contains(metric));
    }

    @Example
    void namesOutsideOfTheCatalogueAreUnknown() {
        for (String name : new String[] {
            "latency-p0", "latency-p0.0", "latency-p100", "latency-p-1", "latency-p", "latency", "p95", "ERROR-RATE", ""
        }) {
            assertThat(Metric.named(name)).describedAs(name).isEmpty();
        }
    }

    @Example
    void theWordsOfTheCatalogueReadBack() {
        for (String name : new String[] {"request-count", "error-count", "error-rate", "latency-mean"}) {
            assertThat(Metric.named(name)).get().extracting(Metric::name).isEqualTo(name);
        }
    }

    @Example
    void aQuantileBelongsToItsKind() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Metric(Metric.Kind.LATENCY_QUANTILE, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Metric(Metric.Kind.LATENCY_QUANTILE, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new Metric(Metric.Kind.ERROR_RATE, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Metric(Metric.Kind.ERROR_RATE, Double.NaN));
    }

    @Property(tries = 300)
    void theDueTickIsTheLastWhoseTimeHasCome(
            @ForAll @LongRange(min = 1, max = 100_000) long millis,
            @ForAll @IntRange(min = 1, max = 1000) int iterations,
            @ForAll @IntRange(max = 100) int warmUp,
            @ForAll @LongRange(min = 0, max = 200_000_000) long later) {
        Cadence cadence = new Cadence(Duration.ofMillis(millis), iterations, warmUp);
        Instant now = Instant.EPOCH.plusMillis(later);

        int tick = cadence.dueTick(Instant.EPOCH, now);

        assertThat(tick).isBetween(0, cadence.ticks());
        assertThat(cadence.due(Instant.EPOCH, tick)).isBeforeOrEqualTo(now);
        assertThat(tick == cadence.ticks()
                        || cadence.due(Instant.EPOCH, tick + 1).isAfter(now))
                .isTrue();
    }
}
