package io.mirrorexperiment.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Change;
import io.mirrorexperiment.manifest.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Folders of routes: {@code in-*.yaml} is what is read, {@code course.yaml} what is asked and which steps are taken one after the
 * other, {@code out-<step>-*.yaml} what each step says or makes of an object. With {@code -Dgolden.write=true} the folders are
 * written instead of compared.
 */
class GoldenTest {
    private static final Path FOLDERS = Path.of("src/test/resources/io/mirrorexperiment/traffic");
    private static final boolean WRITE = Boolean.getBoolean("golden.write");

    @TestFactory
    Stream<DynamicTest> everyStepSaysAndMakesWhatItsFolderHolds() throws IOException {
        List<Path> folders = listed(FOLDERS);
        assertThat(folders).hasSizeGreaterThan(20);
        return folders.stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> compare(folder)));
    }

    private static void compare(Path folder) throws IOException {
        // Given
        GoldenCase golden = GoldenCase.read(folder);
        Map<String, String> expected = outputs(folder);

        // When
        Map<String, String> actual = rendered(golden);

        // Then
        if (WRITE) {
            rewrite(folder, expected, actual);
            return;
        }
        actual.forEach((file, text) -> assertThat(text).as(folder + "/" + file).isEqualTo(expected.get(file)));
        assertThat(actual.keySet()).as("files in %s are all used", folder).isEqualTo(expected.keySet());
    }

    /** Every file that the steps of a case would write, by its name. */
    private static Map<String, String> rendered(GoldenCase golden) {
        Map<String, String> files = new TreeMap<>();
        List<Manifest> objects = golden.objects();
        Map<String, Integer> taken = new LinkedHashMap<>();
        for (String name : golden.steps()) {
            int times = taken.merge(name, 1, Integer::sum);
            String file = "out-" + name + (times > 1 ? "." + times : "");
            if (name.equals("survey")) {
                files.put(file + ".yaml", Cluster.write(golden.survey(objects)));
                continue;
            }
            Step step = golden.take(name, objects);
            render(step, file, files);
            objects = Cluster.after(step, objects);
            assertThat(Cluster.after(golden.take(name, objects), objects))
                    .as("%s taken again", file)
                    .isEqualTo(objects);
        }
        return files;
    }

    static void render(Step step, String file, Map<String, String> files) {
        if (step instanceof Step.Barred barred) {
            files.put(file + "-barred.yaml", Cluster.write(Map.of("barred", barred.because())));
        } else if (step instanceof Step.Changes changes) {
            changes.changes()
                    .forEach(change -> files.put(
                            "%s-%s-%s.%s.yaml"
                                    .formatted(
                                            file,
                                            change.address().kind().kind(),
                                            change.address().namespace(),
                                            change.address().name()),
                            text(change)));
        }
    }

    private static String text(Change change) {
        if (change instanceof Change.Create create) {
            return Cluster.write(create.manifest().tree());
        }
        return change instanceof Change.Update update
                ? Cluster.write(update.after().tree())
                : Cluster.write(Map.of("deleted", change.address().toString()));
    }

    private static Map<String, String> outputs(Path folder) throws IOException {
        Map<String, String> outputs = new TreeMap<>();
        for (Path file : listed(folder)) {
            String name = file.getFileName().toString();
            if (!name.startsWith("in-") && !name.equals("course.yaml")) {
                outputs.put(name, Files.readString(file));
            }
        }
        return outputs;
    }

    static void rewrite(Path folder, Map<String, String> expected, Map<String, String> actual) throws IOException {
        for (String file : expected.keySet()) {
            Files.delete(folder.resolve(file));
        }
        for (Map.Entry<String, String> file : actual.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** A folder's question. */
    record GoldenCase(
            TrafficMirror mirror, Course course, Optional<String> route, List<String> steps, List<Manifest> objects) {
        static GoldenCase read(Path folder) throws IOException {
            Map<String, Object> asked = Cluster.trees(Files.readString(folder.resolve("course.yaml")))
                    .get(0);
            List<Manifest> objects = new ArrayList<>();
            for (Path file : listed(folder)) {
                if (file.getFileName().toString().startsWith("in-")) {
                    objects.addAll(Cluster.read(text(file)));
                }
            }
            return new GoldenCase(
                    Objects.requireNonNull(TrafficMirrors.all().get((String) asked.getOrDefault("via", "istio"))),
                    course(asked),
                    Optional.ofNullable((String) asked.get("route")),
                    Fields.texts(asked, "steps"),
                    objects);
        }

        Map<String, Object> survey(List<Manifest> objects) {
            Map<String, Object> said = new LinkedHashMap<>();
            Survey survey = mirror.survey(course, route, objects);
            if (survey instanceof Survey.Possible possible) {
                said.put(
                        "routes",
                        possible.routes().stream().map(Object::toString).toList());
                possible.mirrored().ifPresent(percent -> said.put("mirrored", percent));
                said.put("warnings", possible.warnings());
                if (possible.byShadow()) {
                    said.put("byShadow", true);
                }
                if (!possible.besides().isEmpty()) {
                    said.put(
                            "besides",
                            possible.besides().stream()
                                    .map(beside -> "%s: subset %s %s"
                                            .formatted(beside.where(), beside.subset(), new TreeMap<>(beside.labels())))
                                    .toList());
                }
            } else if (survey instanceof Survey.Impossible impossible) {
                said.put("cause", impossible.cause().word());
                said.put("because", impossible.because());
            }
            return said;
        }

        Step take(String name, List<Manifest> objects) {
            return switch (name) {
                case "prepare" -> mirror.prepare(course, objects);
                case "pin" -> mirror.pin(course, objects);
                case "mirror" -> mirror.mirror(course, objects);
                case "unmirror" -> mirror.unmirror(course, objects);
                case "unpin" -> mirror.unpin(course, objects);
                case "clear" -> mirror.clear(course, objects);
                case "lead0", "lead10", "lead50" ->
                    mirror.lead(course, Integer.parseInt(name.substring("lead".length())), objects);
                case "shift" -> mirror.shift(course, objects);
                case "shiftBack" -> mirror.shiftBack(course, objects);
                case "dropOld" -> mirror.dropOld(course, objects);
                default -> throw new IllegalArgumentException("no step: " + name);
            };
        }

        private static Course course(Map<String, Object> asked) {
            String label = (String) asked.getOrDefault("label", "version");
            return new Course(
                    "default",
                    "reviews",
                    Map.of(label, (String) asked.getOrDefault("live", "v1")),
                    Map.of(label, (String) asked.getOrDefault("dark", "v2")),
                    ((Number) asked.getOrDefault("percent", 40)).doubleValue(),
                    asked.containsKey("methods") ? Fields.texts(asked, "methods") : List.of("GET", "HEAD", "OPTIONS"),
                    ((Number) asked.getOrDefault("generation", 1)).longValue(),
                    "default.reviews-v2." + asked.getOrDefault("generation", 1),
                    Optional.ofNullable((String) asked.get("domain")),
                    Optional.ofNullable((String) asked.get("given"))
                            .map(Cluster::read)
                            .orElse(List.of()),
                    shares(asked));
        }

        private static Map<String, Integer> shares(Map<String, Object> asked) {
            Map<String, Integer> shares = new TreeMap<>();
            Fields.map(asked, "shift").forEach((version, weight) -> shares.put(version, (Integer) weight));
            return shares;
        }

        private static String text(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
