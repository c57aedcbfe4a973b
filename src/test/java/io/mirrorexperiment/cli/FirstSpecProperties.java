package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.run.Behind.Serving;
import io.mirrorexperiment.run.Proposal;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class FirstSpecProperties {
    /** Names that Kubernetes takes and YAML might take for something else; texts of others that might end a comment. */
    @Property(tries = 300)
    void whateverWasSeenTheSpecSaysIt(
            @ForAll("names") String deployment,
            @ForAll("namespaces") String namespace,
            @ForAll("versions") String version,
            @ForAll @Size(max = 3) List<@StringLength(max = 80) String> images,
            @ForAll @LongRange(min = 1, max = 1_000_000_000) long requests,
            @ForAll @DoubleRange(min = 0.01, max = 100) double percent,
            @ForAll @IntRange(min = 60, max = 3000) int iterations) {
        FirstSpec spec = new FirstSpec(
                "reviews",
                namespace,
                "reviews",
                new Serving(deployment, version, printable(images), 1, 1),
                new FirstSpec.Dark.Clone("v2", "example/reviews:2.0", true),
                new FirstSpec.Copies(false, OptionalDouble.of(percent)),
                new FirstSpec.Metrics("http://127.0.0.1:9090", "", "destination"),
                new FirstSpec.Seen(new Totals(requests, 0, Histogram.EMPTY, 0), Duration.ofMinutes(5), true),
                Proposal.of(new Totals(requests, 0, Histogram.EMPTY, 0)).orElseThrow(),
                new Cadence(Duration.ofSeconds(10), iterations, 3),
                false);

        Experiment read = SpecTrial.read(FirstSpecText.of(spec)).experiment();

        assertThat(read.live().value()).isEqualTo(deployment);
        assertThat(read.namespace()).isEqualTo(namespace);
        assertThat(read.mirror().percent()).isEqualTo(percent);
        assertThat(read.cadence().iterations()).isEqualTo(iterations);
    }

    /** YAML knows no others, wherever they stand; a spec with them is refused. */
    private static List<String> printable(List<String> texts) {
        return texts.stream()
                .map(text -> text.replaceAll("[^\\x20-\\x7e\\s\\u00a0-\\ud7ff]", ""))
                .toList();
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.of("true", "null", "no", "y", "0x1f", "1e3", "007", "1.5", "12.30.45", "a.b"),
                Arbitraries.strings()
                        .withCharRange('a', 'z')
                        .numeric()
                        .ofMinLength(1)
                        .ofMaxLength(63));
    }

    @Provide
    Arbitrary<String> namespaces() {
        return names().filter(name -> !name.contains("."));
    }

    @Provide
    Arbitrary<String> versions() {
        return Arbitraries.of("", "v1", "1.0", "true", "2_x");
    }
}
