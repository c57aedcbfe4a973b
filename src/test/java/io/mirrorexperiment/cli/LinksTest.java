package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between pages lead somewhere, and every page can be reached. */
class LinksTest {
    static List<DocPage> pages() {
        return DocPage.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsToAFileAndAHeadingOfIt(DocPage page) {
        assertThat(page.links())
                .allSatisfy(link ->
                        assertThat(trouble(page, link)).as(page + ": " + link).isEmpty());
    }

    /** By links, from the README on; the decisions are a folder of their own. */
    @Test
    void everyPageOfTheDocsIsReachedFromTheReadme() {
        Set<Path> reached = new TreeSet<>();
        reach(Path.of("README.md"), reached);

        assertThat(reached)
                .containsAll(pages().stream()
                        .map(DocPage::file)
                        .filter(file -> file.startsWith("docs") && !file.startsWith("docs/decisions"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void whatLeadsNowhereIsFound() {
        DocPage page = new DocPage(
                Path.of("docs", "x.md"),
                "# A [b](#c) `d`!\n\n[1](traffic.md) [2](none.md) [3](#a-b-d) [4](#e) [5](traffic.md#f) `[6](g)`\n");

        assertThat(page.links().stream().map(link -> trouble(page, link)))
                .containsExactly("no heading c", "", "no file docs/none.md", "", "no heading e", "no heading f");
    }

    private static void reach(Path file, Set<Path> reached) {
        if (reached.add(file) && file.toString().endsWith(".md")) {
            DocPage page = DocPage.of(file);
            page.links().forEach(link -> {
                Path target = target(page, link);
                if (Files.isRegularFile(target)) {
                    reach(target, reached);
                }
            });
        }
    }

    private static String trouble(DocPage page, String link) {
        Path target = target(page, link);
        if (!Files.exists(target) && !target.equals(page.file())) {
            return "no file " + target;
        }
        String anchor = link.contains("#") ? link.substring(link.indexOf('#') + 1) : "";
        DocPage meant =
                target.equals(page.file()) ? page : target.toString().endsWith(".md") ? DocPage.of(target) : page;
        return anchor.isEmpty() || meant.anchors().contains(anchor) ? "" : "no heading " + anchor;
    }

    private static Path target(DocPage page, String link) {
        String path = link.replaceFirst("#.*", "");
        Path folder = Objects.requireNonNullElse(page.file().getParent(), Path.of(""));
        return path.isEmpty() ? page.file() : folder.resolve(path).normalize();
    }
}
