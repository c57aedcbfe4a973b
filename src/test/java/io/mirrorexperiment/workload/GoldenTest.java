package io.mirrorexperiment.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.manifest.Manifest;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Plays the folders of {@code workload/}: what comes in, and what has to come out, or the sentence that refuses it. */
class GoldenTest {
    private static final String RUN = "default.reviews-v2.3";
    private final Workload deployments = new DeploymentWorkload();

    @TestFactory
    Stream<DynamicTest> clones() throws IOException {
        return cases("clone", Set.of("live.yaml", "service.yaml", "wanted.yaml"), folder -> {
            Map<String, Object> wanted = Yaml.map(Yaml.text(folder.resolve("wanted.yaml")));
            DarkSource.Clone clone = new DarkSource.Clone(
                    String.valueOf(wanted.get("version")),
                    String.valueOf(wanted.get("image")),
                    Optional.ofNullable(wanted.get("named")).map(String::valueOf));

            Found<Found.Cloned> found = deployments.clone(
                    Yaml.file(folder.resolve("live.yaml")), Yaml.file(folder.resolve("service.yaml")), clone, RUN);

            if (found instanceof Found.There<Found.Cloned> there) {
                assertOut(folder, there.value().manifest());
                assertThat(there.value().container()).isEqualTo(wanted.get("container"));
            } else {
                assertThat(((Found.NotClear<Found.Cloned>) found).because())
                        .isEqualTo(Yaml.text(folder.resolve("refused.txt")).strip());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> promotes() throws IOException {
        return cases("promoted", Set.of("in.yaml"), folder -> {
            Manifest live = Yaml.file(folder.resolve("in.yaml"));

            Manifest promoted = deployments.promoted(live, "reviews", "example/reviews@sha256:22aa");

            assertOut(folder, promoted);
            assertThat(deployments.promoted(promoted, "reviews", "example/reviews@sha256:22aa"))
                    .isEqualTo(promoted);
        });
    }

    @TestFactory
    Stream<DynamicTest> settles() throws IOException {
        return cases(
                "settled",
                Set.of("in.yaml"),
                folder -> assertOut(folder, deployments.settled(Yaml.file(folder.resolve("in.yaml")))));
    }

    @TestFactory
    Stream<DynamicTest> takesBack() throws IOException {
        return cases(
                "takenBack",
                Set.of("in.yaml"),
                folder -> assertOut(folder, deployments.takenBack(Yaml.file(folder.resolve("in.yaml")))));
    }

    private static void assertOut(Path folder, Manifest actual) {
        assertThat(Yaml.text(actual)).isEqualTo(Yaml.text(Yaml.file(folder.resolve("out.yaml"))));
    }

    /** Every folder has exactly the files that come in, and one that comes out. */
    private static Stream<DynamicTest> cases(String kind, Set<String> in, Consumer<Path> play) throws IOException {
        return children(root().resolve(kind)).stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> {
                    Set<String> files = new TreeSet<>();
                    children(folder)
                            .forEach(file -> files.add(file.getFileName().toString()));
                    assertThat(files).containsAll(in).hasSize(in.size() + 1);
                    files.removeAll(in);
                    assertThat(files).containsAnyOf("out.yaml", "refused.txt");
                    play.accept(folder);
                }));
    }

    private static Path root() {
        try {
            return Path.of(Objects.requireNonNull(GoldenTest.class.getResource("/workload"))
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }
}
