package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.spec.SpecResult;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets the standard input of the process")
class SpecsTest {
    private static final String SPEC = """
            apiVersion: mirror-experiment.io/v1
            kind: MirrorExperiment
            metadata: {name: reviews-v2}
            spec:
              service: reviews
              live: {version: v1}
              dark: {version: v2, image: example/reviews:2.0}
              metrics: {prometheus: {url: "http://127.0.0.1:1"}}
              objectives: [{metric: error-rate, upperLimit: 0.01}]
            """;

    /** A run reads its spec before it asks a cluster, and then once more with the namespace that holds there. */
    @Test
    void standardInputCanBeReadTwice() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(SPEC.getBytes(StandardCharsets.UTF_8)));
        try {
            Specs specs = new Specs();
            specs.file = Input.STANDARD;

            SpecResult.Valid first = specs.read("default", Optional.empty(), false);
            SpecResult.Valid second = specs.read("shop", Optional.empty(), false);

            assertThat(first.experiment().namespace()).isEqualTo("default");
            assertThat(second.experiment().namespace()).isEqualTo("shop");
        } finally {
            System.setIn(before);
        }
    }
}
