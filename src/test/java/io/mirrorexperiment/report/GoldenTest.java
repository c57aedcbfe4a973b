package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every case as each view shows it: {@code <case>/console.txt}, {@code live.txt}, {@code lines.txt}, {@code report.json}, {@code report.md}, {@code junit.xml}, where
 * evidence was weighed {@code evidence.svg}, and of some {@code fragment.html}. With {@code -Dgolden.write=true} the files are written instead
 * of compared.
 */
class GoldenTest {
    private static final Path FOLDERS = Path.of("src/test/resources/io/mirrorexperiment/report");
    private static final boolean WRITE = Boolean.getBoolean("golden.write");
    private static final List<String> DEFAULTS = List.of(
            "promotion: auto – on a conforming verdict the dark version goes live without a person",
            "decision.rule: point – how many requests a value rests on does not matter");

    /** Of the pages those that differ in kind; the others differ in numbers. */
    private static final Set<String> PAGES =
            Set.of("begun", "weighing", "compared", "pictured", "held", "rolled-back-on-errors", "stuck");

    @TestFactory
    Stream<DynamicTest> everyViewShowsWhatItsFileHolds() {
        return Cases.all().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> compare(each.getKey(), each.getValue())));
    }

    @Test
    void noFileIsLeftOver() throws IOException {
        Set<Path> expected = new TreeSet<>(Cases.all().entrySet().stream()
                .flatMap(each -> views(each.getKey(), each.getValue()).keySet().stream()
                        .map(file -> FOLDERS.resolve(each.getKey()).resolve(file)))
                .toList());

        try (Stream<Path> files = Files.walk(FOLDERS)) {
            Set<Path> there = new TreeSet<>(files.filter(Files::isRegularFile).toList());
            assertThat(there).isEqualTo(expected);
        }
    }

    private static void compare(String name, Story story) throws IOException {
        for (Map.Entry<String, String> view : views(name, story).entrySet()) {
            Path file = FOLDERS.resolve(name).resolve(view.getKey());
            if (WRITE) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, view.getValue());
            }
            assertThat(view.getValue()).as(file.toString()).isEqualTo(Files.readString(file));
        }
    }

    private static Map<String, String> views(String name, Story story) {
        Map<String, String> views = new TreeMap<>();
        views.put("console.txt", ConsoleReport.of(story.journal(), DEFAULTS, Style.PLAIN));
        views.put("live.txt", lines(LiveView.frame(story.journal(), story.now(), 100, Style.PLAIN)));
        views.put(
                "lines.txt",
                lines(story.journal().entries().stream()
                        .flatMap(entry -> Stream.concat(
                                Stream.of(Lines.of(entry, story.journal())),
                                Lines.below(entry, Integer.MAX_VALUE, Style.PLAIN).stream()))
                        .toList()));
        if (EvidenceCurve.of(story.journal()) instanceof EvidenceCurve.Picture picture) {
            views.put("evidence.svg", picture.svg());
        }
        views.put("report.md", MarkdownReport.of(story.journal(), DEFAULTS));
        views.put("junit.xml", JUnitReport.of(story.journal(), DEFAULTS));
        if (PAGES.contains(name)) {
            views.put("fragment.html", HtmlReport.fragment(story.journal(), DEFAULTS, story.now()));
        }
        views.put("report.json", JsonReport.of(story.journal(), DEFAULTS));
        return views;
    }

    private static String lines(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
}
