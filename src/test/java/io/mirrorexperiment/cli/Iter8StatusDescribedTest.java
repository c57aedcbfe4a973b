package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code describe} makes of every status that the controller gives to an experiment of Iter8's: {@code <case>.out} beside {@code
 * <case>.yaml}, its last line the exit code. With {@code -Dgolden.write=true} the files are written instead of compared.
 */
class Iter8StatusDescribedTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/mirrorexperiment/controller/iter8");
    private static final boolean WRITE = Boolean.getBoolean("golden.write");

    private final Path folder;

    Iter8StatusDescribedTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @TestFactory
    Stream<DynamicTest> isDescribedAsItsFileHolds() throws IOException {
        return files(".yaml").stream().map(name -> DynamicTest.dynamicTest(name, () -> compare(name)));
    }

    private void compare(String name) throws IOException {
        Typed typed = Typed.reading(folder, Files.readString(FOLDER.resolve(name + ".yaml")), "describe", "-");
        String text = typed.out() + typed.err() + "exit code " + typed.code() + "\n";
        Path file = FOLDER.resolve(name + ".out");
        if (WRITE) {
            Files.writeString(file, text);
        }
        assertThat(text).as(name).isEqualTo(Files.readString(file));
    }

    @Test
    void noFileIsLeftOver() throws IOException {
        assertThat(files(".out")).isEqualTo(files(".yaml"));
    }

    private static Set<String> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
