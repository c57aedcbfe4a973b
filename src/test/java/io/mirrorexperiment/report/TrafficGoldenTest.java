package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.mirrorexperiment.graph.Graph;
import io.mirrorexperiment.graph.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Traffic in every form: {@code <case>/graph.txt}, {@code graph.dot}, {@code graph.json}, {@code graph.svg}, {@code graph.html}, and of
 * versions side by side {@code compare.*}. With {@code -Dgolden.write=true} the files are written instead of compared.
 */
class TrafficGoldenTest {
    private static final Path FOLDERS = Path.of("src/test/resources/io/mirrorexperiment/traffic-report");
    private static final boolean WRITE = Boolean.getBoolean("golden.write");
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<String> cases() {
        return Travels.all().keySet().stream();
    }

    @TestFactory
    Stream<DynamicTest> everyFormIsWhatItsFileHolds() {
        return Travels.all().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> compare(each.getKey(), each.getValue())));
    }

    @Test
    void noFileIsLeftOver() throws IOException {
        Set<Path> expected = new TreeSet<>();
        Travels.all().forEach((name, graph) -> forms(name, graph)
                .keySet()
                .forEach(file -> expected.add(FOLDERS.resolve(name).resolve(file))));

        try (Stream<Path> files = Files.walk(FOLDERS)) {
            assertThat(new TreeSet<>(files.filter(Files::isRegularFile).toList()))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theDotIsDot(String name) {
        new DotGrammar(TrafficReport.dot(graph(name))).check();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void thePictureIsWellFormedAndRunsNothing(String name) {
        String svg = TrafficReport.svg(graph(name));
        String inside = new TrafficDrawing(graph(name), "x", Map.of()).svg("");

        assertThat(Xml.parsed(svg).getDocumentElement().getTagName()).isEqualTo("svg");
        PageRules.check(inside);
        assertThat(svg).contains("prefers-color-scheme: dark").doesNotContain("<script", "url(", "@import", "NaN");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothingInThePictureStandsOutsideOfIt(String name) {
        var svg = Xml.parsed(new TrafficDrawing(graph(name), "x", Map.of()).svg(""))
                .getDocumentElement();
        double width = Double.parseDouble(svg.getAttribute("width"));
        double height = Double.parseDouble(svg.getAttribute("height"));

        Xml.elements(svg.getOwnerDocument(), "text").forEach(text -> {
            assertThat(Double.parseDouble(text.getAttribute("x"))).isBetween(0.0, width);
            assertThat(Double.parseDouble(text.getAttribute("y"))).isBetween(0.0, height);
        });
    }

    /** The promise of the layout: what is written on one line is never written over another's. */
    @ParameterizedTest
    @MethodSource("cases")
    void noTwoLinesEndInTheSamePlace(String name) {
        TrafficLayout layout = TrafficLayout.of(graph(name));
        Set<String> ends = new TreeSet<>();

        layout.lines().forEach(line -> assertThat(ends.add(line.to().box().layer() + " " + Math.round(line.end())))
                .as(TrafficWords.spoken(line.edge()))
                .isTrue());
        for (TrafficBox one : layout.boxes()) {
            for (TrafficBox other : layout.boxes()) {
                boolean apart = one == other
                        || one.layer() != other.layer()
                        || one.y() + one.height() <= other.y()
                        || other.y() + other.height() <= one.y();
                assertThat(apart).isTrue();
            }
        }
    }

    @Test
    void amongManyEachLineSaysWhoseItIs() {
        assertThat(TrafficReport.svg(graph("many"))).contains(">service-12 (v1) · 52.0/s · p95 104 ms<");
        assertThat(TrafficReport.svg(graph("travels"))).contains(">24.0/s · p95 10.0 s<");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void linesOfALogAreNotTooWide(String name) {
        assertThat(TrafficReport.text(graph(name), Style.PLAIN).lines())
                .allSatisfy(line -> assertThat(Width.of(line)).isLessThanOrEqualTo(ConsoleReport.COLUMNS));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theJsonIsOfItsSchema(String name) throws IOException {
        assertThat(schema("graph").validate(JSON.readTree(TrafficReport.json(graph(name)))))
                .isEmpty();
        assertThat(schema("comparison").validate(JSON.readTree(comparison(graph(name)))))
                .isEmpty();
    }

    @Test
    void theSchemasRefuseWhatTheyDoNotKnow() throws IOException {
        String graph = TrafficReport.json(graph("travels"));

        assertThat(schema("graph").validate(JSON.readTree(graph.replaceFirst("\"protocol\"", "\"protocoll\""))))
                .isNotEmpty();
        assertThat(schema("graph")
                        .validate(JSON.readTree(graph.replaceFirst("\"remarks\" : \\[ ]", "\"remarks\" : [ 1 ]"))))
                .isNotEmpty();
        assertThat(schema("comparison").validate(JSON.readTree(graph))).isNotEmpty();
    }

    private static JsonSchema schema(String name) throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(JSON.readTree(
                        Path.of("resources", "schema", name + ".json").toFile()));
    }

    private static Graph graph(String name) {
        return Travels.all().getOrDefault(name, Travels.travels());
    }

    private static void compare(String name, Graph graph) throws IOException {
        for (Map.Entry<String, String> form : forms(name, graph).entrySet()) {
            Path file = FOLDERS.resolve(name).resolve(form.getKey());
            if (WRITE) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, form.getValue());
            }
            assertThat(form.getValue()).as(file.toString()).isEqualTo(Files.readString(file));
        }
    }

    private static Map<String, String> forms(String name, Graph graph) {
        Map<String, String> forms = new TreeMap<>();
        forms.put("graph.txt", TrafficReport.text(graph, Style.PLAIN));
        forms.put("graph.dot", TrafficReport.dot(graph));
        if (!name.equals("many")) {
            forms.put("graph.json", TrafficReport.json(graph));
            forms.put("graph.svg", TrafficReport.svg(graph));
        }
        if (name.equals("versions") || name.equals("nothing")) {
            forms.put("compare.txt", ComparisonReport.text(graph, Style.PLAIN));
            forms.put("compare.md", ComparisonReport.markdown(graph));
            forms.put("compare.json", comparison(graph));
        }
        if (name.equals("travels")) {
            forms.put("graph.html", TrafficReport.html(graph, "travel-agency, travel-portal"));
        }
        return forms;
    }

    private static String comparison(Graph graph) {
        return ComparisonReport.json(graph, new Service("travel-agency", "travels"));
    }
}
