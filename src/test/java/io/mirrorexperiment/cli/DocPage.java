package io.mirrorexperiment.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page of Markdown that people read, as GitHub shows it. */
record DocPage(Path file, String text) {
    private static final List<Path> FOLDERS = List.of(Path.of("docs"), Path.of("tekton"), Path.of("src", "testbed"));
    private static final Pattern FENCED = Pattern.compile("(?ms)^( *)```([a-z]*)\n(.*?)^\\1```$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?)\\s*$");
    private static final Pattern LINK = Pattern.compile("!?\\[(?:[^\\[\\]]|\\[[^\\]]*\\])*\\]\\(([^)\\s]+)\\)");

    /** README.md, the changelog, and whatever stands in the folders of pages. */
    static List<DocPage> all() {
        return Stream.concat(
                        Stream.of(Path.of("README.md"), Path.of("CHANGELOG.md")),
                        FOLDERS.stream().flatMap(DocPage::below))
                .map(DocPage::of)
                .toList();
    }

    static DocPage of(Path file) {
        try {
            return new DocPage(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands in blocks of these languages. */
    List<String> blocks(String... languages) {
        return FENCED.matcher(text)
                .results()
                .filter(block -> List.of(languages).contains(block.group(2)))
                .map(block -> block.group(3))
                .toList();
    }

    /** The page without its blocks. */
    String prose() {
        return FENCED.matcher(text).replaceAll("");
    }

    /** Where its links lead, but for those to other hosts. */
    List<String> links() {
        return LINK.matcher(prose().replaceAll("`[^`\n]+`", "code"))
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.matches("(https?|mailto):.*"))
                .toList();
    }

    /** What a link can name behind its {@code #}. */
    Set<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        return HEADING.matcher(prose())
                .results()
                .map(heading -> anchor(heading))
                .map(name -> {
                    int before = seen.merge(name, 1, Integer::sum) - 1;
                    return before == 0 ? name : name + "-" + before;
                })
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static String anchor(MatchResult heading) {
        return heading.group(1)
                .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
