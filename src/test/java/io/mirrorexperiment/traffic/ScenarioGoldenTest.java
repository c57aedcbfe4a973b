package io.mirrorexperiment.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Folders of scenarios, each named in {@link ScenarioExamples}: {@code in-*.yaml} is what is read, {@code out-<step>-*.yaml} what each
 * step says or makes of an object. After the last step everything is as it was read. With {@code -Dgolden.write=true} the folders
 * are written instead of compared.
 */
class ScenarioGoldenTest {
    private static final Path FOLDERS = Path.of("src/test/resources/io/mirrorexperiment/traffic-scenario");
    private static final boolean WRITE = Boolean.getBoolean("golden.write");
    private static final List<String> STEPS = List.of("prepare", "route", "tidy", "unroute", "clear");

    @TestFactory
    Stream<DynamicTest> everyStepSaysAndMakesWhatItsFolderHolds() throws IOException {
        List<String> folders = GoldenTest.listed(FOLDERS).stream()
                .map(folder -> folder.getFileName().toString())
                .toList();
        assertThat(folders).hasSameElementsAs(ScenarioExamples.ALL.keySet());
        return folders.stream().map(name -> DynamicTest.dynamicTest(name, () -> compare(name)));
    }

    private static void compare(String name) throws IOException {
        // Given
        Path folder = FOLDERS.resolve(name);
        List<Manifest> objects = objects(folder);
        Map<String, String> expected = outputs(folder);

        // When
        Map<String, String> actual = rendered(Objects.requireNonNull(ScenarioExamples.ALL.get(name)), objects);

        // Then
        if (WRITE) {
            GoldenTest.rewrite(folder, expected, actual);
            return;
        }
        actual.forEach((file, text) -> assertThat(text).as(folder + "/" + file).isEqualTo(expected.get(file)));
        assertThat(actual.keySet()).as("files in %s are all used", folder).isEqualTo(expected.keySet());
    }

    private static Map<String, String> rendered(ScenarioExamples.Example example, List<Manifest> found) {
        Map<String, String> files = new TreeMap<>();
        files.put("out-survey.yaml", Cluster.write(said(example.routes().survey(example.scenario(), found))));
        List<Manifest> objects = found;
        for (String name : STEPS) {
            Step step = take(example, name, objects);
            GoldenTest.render(step, "out-" + name, files);
            objects = Cluster.after(step, objects);
            assertThat(Cluster.after(take(example, name, objects), objects))
                    .as("%s taken again", name)
                    .isEqualTo(objects);
        }
        assertThat(objects).as("objects after all").containsExactlyInAnyOrderElementsOf(found);
        return files;
    }

    /** What the objects of these folders are after each step of their scenarios. */
    static List<RouteStates> states(Predicate<String> name) throws IOException {
        List<RouteStates> all = new ArrayList<>();
        for (Path folder : GoldenTest.listed(FOLDERS)) {
            String folderName = folder.getFileName().toString();
            if (name.test(folderName)) {
                all.add(states(
                        folderName, Objects.requireNonNull(ScenarioExamples.ALL.get(folderName)), objects(folder)));
            }
        }
        return all;
    }

    private static RouteStates states(String name, ScenarioExamples.Example example, List<Manifest> found) {
        List<RouteStates.State> after = new ArrayList<>();
        List<Manifest> objects = found;
        for (String step : STEPS) {
            List<Manifest> made = Cluster.after(take(example, step, objects), objects);
            if (!made.equals(objects)) {
                after.add(new RouteStates.State(step, made));
            }
            objects = made;
        }
        return new RouteStates(name, found, after);
    }

    private static Step take(ScenarioExamples.Example example, String name, List<Manifest> objects) {
        ScenarioRoutes routes = example.routes();
        Scenario scenario = example.scenario();
        return switch (name) {
            case "prepare" -> routes.prepare(scenario, objects);
            case "route" -> routes.route(scenario, objects);
            case "tidy" -> routes.tidy(scenario.target(), objects);
            case "unroute" -> routes.unroute(scenario.target(), objects);
            case "clear" -> routes.clear(scenario.target(), objects);
            default -> throw new IllegalArgumentException("no step: " + name);
        };
    }

    private static Map<String, Object> said(Survey survey) {
        Map<String, Object> said = new LinkedHashMap<>();
        if (survey instanceof Survey.Possible possible) {
            said.put("routes", possible.routes().stream().map(Object::toString).toList());
            said.put("warnings", possible.warnings());
        } else if (survey instanceof Survey.Impossible impossible) {
            said.put("because", impossible.because());
        }
        return said;
    }

    private static List<Manifest> objects(Path folder) throws IOException {
        List<Manifest> objects = new ArrayList<>();
        for (Path file : GoldenTest.listed(folder)) {
            if (file.getFileName().toString().startsWith("in-")) {
                objects.addAll(Cluster.read(Files.readString(file)));
            }
        }
        return objects;
    }

    private static Map<String, String> outputs(Path folder) throws IOException {
        Map<String, String> outputs = new TreeMap<>();
        for (Path file : GoldenTest.listed(folder)) {
            String name = file.getFileName().toString();
            if (!name.startsWith("in-")) {
                outputs.put(name, Files.readString(file));
            }
        }
        return outputs;
    }
}
