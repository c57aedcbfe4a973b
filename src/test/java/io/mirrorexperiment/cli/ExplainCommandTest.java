package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.spec.SpecSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What `explain` prints, file by file in {@code explain/FIELD.txt}; {@code -Dgolden.write=true} writes them. */
class ExplainCommandTest {
    private static final Path FOLDER = Path.of("src/test/resources/explain");

    @TempDir
    Path home = Path.of("");

    @TestFactory
    Stream<DynamicTest> saysWhatItsFileHolds() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file)));
        }
    }

    private void compare(Path file) throws IOException {
        String field = file.getFileName().toString().replaceFirst("\\.txt$", "");

        Typed typed = Typed.on(home, "explain", field);

        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, typed.out());
        }
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out()).isEqualTo(Files.readString(file));
        assertThat(typed.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }

    @Test
    void everyFieldOfTheSchemaCanBeExplained() {
        SpecSchema schema = SpecSchema.shipped();

        assertThat(schema.fields()).hasSizeGreaterThan(80).allSatisfy(field -> {
            assertThat(field.title()).as(field.path()).isNotBlank();
            assertThat(field.description()).as(field.path()).isNotBlank();
            assertThat(schema.find(field.path())).as(field.path()).contains(field);
        });
    }

    @Test
    void withoutAFieldItListsThemAllButForWhereEachSecretIs() {
        List<String> lines = Typed.on(home, "explain").out().lines().toList();

        assertThat(lines)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100))
                .contains("  apiVersion *               Always mirror-experiment.io/v1.");
        assertThat(SpecSchema.shipped().fields().stream()
                        .filter(field -> !field.path().matches(".*(From|secrets\\.\\*)\\..*")))
                .allSatisfy(field -> assertThat(lines)
                        .as(field.path())
                        .anyMatch(line -> line.startsWith("  " + "  ".repeat(field.depth()) + field.name() + " ")));
        assertThat(lines).noneMatch(line -> line.strip().startsWith("secret "));
    }

    @ParameterizedTest
    @CsvSource({
        "mirror.percnt,                  mirror.percent",
        "percent,                        mirror.percent",
        "objectives.maxIncreaseVsLife,   objectives[].maxIncreaseVsLive",
        "spec.mirror.percentage,         mirror.percent",
        "protections.baseline,           protection.baseline"
    })
    void anUnknownFieldIsAMistakeWithASuggestion(String field, String meant) {
        Typed typed = Typed.on(home, "explain", field);

        assertThat(typed.code()).isEqualTo(3);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains("no field", "did you mean " + meant + "?");
    }

    @Test
    void whatIsNothingLikeAFieldIsAMistakeToo() {
        for (String field : List.of("zzz", ".", "", "a.b.c.d.e.f.g.h", "objectives[", "*")) {
            Typed typed = Typed.on(home, "explain", field);

            assertThat(typed.code()).as(field).isEqualTo(3);
            assertThat(typed.err()).as(field).contains("a spec has no field").doesNotContain("bug");
        }
    }

    @Test
    void aFieldIsFoundHoweverItIsWritten() {
        SpecSchema schema = SpecSchema.shipped();

        assertThat(Stream.of("spec.objectives[0].metric", "objectives.metric", "objectives[].metric")
                        .map(schema::find)
                        .distinct())
                .hasSize(1)
                .allSatisfy(found -> assertThat(found).isPresent());
        assertThat(schema.find("metrics.queries.queue-depth.jq").orElseThrow().required())
                .isTrue();
    }
}
