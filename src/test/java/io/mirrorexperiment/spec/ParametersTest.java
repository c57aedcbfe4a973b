package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Experiment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;

class ParametersTest {
    private static final SpecReader READER = new SpecReader(SpecFiles.none());

    @Test
    @SuppressWarnings("unchecked")
    void readsATreeAsItReadsTheText() {
        Map<String, ?> tree = (Map<String, ?>) new Load(YamlText.SETTINGS).loadFromString(Broken.SOUND);

        SpecResult result = READER.read(tree, List.of());

        assertThat(result).isEqualTo(Read.text(Broken.SOUND));
    }

    @Test
    void needsNeitherApiVersionNorKindAndTakesNumbersAsText() {
        SpecResult result = READER.read(parameters("0.5", "13"), List.of("spec.duration.warmUp=0"));

        Experiment experiment = ((SpecResult.Valid) result).experiment();
        assertThat(experiment.mirror().percent()).isEqualTo(0.5);
        assertThat(experiment.cadence().iterations()).isEqualTo(13);
        assertThat(experiment.cadence().warmUp()).isZero();
    }

    @Test
    void findsMistakesWithoutLines() {
        SpecResult result = READER.read(parameters("400", "1.5"), List.of());

        assertThat(((SpecResult.Invalid) result).mistakes())
                .extracting(Mistake::toString)
                .containsExactly(
                        "spec.mirror.percent: must be over 0 and at most 100 (percent of the live requests), was 400",
                        "spec.duration.iterations: must be a whole number from 1 to 1000000, was 1.5");
    }

    @Test
    void refusesValuesOfOtherTypes() {
        Map<String, Object> parameters = new LinkedHashMap<>(parameters("1", "1"));
        parameters.put("metadata", Map.of("name", "fine", "namespace", new Object()));

        SpecResult result = READER.read(parameters, List.of());

        assertThat(((SpecResult.Invalid) result).mistakes())
                .extracting(Mistake::toString)
                .containsExactly(
                        "metadata.namespace: must be text, a number, true or false, a list or a map, not a Object");
    }

    @Test
    void refusesATreeThatHoldsItself() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("spec", parameters);

        SpecResult result = READER.read(parameters, List.of());

        assertThat(((SpecResult.Invalid) result).mistakes())
                .extracting(Mistake::message)
                .containsExactly("is nested more than 64 levels deep");
    }

    private static Map<String, Object> parameters(String percent, String iterations) {
        return Map.of(
                "metadata",
                Map.of("name", "a"),
                "spec",
                Map.of(
                        "service", "s",
                        "live", Map.of("version", "v1"),
                        "dark", Map.of("version", "v2"),
                        "mirror", Map.of("percent", percent),
                        "metrics", Map.of("prometheus", Map.of("url", "http://p")),
                        "duration", Map.of("iterations", iterations),
                        "objectives", List.of(Map.of("metric", "error-rate", "upperLimit", "0.01"))));
    }
}
