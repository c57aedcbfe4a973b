package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Promotion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Folders of clusters: {@code in.yaml} is what is there, {@code out.yaml} what a plan hands out to be committed. With
 * {@code -Dgolden.write=true} the latter are written instead of compared.
 */
@Timeout(120)
class CommitsGoldenTest {
    private static final Path FOLDERS = Path.of("src/test/resources/io/mirrorexperiment/run/commits");

    static Stream<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDERS)) {
            return folders.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void whatIsHandedOutIsWhatTheFolderHolds(Path folder) throws IOException {
        Path golden = folder.resolve("out.yaml");
        String text = handedOut(Files.readString(folder.resolve("in.yaml")), folder.endsWith("already-there"));

        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, text);
        }

        assertThat(text).isEqualTo(Files.readString(golden));
        assertThat(text)
                .doesNotContain("hunter2", "resourceVersion", "managedFields", "argocd", "fluxcd", "last-applied");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("in.yaml", "out.yaml");
        }
    }

    private static String handedOut(String scene, boolean present) {
        try (World world = new World(scene)) {
            Trial trial = present ? Trial.present().promoting(Promotion.Mode.AUTO, Duration.ZERO) : Trial.clones();
            Draft draft = world.engine().draft(trial.printing().in(world));
            List<Commit> commits = ((Draft.Possible) draft).commits();
            return commits.stream().map(Commit::text).collect(Collectors.joining("\n"));
        }
    }
}
