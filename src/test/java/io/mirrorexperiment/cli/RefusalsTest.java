package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What pages of providers quote of refusals is what the program says. */
class RefusalsTest {
    private static final Path CODE = Path.of("src", "main", "java");
    private static final List<String> HEADS = List.of("| in these words | for |", "| refused in these words | for |");
    private static final Pattern QUOTE = Pattern.compile("^\\| `([^`]+)` \\|");

    /** Where one literal goes on in the next. */
    private static final Pattern JOINT = Pattern.compile("\"\\s*\\)?\\s*\\+\\s*\"");

    private static final String PROGRAM = program();

    static List<DocPage> pages() {
        return DocPage.all().stream()
                .filter(page -> HEADS.stream().anyMatch(page.text()::contains))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyQuotedRefusalIsOneOfTheProgram(DocPage page) {
        assertThat(quotes(page)).isNotEmpty().allSatisfy(quote -> assertThat(says(quote))
                .as(page + ": " + quote)
                .isTrue());
    }

    @Test
    void whatNobodySaysIsFound() {
        assertThat(says("has a mirror of its own (")).isTrue();
        assertThat(says("has a mirror of somebody's")).isFalse();
        assertThat(says("copies would not stand … divides its requests")).isFalse();
    }

    @Test
    void everyProviderHasItsPage() {
        assertThat(pages().stream().map(DocPage::toString))
                .contains(
                        "docs/traffic-istio.md",
                        "docs/traffic-gateway-api.md",
                        "docs/traffic-contour.md",
                        "docs/traffic-traefik.md",
                        "docs/traffic-knative.md",
                        "docs/workloads.md");
    }

    private static List<String> quotes(DocPage page) {
        return page.text()
                .lines()
                .dropWhile(line -> !HEADS.contains(line))
                .flatMap(line -> QUOTE.matcher(line).results())
                .map(quote -> quote.group(1))
                .toList();
    }

    /** In one sentence of the program, with whatever stands where the page has an ellipsis. */
    private static boolean says(String quote) {
        String pattern = Arrays.stream(quote.split("…"))
                .map(String::strip)
                .map(Pattern::quote)
                .collect(Collectors.joining("[^\\n;]*"));
        return Pattern.compile(pattern).matcher(PROGRAM).find();
    }

    private static String program() {
        try (Stream<Path> files = Files.walk(CODE)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> JOINT.matcher(DocPage.of(file).text()).replaceAll(""))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
