package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Bed.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of page under the checker of HTML's living standard. */
@Timeout(1800)
class PagesRealTest {
    private static final Path GRAPH =
            Path.of("src/test/resources/io/mirrorexperiment/traffic-report/travels/graph.html");

    /** Style sheets: it does not know container queries, which browsers have had since 2023. */
    private static final String UNKNOWN_TO_IT = ".*(“@container”|“container-type”).*";

    private static final Instant NOW = Instant.parse("2026-11-21T11:00:00Z");
    private final Path checker = Bed.built("vnu").resolveSibling("vnu.jar");

    @Test
    void everyPageIsValid(@TempDir Path folder) throws IOException {
        List<String> pages = new ArrayList<>(List.of(GRAPH.toString()));
        for (Map.Entry<String, Story> each : Cases.all().entrySet()) {
            String page = HtmlReport.page(
                    each.getValue().journal(), List.of("percent: 100"), NOW, HtmlReport.StyleSheet.INSIDE);
            pages.add(Files.writeString(folder.resolve(each.getKey() + ".html"), page)
                    .toString());
        }

        Said said = check(pages);

        assertThat(said.status()).as(said.all()).isZero();
    }

    @Test
    void whatIsNotAllowedIsFound(@TempDir Path folder) throws IOException {
        String page = Files.readString(GRAPH).replaceFirst("<main ", "<main nonsense='1' ");

        Said said = check(
                List.of(Files.writeString(folder.resolve("graph.html"), page).toString()));

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.all()).contains("nonsense");
    }

    private Said check(List<String> pages) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                checker.toString(),
                "--errors-only",
                "--filterpattern",
                UNKNOWN_TO_IT));
        words.addAll(pages);
        return Said.of(words, 300);
    }
}
