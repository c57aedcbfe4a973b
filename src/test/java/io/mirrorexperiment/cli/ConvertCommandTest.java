package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Folders of old rules: {@code in.yaml} is what is read, {@code arguments.txt} what else is typed, {@code out.yaml} what is written,
 * {@code err.txt} what is said, with the exit code in its last line. With {@code -Dgolden.write=true} the last two are written instead
 * of compared.
 */
class ConvertCommandTest {
    private static final Path FOLDERS = Path.of("src/test/resources/convert");
    private static final List<String> INPUTS = List.of("in.yaml", "arguments.txt");

    @TempDir
    Path home = Path.of("");

    @TestFactory
    Stream<DynamicTest> everyFolderIsConvertedAsItHolds() throws IOException {
        return listed(FOLDERS).stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> compare(folder)));
    }

    private void compare(Path folder) throws IOException {
        // Given
        Map<String, String> expected = new TreeMap<>();
        for (Path file : listed(folder)) {
            if (!INPUTS.contains(file.getFileName().toString())) {
                expected.put(file.getFileName().toString(), Files.readString(file));
            }
        }

        // When
        Typed typed = Typed.reading(home, Files.readString(folder.resolve("in.yaml")), words(folder));

        // Then
        Map<String, String> actual = new TreeMap<>();
        actual.put("err.txt", typed.err() + "exit " + typed.code() + "\n");
        if (!typed.out().isEmpty()) {
            actual.put("out.yaml", typed.out());
        }
        if (Boolean.getBoolean("golden.write")) {
            for (Map.Entry<String, String> file : actual.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            return;
        }
        assertThat(actual).as(folder.toString()).isEqualTo(expected);
    }

    private static String[] words(Path folder) throws IOException {
        List<String> words = new ArrayList<>(List.of("convert", "-"));
        Path more = folder.resolve("arguments.txt");
        if (Files.exists(more)) {
            words.addAll(List.of(Files.readString(more).strip().split(" ")));
        }
        return words.toArray(String[]::new);
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void rulesOfSeveralFilesForOneServiceBecomeOneObject() throws IOException {
        Path one = rule("one", 1);
        Path other = rule("other", 2);

        Typed typed = Typed.on(home, "convert", one.toString(), other.toString());

        assertThat(typed.code()).isZero();
        assertThat(typed.out())
                .containsOnlyOnce("kind: VirtualService")
                .containsSubsequence("name: other", "name: one");
    }

    @Test
    void aRuleThatIsThereTwiceIsAMistake() throws IOException {
        Path one = rule("one", 1);

        Typed typed = Typed.on(home, "convert", one.toString(), one.toString());

        assertThat(typed.code()).isEqualTo(3);
        assertThat(typed.err()).contains("RouteRule one is there twice");
        assertThat(typed.out()).isEmpty();
    }

    private Path rule(String name, int precedence) throws IOException {
        return Files.writeString(
                home.resolve(name + ".yaml"),
                "apiVersion: config.istio.io/v1alpha2\nkind: RouteRule\nmetadata: {name: " + name
                        + "}\nspec: {destination: {name: reviews}, precedence: " + precedence + "}\n");
    }
}
