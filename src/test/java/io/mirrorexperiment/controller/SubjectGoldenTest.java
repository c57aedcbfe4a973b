package io.mirrorexperiment.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.ManifestText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Objects of others with the status that they get, one file for each way in which one can stand: {@code iter8/<case>.yaml} and {@code
 * customrun/<case>.yaml}. With {@code -Dgolden.write=true} the files are written instead of compared.
 */
class SubjectGoldenTest {
    static final Path FOLDER = Path.of("src/test/resources/io/mirrorexperiment/controller");
    private static final boolean WRITE = Boolean.getBoolean("golden.write");

    private static Map<String, Stood> cases() {
        return Map.of("iter8", Iter8Stands.all(), "customrun", CustomRunStands.all()).entrySet().stream()
                .flatMap(kind -> kind.getValue().entrySet().stream()
                        .map(each -> Map.entry(kind.getKey() + "/" + each.getKey() + ".yaml", each.getValue())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @TestFactory
    Stream<DynamicTest> everyObjectHasTheStatusThatItsFileHolds() {
        return cases().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> compare(each.getKey(), each.getValue())));
    }

    private static void compare(String name, Stood stood) throws IOException {
        Path file = FOLDER.resolve(name);
        String text = ManifestText.write(stood.told().tree());
        if (WRITE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(text).as(name).isEqualTo(Files.readString(file));
    }

    @Test
    void noFileIsLeftOver() throws IOException {
        Set<String> there = new TreeSet<>();
        for (String kind : Set.of("iter8", "customrun")) {
            try (Stream<Path> files = Files.list(FOLDER.resolve(kind))) {
                files.map(file -> kind + "/" + file.getFileName())
                        .filter(name -> name.endsWith(".yaml"))
                        .forEach(there::add);
            }
        }
        assertThat(there).isEqualTo(new TreeSet<>(cases().keySet()));
    }
}
