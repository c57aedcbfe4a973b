package io.jenkins.plugins.mirrorexperiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.OnGitops;
import io.mirrorexperiment.spec.SpecFiles;
import io.mirrorexperiment.spec.SpecReader;
import io.mirrorexperiment.spec.SpecResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecWordsTest {
    private static final List<String> ENOUGH = new SpecWords.Draft()
            .text("metadata.name", "reviews-v2")
            .text("metadata.namespace", "")
            .text("spec.service", "reviews")
            .text("spec.live.version", "v1")
            .text("spec.dark.version", "v2")
            .text("spec.dark.image", "example/reviews:2.0")
            .number("spec.mirror.percent", 12.5)
            .count("spec.duration.iterations", 70)
            .count("spec.duration.warmUp", null)
            .objectives(List.of(JsonNodeFactory.instance
                    .objectNode()
                    .put("metric", "error-rate")
                    .put("upperLimit", 0.01)))
            .overrides();

    @Test
    void parametersAloneMakeAnExperiment() {
        Experiment experiment = read("spec.metrics.prometheus={url: \"http://prom:9090\"}");

        assertThat(experiment.service()).isEqualTo("reviews");
        assertThat(experiment.mirror().percent()).isEqualTo(12.5);
        assertThat(experiment.cadence().iterations()).isEqualTo(70);
        assertThat(experiment.objectives()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"patch", "print"})
    void theWayWithGitopsIsAFieldOfTheSpec(String word) {
        String[] way = new SpecWords.Draft()
                .text("spec.metrics.prometheus", "{url: \"http://prom:9090\"}")
                .text("spec.gitops", word)
                .overrides()
                .toArray(String[]::new);

        assertThat(read(way).gitops()).contains(OnGitops.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    @Test
    void pipelinesThatSayTrueMeanPatch() {
        assertThat(SpecWords.ofToday(Map.of("gitops", true, "dark", "v2")))
                .isEqualTo(Map.of("gitops", "patch", "dark", "v2"));
        assertThat(SpecWords.ofToday(Map.of("gitops", false))).isEqualTo(Map.of("gitops", ""));
        assertThat(SpecWords.ofToday(Map.of("gitops", "print"))).isEqualTo(Map.of("gitops", "print"));
    }

    @Test
    void whatAPipelineSavesIsReadAgain() {
        SpecWords words = new SpecWords("a.yaml", "text\nof \"two\" lines", ENOUGH, "prod", "prom", true, false);

        assertThat(SpecWords.read(words.saved())).isEqualTo(words);
        assertThatThrownBy(() -> SpecWords.read("{\"other\":1}")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mistakesAreSaidByWhereTheyAre() {
        assertThat(new SpecWords("a.yaml", "", List.of(), "", "", false, false).where())
                .isEqualTo("a.yaml");
        assertThat(new SpecWords("", "text", List.of(), "", "", false, false).where())
                .isEqualTo("the step's text");
        assertThat(new SpecWords("", "", List.of(), "", "", false, false).where())
                .isEqualTo("the step's parameters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{url: \"http://p\", auth: {bearerFrom: {file: /etc/shadow}}} | prom | files on the controller are not read",
                "{url: \"https://p\", caFrom: {file: /etc/shadow}} | prom | files on the controller are not read",
                "{url: \"http://p\", auth: {bearerFrom: {credential: metrics-profile/other/token}}} | prom | can't be named in a spec",
                "{url: \"http://p\", auth: {bearerFrom: {credential: metrics-profile/prom/token}}} | '' | can't be named in a spec"
            })
    void theControllersOwnIsNotTheSpecs(String prometheus, String profile, String refusal) {
        assertThat(Refusals.of(read("spec.metrics.prometheus=" + prometheus), profile))
                .singleElement()
                .asString()
                .contains(refusal);
    }

    @Test
    void credentialsOfTheBuildAndOfItsOwnProfileAreFine() {
        Experiment own = read("spec.metrics.prometheus={url: \"http://p\", auth: {bearerFrom: {credential: mine}}}");
        Experiment profile = read("spec.metrics.prometheus={url: \"http://p\", auth: {bearerFrom: {credential: "
                + ProfilePart.TOKEN.id("prom") + "}}}");

        assertThat(Refusals.of(own, "")).isEmpty();
        assertThat(Refusals.of(profile, "prom")).isEmpty();
        assertThat(own.metrics().auth().toString()).contains(new Credential.OfHost("mine").toString());
    }

    /** Whoever writes the spec writes the address, too: what is not theirs must not go there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{file: /etc/shadow} | files on the controller are not read, so not /etc/shadow",
                "{credential: metrics-profile/prom/token} | are for its own address",
                "{credential: mine} | ''",
                "{secret: own} | ''"
            })
    void theControllersOwnIsNotTheQueriesEither(String secret, String refusal) {
        Experiment querying = read(
                "spec.metrics.prometheus={url: \"http://p\"}",
                "spec.metrics.queries={depth: {url: \"https://q\", jq: .v, secrets: {key: " + secret + "}}}");

        assertThat(Refusals.of(querying, "prom"))
                .hasSize(refusal.isEmpty() ? 0 : 1)
                .allMatch(said -> said.startsWith("spec.metrics.queries: ") && said.contains(refusal));
    }

    @Test
    void logFilesOfTheControllerAreNotRead() {
        Experiment logs = read(
                "spec.metrics.prometheus={url: \"http://p\"}",
                "spec.metrics.accessLogs={from: files, live: /var/log/a, dark: /var/log/b}");

        assertThat(Refusals.of(logs, "")).containsExactly(Refusals.LOG_FILES);
    }

    @Test
    void partsOfAProfileAreItsOwn() {
        assertThat(ProfilePart.of("metrics-profile/prom/password", "prom")).contains(ProfilePart.PASSWORD);
        assertThat(ProfilePart.of("metrics-profile/prom/password", "pro")).isEmpty();
        assertThat(ProfilePart.of("metrics-profile//password", "")).isEmpty();
        assertThat(ProfilePart.of("mine", "prom")).isEmpty();
    }

    @Test
    void aResultIsOneOfThree() {
        assertThat(ResultOn.read("resultOnViolation", " unstable ")).isEqualTo(ResultOn.UNSTABLE);
        assertThatThrownBy(() -> ResultOn.read("resultOnViolation", "FAIL"))
                .hasMessage("resultOnViolation must be FAILURE, UNSTABLE or NONE, not 'FAIL'");
    }

    private static Experiment read(String... more) {
        List<String> words = new ArrayList<>(ENOUGH);
        words.addAll(List.of(more));
        SpecResult result = new SpecReader(SpecFiles.none()).read(Map.of(), words);
        assertThat(result).as(result.toString()).isInstanceOf(SpecResult.Valid.class);
        return ((SpecResult.Valid) result).experiment();
    }
}
