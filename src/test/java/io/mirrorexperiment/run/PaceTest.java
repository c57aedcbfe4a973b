package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.spec.SpecFiles;
import io.mirrorexperiment.spec.SpecReader;
import io.mirrorexperiment.spec.SpecResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decisions take 4019 requests at half of an error rate of 0.01: so says {@code plan}. */
class PaceTest {
    private static final OptionalDouble OURS = OptionalDouble.empty();

    @ParameterizedTest
    @CsvSource({"100.0, 10", "67.1,  10", "66.9,  20", "33.6,  20", "33.4,  50", "13.5,  50", "13.3,  100", "0.6,   100"
    })
    void theSmallestShareIsCopiedThatDecidesInTenMinutes(double perSecond, double percent) {
        assertThat(Pace.of(experiment(), live(perSecond), OURS).orElseThrow().percent())
                .isEqualTo(percent);
    }

    /** 4019 requests at 0.55 per second take 7307 s. */
    @Test
    void whatTakesMoreThanTwoHoursIsNoPaceButForThePatient() {
        assertThat(Pace.of(experiment(), live(.55), OURS)).isEmpty();
        assertThat(Pace.patient(experiment(), live(.55), OURS).quick())
                .isBetween(Duration.ofSeconds(7290), Duration.ofSeconds(7340));
    }

    @Test
    void asManyLooksAreMadeAsNineteenOfTwentyDecisionsTake() {
        Pace pace = Pace.of(experiment(), live(100), OURS).orElseThrow();

        assertThat(pace.quick()).isEqualTo(Duration.ofSeconds(410));
        assertThat(pace.cadence()).isEqualTo(new Cadence(Duration.ofSeconds(10), 95, 3));
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "0.5, 10", "0.49, 30", "0.16, 60", "0.08, 300", "0.0001, 300"})
    void betweenTwoLooksThereAreAFewRequests(double perSecond, long seconds) {
        assertThat(Pace.patient(experiment(), live(perSecond), OURS).cadence().interval())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void theShareOfSomebodyElsesMirrorIsAsItIs() {
        assertThat(Pace.of(experiment(), live(100), OptionalDouble.of(40))
                        .orElseThrow()
                        .percent())
                .isEqualTo(40);
        assertThat(Pace.of(experiment(), live(1), OptionalDouble.of(40))).isEmpty();
    }

    /** A day of one request in an hour: no run is long enough. */
    @Test
    void noPaceIsLongerThanARunMayBe() {
        Cadence cadence = Pace.patient(experiment(), live(1.0 / 3600), OURS).cadence();

        assertThat(cadence.length()).isLessThanOrEqualTo(Cadence.LONGEST);
    }

    private static Totals live(double perSecond) {
        return new Totals(Math.round(perSecond * 100_000), 0, Histogram.EMPTY, 0);
    }

    private static Experiment experiment() {
        SpecResult read =
                new SpecReader(SpecFiles.in(Path.of(""))).read("""
                apiVersion: mirror-experiment.io/v1
                kind: MirrorExperiment
                metadata: {name: reviews-v2}
                spec:
                  service: reviews
                  live: {version: v1}
                  dark: {version: v2, image: example/reviews:2.0}
                  mirror: {methods: ["*"]}
                  metrics: {prometheus: {url: "http://127.0.0.1:1"}}
                  objectives: [{metric: error-rate, upperLimit: 0.01}]
                  protection: {baseline: 100000s}
                """.getBytes(StandardCharsets.UTF_8), List.of());
        return ((SpecResult.Valid) read).experiment();
    }
}
