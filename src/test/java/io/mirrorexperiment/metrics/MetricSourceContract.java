package io.mirrorexperiment.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link MetricSource} keeps to. A new source extends this with a far end that speaks its own wire; nothing of the
 * source itself is faked.
 */
@Timeout(60)
abstract class MetricSourceContract {
    private static final Population LIVE = new Population("default", "reviews-v1");
    private static final Population DARK = new Population("default", "reviews-v2");
    private static final Duration SHORT = Duration.ofMillis(500);

    /** The instant that is asked about. */
    protected final Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private final Map<Population, Reading.Counters> truth =
            Map.of(LIVE, Scraped.twoPodsRead(at.minusSeconds(5)), DARK, onePod(at.minusSeconds(7)));

    /** A source whose far end knows these counters and nothing else, at any instant that is asked about. */
    protected abstract MetricSource knowing(Map<Population, Reading.Counters> truth);

    /** A source whose far end is not there. */
    protected abstract MetricSource withoutFarEnd();

    /** A source whose far end takes questions and never answers; its time-out is given. */
    protected abstract MetricSource withSilentFarEnd(Duration timeout);

    /** A source whose far end answers every question with this text. */
    protected abstract MetricSource babbling(String answer);

    /** What is to be read where a far end knows these counters: a source that samples them itself dates them so. */
    protected Reading.Counters read(Reading.Counters known) {
        return known;
    }

    /** Ends the far ends. */
    protected abstract void closeFarEnds();

    /** An annotation on the method above would be lost where it is overridden. */
    @AfterEach
    final void close() {
        closeFarEnds();
    }

    @Test
    void readsWhatTheFarEndKnows() {
        try (MetricSource source = knowing(truth)) {
            assertThat(Systems.await(source.counters(LIVE, at))).isEqualTo(known(LIVE));
            assertThat(Systems.await(source.counters(DARK, at))).isEqualTo(known(DARK));
        }
    }

    @Test
    void readsTheSameAtTheSameInstant() {
        try (MetricSource source = knowing(truth)) {
            Reading first = Systems.await(source.counters(LIVE, at));

            assertThat(Systems.await(source.counters(LIVE, at))).isEqualTo(first);
        }
    }

    @Test
    void answersManyAtOnce() {
        try (MetricSource source = knowing(truth)) {
            List<CompletableFuture<Reading>> looks = IntStream.range(0, 20)
                    .mapToObj(i -> source.counters(i % 2 == 0 ? LIVE : DARK, at))
                    .toList();

            for (int i = 0; i < looks.size(); i++) {
                assertThat(Systems.await(looks.get(i))).isEqualTo(known(i % 2 == 0 ? LIVE : DARK));
            }
        }
    }

    @Test
    void isMissingAndNotZeroForWhatTheFarEndDoesNotKnow() {
        try (MetricSource source = knowing(truth)) {
            assertThat(Systems.reason(Systems.await(source.counters(new Population("other", "reviews-v2"), at))))
                    .contains("reviews-v2", "other");
        }
    }

    @Test
    void hasNoTroubleWithAFarEndThatAnswers() {
        try (MetricSource source = knowing(truth)) {
            assertThat(Systems.await(source.trouble())).isEmpty();
        }
    }

    @Test
    void isMissingAndInTroubleWithoutItsFarEnd() {
        try (MetricSource source = withoutFarEnd()) {
            assertThat(Systems.reason(Systems.await(source.counters(LIVE, at)))).isNotBlank();
            assertThat(Systems.await(source.trouble()))
                    .hasValueSatisfying(words -> assertThat(words).isNotBlank());
        }
    }

    @Test
    void isMissingAfterItsTimeOutAndHoldsNobodyBefore() {
        try (MetricSource source = withSilentFarEnd(SHORT)) {
            CompletableFuture<Reading> look = source.counters(LIVE, at);

            assertThat(look).isNotDone();
            assertThat(Systems.reason(Systems.await(look))).contains("500 ms");
        }
    }

    @Test
    void isMissingWhateverTheFarEndBabbles() {
        for (String answer :
                List.of("", "null", "[]", "{}", "<html>", "NaN", "0", "{\"status\":\"success\"}", "\u0000")) {
            try (MetricSource source = babbling(answer)) {
                assertThat(Systems.reason(Systems.await(source.counters(LIVE, at))))
                        .isNotBlank();
                assertThat(Systems.await(source.trouble())).isPresent();
            }
        }
    }

    @Test
    void isMissingOnceClosedAndMayBeClosedTwice() {
        MetricSource source = knowing(truth);
        source.close();
        source.close();

        assertThat(Systems.reason(Systems.await(source.counters(LIVE, at)))).contains("closed");
        assertThat(Systems.await(source.trouble())).isPresent();
        assertThat(Systems.await(source.hint(LIVE))).isNotNull();
    }

    private Reading.Counters known(Population population) {
        return read(truth.getOrDefault(population, new Reading.Counters(Map.of())));
    }

    private static Reading.Counters onePod(Instant sampledAt) {
        return new Reading.Counters(Map.of("dark-1", new Reading.Series(sampledAt, 40, 0, Reading.Histogram.EMPTY)));
    }
}
