package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Every command line of the pages and of the program's own help is one that the program takes. */
class CommandLinesTest {
    /** In a sentence, with the program's name or without it where something follows that only a command has. */
    private static final Pattern SAID = Pattern.compile(
            "`(?:(?:\\./)?mirror-experiment )?([a-z0-9-]+(?: [a-z-]+)*(?: (?:[A-Z]|--?[a-z])[^`\n]*)?)`");

    /** In a block; not as the name of some object. */
    private static final Pattern TYPED = Pattern.compile(
            "(?m)^(?!.*kubectl)[^#\n]*?(?<![\\w./-])(?:\\./)?mirror-experiment ((?!mirror-)(?:[^\n\\\\]|\\\\\n *)+)");

    /** Where another command, a comment or an explanation begins. */
    private static final Pattern END =
            Pattern.compile("\\s+[|>#]|\\s*(;|&&|\\|\\||\\d?>)|\\)?[\"'] *[)}]*$|\\s{3,}| =+ |\\s*[)}\\]]\\s*$");

    /** In quotes or not, as a shell takes them apart. */
    private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+");

    static List<DocPage> pages() {
        return DocPage.all().stream()
                .filter(page -> !page.file().startsWith("src"))
                .filter(page -> page.text().contains("mirror-experiment "))
                .toList();
    }

    /** In sentences; what a command needs may be left out there. */
    static Stream<String> said(DocPage page) {
        Set<String> commands =
                Main.commandLine(Host.ofThisProcess()).getSubcommands().keySet();
        return found(SAID, page.prose()).filter(line -> commands.contains(line.split(" ", 2)[0]));
    }

    static Stream<String> typed(DocPage page) {
        return page.blocks("", "sh", "shell", "bash", "groovy", "yaml", "console").stream()
                .flatMap(block -> found(TYPED, block));
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1).replaceAll("\\\\\n *", " "))
                .filter(line -> !line.contains("…"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandLineOfAPageIsTaken(DocPage page) {
        assertThat(typed(page))
                .allSatisfy(
                        line -> assertThat(trouble(line)).as(page + ": " + line).isEmpty());
        assertThat(said(page))
                .allSatisfy(line -> assertThat(trouble(line).filter(words -> !words.startsWith("Missing required")))
                        .as(page + ": " + line)
                        .isEmpty());
    }

    @Test
    void theyAreMany() {
        assertThat(pages().stream().flatMap(CommandLinesTest::typed)).hasSizeGreaterThan(60);
        assertThat(pages().stream().flatMap(CommandLinesTest::said)).hasSizeGreaterThan(150);
    }

    @ParameterizedTest
    @ValueSource(strings = {"runn a.yaml", "run a.yaml --jsonn x", "report", "scenario traffic-shifting a --too v1=1"})
    void whatIsNotIsFound(String line) {
        assertThat(trouble(line)).isPresent();
    }

    private static Optional<String> trouble(String line) {
        String[] words = WORD.matcher(END.split(line.replaceAll("\\[(-.*?)\\]", "$1"), 2)[0])
                .results()
                .map(word -> word.group().replaceAll("[\"']", "").replaceFirst("^(N|PORT)$", "1"))
                .toArray(String[]::new);
        CommandLine meant = new CommandLine(Gate.class, new Commanding(Host.ofThisProcess()));
        Commanding.meant(words).forEach(meant::addSubcommand);
        meant.setCaseInsensitiveEnumValuesAllowed(true);
        try {
            meant.parseArgs(words);
            return Optional.empty();
        } catch (ParameterException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
