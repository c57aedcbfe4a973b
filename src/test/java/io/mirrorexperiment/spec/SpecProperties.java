package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Experiment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SpecProperties {
    private static final SpecReader READER = new SpecReader(SpecFiles.in(Read.EXAMPLES));

    @Provide
    Arbitrary<Experiment> experiments() {
        return Experiments.any();
    }

    /** Something that ends up in the sound spec at some place, instead of some of its characters. */
    record Mutation(int at, int length, String text) {
        String of(String sound) {
            int from = Math.min(at, sound.length());
            return sound.substring(0, from) + text + sound.substring(Math.min(from + length, sound.length()));
        }
    }

    @Provide
    Arbitrary<List<Mutation>> mutations() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        "\n",
                        "\t",
                        ": ",
                        "- ",
                        "{",
                        "}",
                        "[",
                        "]",
                        "*",
                        "&a ",
                        "*a",
                        "!",
                        "!!binary ",
                        "|\n",
                        ">",
                        "%",
                        "@",
                        "`",
                        "\"",
                        "'",
                        "? ",
                        "<<: ",
                        "---\n",
                        "...\n",
                        "null",
                        "~",
                        "1e999999999",
                        "0x1F",
                        ".nan",
                        "\uFEFF",
                        "\0",
                        "\u2028",
                        "99999999999999999999h",
                        "{a: {b: [}",
                        "\uD800"),
                Arbitraries.strings().ofMaxLength(8));
        return Combinators.combine(
                        Arbitraries.integers().between(0, Broken.SOUND.length()),
                        Arbitraries.integers().between(0, 40),
                        texts)
                .as(Mutation::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Property(tries = 1000)
    void neverThrowsOnArbitraryBytes(@ForAll byte[] bytes) {
        assertThat(READER.read(bytes)).isInstanceOf(SpecResult.Invalid.class);
    }

    @Property(tries = 500)
    void neverThrowsOnArbitraryText(@ForAll String text) {
        assertThat(READER.read(text.getBytes(StandardCharsets.UTF_8))).isInstanceOf(SpecResult.Invalid.class);
    }

    @Property(tries = 1500)
    void neverThrowsOnMutatedSpecsAndPlacesEveryMistakeInsideTheText(@ForAll("mutations") List<Mutation> mutations) {
        String text = Broken.SOUND;
        for (Mutation mutation : mutations) {
            text = mutation.of(text);
        }

        SpecResult result = READER.read(text.getBytes(StandardCharsets.UTF_8));

        if (result instanceof SpecResult.Invalid invalid) {
            long lines = text.lines().count() + 2;
            assertThat(invalid.mistakes())
                    .allSatisfy(mistake -> assertThat(mistake.line()).isBetween(1, (int) lines))
                    .allSatisfy(mistake -> assertThat(mistake.column()).isPositive())
                    .allSatisfy(mistake ->
                            assertThat(mistake.message()).isNotBlank().hasSizeLessThan(400));
        }
    }

    @Property(tries = 500)
    void neverThrowsOnArbitraryOverrides(
            @ForAll List<String> overrides, @ForAll("paths") String path, @ForAll String value) {
        List<String> all = new ArrayList<>(overrides);
        all.add(path + "=" + value);

        SpecResult result = READER.read(Broken.SOUND.getBytes(StandardCharsets.UTF_8), all);

        assertThat(result).isNotNull();
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of(
                        "spec",
                        "metadata",
                        "mirror",
                        "percent",
                        "objectives",
                        "[0]",
                        "[7]",
                        "[",
                        "]",
                        ".",
                        "dark",
                        "metrics",
                        "prometheus",
                        "auth",
                        "headers",
                        "kind")
                .list()
                .ofMaxSize(5)
                .map(words -> String.join(".", words).replace(".[", "["));
    }

    @Property(tries = 300)
    void readsWhatItWrites(@ForAll("experiments") Experiment experiment) {
        String text = SpecText.of(experiment);

        SpecResult result = READER.read(text.getBytes(StandardCharsets.UTF_8));

        assertThat(result).isInstanceOf(SpecResult.Valid.class);
        assertThat(((SpecResult.Valid) result).experiment()).isEqualTo(experiment);
    }

    @Property(tries = 50)
    void writesWhatTheSchemaTakes(@ForAll("experiments") Experiment experiment) {
        assertThat(SchemaTest.violations(SpecText.of(experiment))).isEmpty();
    }

    @Property(tries = 300)
    void tellsTheDistanceOfWordsInBothDirectionsAlike(@ForAll String one, @ForAll String other) {
        int distance = Suggestion.distance(one, other);

        assertThat(distance).isEqualTo(Suggestion.distance(other, one));
        assertThat(distance == 0).isEqualTo(one.equals(other));
        assertThat(distance).isLessThanOrEqualTo(Math.max(one.length(), other.length()));
    }
}
