package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What stands between {@code <!-- generated: NAME -->} and {@code <!-- end -->} on a page is what the code says. With
 * {@code -Dgolden.write=true} it is written instead of compared.
 */
class TablesTest {
    private static final boolean WRITE = Boolean.getBoolean("golden.write");
    private static final Pattern PLACE = Pattern.compile("(?s)(<!-- generated: ([a-z-]+) -->\n)(.*?)(<!-- end -->)");

    private static final List<String> PROFILE =
            List.of("name", "server", "url", "caCertificate", "credentialsId", "context", "namespace");
    private static final List<String> SPEC =
            List.of("spec", "text", "cluster", "metrics", "name", "namespace", "service", "live", "dark", "image");

    private static final Map<String, Supplier<String>> TABLES = Map.ofEntries(
            Map.entry("commands", CommandTables::overview),
            Map.entry("command-reference", CommandTables::reference),
            Map.entry("exit-codes", CommandTables::exitCodes),
            Map.entry("spec-fields", SpecTables::fields),
            Map.entry("limits", SpecTables::metrics),
            Map.entry("rights", FileTables::rights),
            Map.entry("rooms", RoomTables::rooms),
            Map.entry("cluster-fields", () -> FileTables.jenkins("field of a cluster", PROFILE, "ClusterProfile")),
            Map.entry(
                    "metrics-fields", () -> FileTables.jenkins("field of a metrics system", PROFILE, "MetricsProfile")),
            Map.entry("step-parameters", () -> FileTables.jenkins("parameter", SPEC, "SpecStep")),
            Map.entry(
                    "later-parameters",
                    () -> FileTables.jenkins("parameter", List.of("run"), "MirrorConformanceStep", "RunStep")),
            Map.entry(
                    "objective-fields",
                    () -> FileTables.jenkins("field of an objective", List.of("metric"), "ObjectiveParameter")));

    static Stream<DocPage> pages() {
        return DocPage.all().stream().filter(page -> page.text().contains("<!-- generated: "));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void whatIsGeneratedIsWhatTheCodeSays(DocPage page) throws IOException {
        String now = PLACE.matcher(page.text())
                .replaceAll(place -> Matcher.quoteReplacement(
                        place.group(1) + "\n" + table(place).strip() + "\n\n" + place.group(4)));
        if (WRITE) {
            Files.writeString(page.file(), now);
        }

        assertThat(page.text()).as(page + "; -Dgolden.write=true writes it").isEqualTo(WRITE ? page.text() : now);
    }

    @Test
    void everyTableStandsOnOnePage() {
        assertThat(pages().flatMap(page -> PLACE.matcher(page.text()).results().map(place -> place.group(2))))
                .containsExactlyInAnyOrderElementsOf(TABLES.keySet());
    }

    private static String table(MatchResult place) {
        return Objects.requireNonNull(TABLES.get(place.group(2)), place.group(2))
                .get();
    }
}
