package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Version;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {
    @Test
    void setsSingleFieldsInTheirOrder() {
        Experiment experiment = Read.valid(
                        Broken.SOUND,
                        "spec.mirror.percent=20",
                        "spec.mirror.percent=30",
                        "spec.mirror.methods=[POST]",
                        "spec.dark.version=2.0",
                        "spec.dark.image=registry.example.com/reviews:2.1",
                        "spec.objectives[0].upperLimit=0.02",
                        "spec.metrics.prometheus.headers.X-Scope-OrgID=other",
                        "spec.decision.failFast=true",
                        "spec.duration.iterations=5",
                        "spec.promotion=auto")
                .experiment();

        assertThat(experiment.mirror().percent()).isEqualTo(30);
        assertThat(experiment.mirror().methods()).containsExactly("POST");
        assertThat(experiment.dark().source())
                .isEqualTo(new DarkSource.Clone("2.0", "registry.example.com/reviews:2.1"));
        assertThat(experiment.objectives().get(0).limit()).isEqualTo(new Limit.AtMost(0.02));
        assertThat(experiment.metrics().headers()).containsEntry("X-Scope-OrgID", "other");
        assertThat(experiment.decision().failFast()).isTrue();
        assertThat(experiment.cadence().iterations()).isEqualTo(5);
        assertThat(experiment.promotion().mode()).isEqualTo(Promotion.Mode.AUTO);
    }

    @Test
    void makesTheSectionsThatAFieldNeeds() throws IOException {
        Experiment experiment = Read.valid(Read.example("secured-prometheus.yaml"), "spec.protection.baseline=30s")
                .experiment();

        assertThat(experiment.baseline()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void appendsToAList() {
        Experiment experiment = Read.valid(Broken.SOUND, "spec.objectives[2]={metric: latency-p99, upperLimit: 200}")
                .experiment();

        assertThat(experiment.objectives()).extracting(Objective::words).endsWith("latency-p99 ≤ 200 ms");
    }

    @Test
    void removesAFieldWithNull() {
        Experiment experiment = Read.valid(Broken.SOUND, "spec.dark.image=null").experiment();

        assertThat(experiment.dark().source()).isEqualTo(new DarkSource.Present(new Version.Labelled("v2")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        spec.mirror.percent=200   | spec.mirror.percent: in an override: must be over 0 and at most 100 (percent of the live requests), was 200
        spec.mirror.percnt=20     | spec.mirror.percnt: in an override: unknown word 'percnt'; did you mean percent?
        spec.duration.interval=5  | spec.duration.interval: in an override: has no unit; write 5s for seconds, or 5ms, 5m, 5h
        spec.service=             | spec.service: in an override: has no value; write one, or remove the line
        spec.service.name=a       | spec.service.name: in an override: can't be set: what 'name' would go into is text in the spec; override that as a whole, with {…}
        spec.objectives[7]={}     | spec.objectives[7]: in an override: can't be set: the list has 2 items, counted from [0]
        spec.live[0]=a            | spec.live[0]: in an override: can't be set: there is no list to take [0] of
        spec.live={version: [}    | spec.live: in an override: begins with a bracket or a brace but is not one YAML value
        spec.mirror.percent       | in an override: an override must be path=value, as in spec.mirror.percent=20; there is no =
        =20                       | in an override: an override must be path=value, as in spec.mirror.percent=20; there is no path
        spec..mirror=20           | in an override: an override must be path=value, as in spec.mirror.percent=20; 'spec..mirror' is no path
        """)
    void namesTheOverrideInAMistake(String override, String mistake) {
        List<Mistake> mistakes = Read.mistakes(Broken.SOUND, override);

        assertThat(mistakes).extracting(Mistake::toString).containsExactly(mistake);
    }

    @Test
    void neverShowsAValueThatCouldBeASecret() {
        List<Mistake> mistakes =
                Read.mistakes(Broken.SOUND, "spec.metrics.prometheus.auth.bearerFrom=hunter2_", "hunter2", "=hunter2");

        assertThat(mistakes).hasSize(3);
        assertThat(mistakes.toString()).doesNotContain("hunter2");
    }

    @Test
    void readsAnIterationOfTheTextAndOfTheOverridesAtOnce() {
        List<Mistake> mistakes =
                Read.mistakes(Broken.SOUND.replace("percent: 40", "percent: 0"), "spec.mirror.settle=soon");

        assertThat(mistakes)
                .extracting(mistake -> mistake.line() + " " + mistake.path())
                .containsExactly("0 spec.mirror.settle", "12 spec.mirror.percent");
    }
}
