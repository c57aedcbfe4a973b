package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mirrorexperiment.experiment.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pages say of specs and causes is what there is. */
class PagesTest {
    private static final Path DOCS = Path.of("docs");
    private static final Pattern SECTION = Pattern.compile("(?ms)^### ([a-z-]+)\n\n(.*?)(?=^##|\\z)");
    private static final Pattern SPEC =
            Pattern.compile("(?ms)^```yaml\n(apiVersion: mirror-experiment.io/v1\n.*?)^```$");

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

    /** Also in the README, and on pages that show one among other things. */
    @Test
    void everyWholeSpecOfAnyPageIsAccepted() {
        List<String> specs = DocPage.all().stream()
                .flatMap(page -> page.blocks("yaml").stream())
                .filter(block -> block.startsWith("apiVersion: mirror-experiment.io/v1\nkind: MirrorExperiment\n"))
                .filter(block -> !block.contains("…"))
                .toList();

        assertThat(specs).hasSizeGreaterThan(4).allSatisfy(spec -> assertThat(
                        SpecTrial.read(spec).experiment().name())
                .isNotBlank());
    }

    @Test
    void everyFileOfRightsHasItsRow() throws IOException {
        String page = Files.readString(DOCS.resolve("rbac.md"));

        assertThat(firstWords(page, "| file | Role | when |"))
                .containsExactlyInAnyOrderElementsOf(names(Path.of("resources", "rbac"), ".*\\.yaml"));
    }

    @Test
    void everyStepHasItsRow() throws IOException {
        String page = Files.readString(DOCS.resolve("jenkins.md"));
        Path steps = Path.of("resources", "io", "jenkins", "plugins", "mirrorexperiment");

        assertThat(firstWords(page, "| step | what it does | its value |"))
                .containsExactlyInAnyOrderElementsOf(names(steps, "Mirror.*Step").stream()
                        .map(name -> "m" + name.substring(1, name.length() - "Step".length()))
                        .toList());
    }

    /** Those are tried against fakes of their systems. */
    @ParameterizedTest
    @CsvSource({"failed-logins", "apdex"})
    void aWorkedExampleOfThePageOfQueriesIsTheOneThatIsTried(String query) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        JsonNode tried =
                yaml.readTree(Path.of("resources", "examples", "queries.yaml").toFile());
        List<JsonNode> shown = new ArrayList<>();
        for (String block : DocPage.of(DOCS.resolve("metrics-queries.md")).blocks("yaml")) {
            shown.add(yaml.readTree(block).at("/metrics/queries/" + query));
        }

        assertThat(tried.at("/spec/metrics/queries/" + query).isObject()).isTrue();
        assertThat(shown).contains(tried.at("/spec/metrics/queries/" + query));
    }

    /** Of each row below this one the first word in quotes. */
    private static List<String> firstWords(String page, String head) {
        return page.substring(page.indexOf(head))
                .lines()
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.replaceFirst("^\\| `([\\w.-]+).*", "$1"))
                .toList();
    }

    private static List<String> names(Path folder, String like) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.matches(like))
                    .toList();
        }
    }

    private static List<MatchResult> sections() throws IOException {
        return SECTION.matcher(Files.readString(DOCS.resolve("after-exit-2.md")))
                .results()
                .toList();
    }
}
