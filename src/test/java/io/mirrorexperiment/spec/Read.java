package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads specs in tests. */
final class Read {
    static final Path EXAMPLES = Path.of("resources", "examples");

    private static final SpecReader READER = new SpecReader(SpecFiles.in(EXAMPLES));

    private Read() {}

    static SpecResult text(String text, String... overrides) {
        return READER.read(text.getBytes(StandardCharsets.UTF_8), List.of(overrides));
    }

    static SpecResult.Valid valid(String text, String... overrides) {
        SpecResult result = text(text, overrides);
        return result instanceof SpecResult.Valid valid ? valid : fail("not valid: %s", result);
    }

    static List<Mistake> mistakes(String text, String... overrides) {
        SpecResult result = text(text, overrides);
        return result instanceof SpecResult.Invalid invalid ? invalid.mistakes() : fail("valid: %s", result);
    }

    static List<String> examples() throws IOException {
        try (var files = Files.list(EXAMPLES)) {
            return files.filter(Files::isRegularFile)
                    .map(Path::getFileName)
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }

    static String example(String name) throws IOException {
        return Files.readString(EXAMPLES.resolve(name));
    }
}
