package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What pages say of specs, causes and commands is what there is. */
class PagesTest {
    private static final Path DOCS = Path.of("docs");
    private static final Pattern SECTION = Pattern.compile("(?ms)^### ([a-z-]+)\n\n(.*?)(?=^##|\\z)");
    private static final Pattern SPEC =
            Pattern.compile("(?ms)^```yaml\n(apiVersion: mirror-experiment.io/v1\n.*?)^```$");
    private static final Pattern COMMAND = Pattern.compile(
            "(?:`|mirror-experiment )(init|check|plan|run|graph|explain|replay|restore|reap|list|extend|resume|abort"
                    + "|promote|rollback|report)((?: [^`\\n|]*)?)`");

    @Test
    void afterExitTwoEveryCauseHasItsSectionAndNothingElse() throws IOException {
        List<MatchResult> sections = sections();

        assertThat(sections.stream().map(section -> section.group(1)))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Cause.values()).map(Cause::word).toList());
        assertThat(sections).allSatisfy(section -> assertThat(section.group(2))
                .as(section.group(1))
                .matches("(?s)- \\*\\*Means:\\*\\* .+\n- \\*\\*Look:\\*\\* .+\n- \\*\\*Do:\\*\\* .+\n\\s*(## .*)?"));
        assertThat(Files.readString(DOCS.resolve("after-exit-2.md")).lines().filter(line -> line.startsWith("### ")))
                .hasSameSizeAs(sections);
    }

    @ParameterizedTest
    @CsvSource({"from-flagger.md, 1", "from-argo-rollouts.md, 2", "from-keptn.md, 1"})
    void everySpecOfAPageForPeopleWhoComeFromElsewhereIsAccepted(String page, int specs) throws IOException {
        List<String> found = SPEC.matcher(Files.readString(DOCS.resolve(page)))
                .results()
                .map(spec -> spec.group(1))
                .toList();

        assertThat(found).hasSize(specs).allSatisfy(spec -> assertThat(
                        SpecTrial.read(spec).experiment().objectives())
                .isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"after-exit-2.md", "init.md", "from-flagger.md", "from-argo-rollouts.md", "from-keptn.md"})
    void everyCommandOfAPageIsOneWithItsFlags(String page) throws IOException {
        List<MatchResult> commands =
                COMMAND.matcher(Files.readString(DOCS.resolve(page))).results().toList();

        assertThat(commands).isNotEmpty();
        for (MatchResult found : commands) {
            CommandLine command = Objects.requireNonNull(
                    Main.commandLine(Host.ofThisProcess()).getSubcommands().get(found.group(1)), found.group(1));
            assertThat(Pattern.compile("(?<=\\s)--[a-z-]+")
                            .matcher(found.group(2))
                            .results()
                            .map(MatchResult::group))
                    .allSatisfy(flag -> assertThat(command.getCommandSpec().optionsMap())
                            .as(found.group())
                            .containsKey(flag));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"after-exit-2.md", "init.md", "from-flagger.md", "from-argo-rollouts.md", "from-keptn.md"})
    void everyLinkOfAPageLeadsSomewhere(String page) throws IOException {
        assertThat(Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)")
                        .matcher(Files.readString(DOCS.resolve(page)))
                        .results()
                        .map(link -> DOCS.resolve(link.group(1))))
                .allSatisfy(file -> assertThat(file).exists());
    }

    private static List<MatchResult> sections() throws IOException {
        return SECTION.matcher(Files.readString(DOCS.resolve("after-exit-2.md")))
                .results()
                .toList();
    }
}
