package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The traffic of the demo's shop, which is Bookinfo under load, over the wire. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class GraphCommandTest {
    private static final Shop shop = Shop.open();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path home = Path.of("");

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void whoCallsWhomIsSeenFromBothEnds() {
        JsonNode edge = awaited(
                () -> edge("productpage-v1", "reviews-v1"),
                found -> found.path("reporters").path("destination").isObject());

        assertThat(edge.path("reporters")
                        .path("source")
                        .path("requestsPerSecond")
                        .asDouble())
                .isPositive();
        assertThat(edge.path("service").path("name").asText()).isEqualTo("reviews");
        assertThat(edge.path("mirror").isNull()).isTrue();
    }

    @Test
    void everyFormIsPrinted() {
        assertThat(graph("-o", "text").out()).startsWith("Traffic of the 1m 00s before ");
        assertThat(graph("-o", "dot").out()).startsWith("digraph traffic {");
        assertThat(graph("-o", "svg").out()).startsWith("<svg ");
        assertThat(graph("-o", "html").out()).startsWith("<!DOCTYPE html>").contains("Traffic of default");
    }

    @Test
    void versionsStandSideBySide() {
        String text = awaited(() -> compare("-o", "text").out(), found -> found.contains("reviews-v1"));

        assertThat(text).contains("As the destination's proxies tell", "p99");
        assertThat(compare("-o", "markdown").out()).contains("| :-- | --: |");
        assertThat(compare("-o", "json").out()).contains("mirror-experiment.io/comparison/v1");
    }

    @Test
    void theRoutesMayComeFromAFile() throws IOException {
        Path routes = home.resolve("routes.yaml");
        Files.writeString(routes, """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: reviews, namespace: default}
                spec:
                  hosts: [reviews]
                  http: [{route: [{destination: {host: reviews}}], timeout: 7s}]
                """);

        Typed typed = graph("-o", "json", "--routes", routes.toString());

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(tree(typed.out()).path("treatments").path(0).path("words").asText())
                .isEqualTo("gives requests 7s at most");
    }

    @Test
    void withoutAClusterItIsSaidThatMirrorsAreNotKnown() {
        Typed typed = Typed.on(
                home,
                "graph",
                "default",
                "--prometheus",
                prometheus(),
                "--kubeconfig",
                home.resolve("none").toString());

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out().replaceAll("\\s+", " "))
                .contains("No route was read, so copies of a mirror look like requests");
    }

    /** Bookinfo with a mirror: the sandbox's proxies, like Istio's, count no copies at the source. */
    @Test
    void theReportOfARunHasTheTrafficOfItsMirror() {
        Typed run = shop.type("run", shop.spec(), "--promotion", "none");
        assertThat(run.code()).as(run.err() + run.out()).isZero();

        JsonNode report = tree(shop.type("report", run.run(), "-o", "json").out());

        List<JsonNode> copies = StreamSupport.stream(
                        report.path("traffic").path("edges").spliterator(), false)
                .filter(edge -> edge.path("mirror").path("only").asBoolean())
                .toList();
        assertThat(copies).as(report.path("traffic").toPrettyString()).isNotEmpty();
        assertThat(copies).allSatisfy(edge -> {
            assertThat(edge.path("destination").path("workload").asText()).startsWith("reviews-");
            assertThat(edge.path("reporters").path("source").isNull()).isTrue();
            assertThat(edge.path("reasons").path(0).asText()).startsWith("These are copies (the mirror of this run)");
        });
        assertThat(shop.type("report", run.run()).out()).contains("Traffic\n", "copies, 100 %");
        assertThat(shop.type("report", run.run(), "-o", "html").out()).contains("mx-picture");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            graph default                                                    | 3 | say where Prometheus is
            graph De_Fault --prometheus http://127.0.0.1:1                   | 3 | is no name of a namespace
            graph default --prometheus ftp://127.0.0.1                       | 3 | must begin with http
            graph default --prometheus http://me:pw@127.0.0.1                | 3 | for credentials use auth
            graph default --prometheus http://127.0.0.1:1 --window soon      | 3 | --window must be a time
            graph default --prometheus http://127.0.0.1:1 --window 25h       | 3 | --window must be a time
            graph default --prometheus http://127.0.0.1:1 --routes none.yaml | 3 | there is no file none.yaml
            graph default --prometheus http://127.0.0.1:1 -o png             | 3 | png
            graph default --prometheus http://127.0.0.1:1                    | 4 | the traffic cannot be seen: Prometheus at
            compare --prometheus http://127.0.0.1:1                          | 3 | name the Service
            compare reviews --prometheus http://127.0.0.1:1                  | 4 | the traffic cannot be seen
            """)
    void mistakesAreSaidInWords(String words, int code, String said) {
        Typed typed = Typed.on(home, (words + " --kubeconfig " + home.resolve("none")).split(" +"));

        assertThat(typed.code()).as(typed.err()).isEqualTo(code);
        assertThat(typed.err()).contains(said).doesNotContain("me:pw");
    }

    /** What is there once it has been scraped; the test's own time limit ends the wait. */
    private static <T> T awaited(Supplier<T> look, Predicate<T> there) {
        T found = look.get();
        while (!there.test(found) && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(100_000_000);
            found = look.get();
        }
        return found;
    }

    private static JsonNode edge(String source, String destination) {
        JsonNode edges = tree(graph("-o", "json").out()).path("edges");
        return StreamSupport.stream(edges.spliterator(), false)
                .filter(edge -> edge.path("source").path("workload").asText().equals(source))
                .filter(edge ->
                        edge.path("destination").path("workload").asText().equals(destination))
                .findFirst()
                .orElse(JSON.createObjectNode());
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Typed graph(String... more) {
        return type("graph", "default", more);
    }

    private static Typed compare(String... more) {
        return type("compare", "reviews", more);
    }

    private static Typed type(String command, String what, String... more) {
        List<String> words = new ArrayList<>(List.of(command, what, "--prometheus", prometheus(), "--window", "1m"));
        words.addAll(List.of(more));
        return shop.type(words.toArray(String[]::new));
    }

    private static String prometheus() {
        return shop.experiment().metrics().url().toString();
    }
}
