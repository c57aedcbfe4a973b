package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.OnGitops;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Steps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecReaderTest {
    private static final String SHORTEST = """
            apiVersion: mirror-experiment.io/v1
            kind: MirrorExperiment
            metadata: {name: shortest}
            spec:
              service: reviews
              live: {version: v1}
              dark: {version: v2, image: reviews}
              metrics: {prometheus: {url: "http://prometheus:9090"}}
              objectives: [{metric: error-rate, upperLimit: 0.01}]
            """;

    @Test
    void tellsEveryDefault() {
        assertThat(Read.valid(SHORTEST).defaults())
                .containsExactly(
                        "metadata.namespace: default",
                        "spec.dark.image: reviews has neither tag nor digest, so the tag latest is run",
                        "spec.dark.readyWithin: 5m",
                        "spec.mirror.via: auto (what the cluster has)",
                        "spec.mirror.percent: 100",
                        "spec.mirror.methods: [GET, HEAD, OPTIONS]",
                        "spec.mirror.settle: 5s",
                        "spec.mirror.flowWithin: 2m",
                        "spec.metrics.prometheus.reporter: destination",
                        "spec.metrics.prometheus.timeout: 10s",
                        "spec.duration.interval: 10s",
                        "spec.duration.iterations: 60",
                        "spec.duration.warmUp: 3",
                        "spec.decision.rule: sequential (both errors are bounded at any number of looks)",
                        "spec.decision.falsePromotion: 0.01",
                        "spec.decision.falseRollback: 0.05",
                        "spec.decision.soak: 2m (nothing is promoted before it)",
                        "spec.promotion: auto (a conforming dark version is promoted without asking)",
                        "spec.onInconclusive: rollBack",
                        "spec.protection.baseline: 1m");
    }

    @Test
    void takesTheNamespaceOfTheCommandLineWhereTheSpecHasNone() {
        SpecReader reader = new SpecReader(SpecFiles.none()).inNamespace("team-a");

        SpecResult.Valid valid = (SpecResult.Valid) reader.read(SHORTEST.getBytes(StandardCharsets.UTF_8));

        assertThat(valid.experiment().namespace()).isEqualTo("team-a");
        assertThat(valid.defaults()).contains("metadata.namespace: team-a");
    }

    @Test
    void allowsShorterIntervalsForDemonstrations() {
        SpecReader reader = new SpecReader(SpecFiles.none()).allowingIntervalsFrom(Duration.ofMillis(10));

        SpecResult result = reader.read(
                SHORTEST.getBytes(StandardCharsets.UTF_8),
                List.of("spec.duration.interval=100ms", "spec.decision.soak=1s"));

        assertThat(((SpecResult.Valid) result).experiment().cadence().interval())
                .hasMillis(100);
    }

    @Test
    void promotesNothingByDefaultThatWasThereAlready() {
        SpecResult.Valid valid = Read.valid(SHORTEST, "spec.dark.image=null");

        assertThat(valid.experiment().promotion().mode()).isEqualTo(Promotion.Mode.NONE);
        assertThat(valid.defaults())
                .contains("spec.promotion: none (the dark version was there already, so the verdict is all)");
    }

    @Test
    void readsHowLongCommitsAreWaitedForAndWritesItAgain() {
        Experiment experiment = Read.valid(
                        SHORTEST,
                        "spec.promotion={mode: auto, expires: 3h}",
                        "spec.gitops=print",
                        "spec.decision.rule=point",
                        "spec.decision.soak=null")
                .experiment();

        assertThat(experiment.prints()).isTrue();
        assertThat(experiment.promotion().expires()).isEqualTo(Duration.ofHours(3));
        assertThat(Read.valid(SpecText.of(experiment)).experiment()).isEqualTo(experiment);
        assertThat(SchemaTest.violations(SpecText.of(experiment))).isEmpty();
    }

    @Test
    void refuseIsAsNoWord() {
        assertThat(Read.valid(SHORTEST, "spec.gitops=refuse").experiment())
                .isEqualTo(Read.valid(SHORTEST).experiment());
    }

    @Test
    void aTemplateForTheControllerIsTheSameExperimentAndIsTold() {
        SpecResult.Valid template = Read.valid(SHORTEST, "spec.suspend=true");

        assertThat(template.experiment()).isEqualTo(Read.valid(SHORTEST).experiment());
        assertThat(template.defaults()).anyMatch(remark -> remark.startsWith("spec.suspend: true; a controller begins"));
        assertThat(Read.valid(SHORTEST, "spec.suspend=false").defaults())
                .isEqualTo(Read.valid(SHORTEST).defaults());
    }

    @Test
    void readsAPromotionInStepsAndWritesItAgain() {
        Experiment experiment = Read.valid(
                        SHORTEST,
                        "spec.promotion={mode: auto, steps: [10, 50, 100], interval: 30s}",
                        "spec.gitops=patch",
                        "spec.decision.rule=point",
                        "spec.decision.soak=null")
                .experiment();

        assertThat(experiment.promotion().steps()).contains(new Steps(List.of(10, 50, 100), Duration.ofSeconds(30)));
        assertThat(experiment.gitops()).contains(OnGitops.PATCH);
        assertThat(Read.valid(SpecText.of(experiment)).experiment()).isEqualTo(experiment);
    }

    @Test
    void readsADivisionBesideTheMirrorAndWritesItAgain() {
        Experiment experiment = Read.valid(
                        SHORTEST,
                        "spec.shift={to: {v1: 80, v3: 20}}",
                        "spec.decision.rule=point",
                        "spec.decision.soak=null")
                .experiment();

        assertThat(experiment.mirror().shift()).contains(Map.of("v1", 80, "v3", 20));
        assertThat(experiment.mirror().shiftWords()).contains("v1 80 %, v3 20 %");
        assertThat(Read.valid(SpecText.of(experiment)).experiment()).isEqualTo(experiment);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                         | spec.shift.to: is missing; say what each live version gets in percent, as in to: {v1: 80, v2: 20}
            {weights: {v1: 80, v3: 20}} | spec.shift.weights: unknown word 'weights'; allowed: to
            {to: {v1: 80, v3: 10}}     | spec.shift.to: must add up to 100, but adds up to 90
            {to: {v1: 100}}            | spec.shift.to: divides nothing; name two versions or more, as in to: {v1: 80, v2: 20}, or leave shift out
            {to: {v3: 80, v4: 20}}     | spec.shift.to: does not say what the live version v1 gets
            {to: {v1: 80, v2: 20}}     | spec.shift.to: names v2, the dark version: it gets copies only; take it out
            {to: {v1: 80, v3.0: 10, V3-0: 10}} | spec.shift.to: has versions that differ by a dot, a line or their case only; a subset cannot be named after each
            """)
    void refusesDivisionsThatAreNone(String shift, String mistake) {
        assertThat(Read.mistakes(SHORTEST, "spec.shift=" + shift))
                .extracting(each -> each.path() + ": " + each.message().replace("in an override: ", ""))
                .contains(mistake);
    }

    @Test
    void refusesADivisionOfRoutesThatTheRunDoesNotEdit() {
        assertThat(Read.mistakes(
                        SHORTEST,
                        "spec.mirror.via=existing",
                        "spec.dark.image=null",
                        "spec.shift={to: {v1: 80, v3: 20}}"))
                .extracting(Mistake::path)
                .contains("spec.shift");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            steps: [50, 10, 100]                         | spec.promotion.steps: must rise and end with 100, as in [10, 50, 100]
            steps: [10, 50]                              | spec.promotion.steps: must rise and end with 100, as in [10, 50, 100]
            steps: []                                    | spec.promotion.steps: must rise and end with 100, as in [10, 50, 100]
            steps: [0, 100]                              | spec.promotion.steps[0]: must be a whole number from 1 to 100, was 0
            steps: [10, 100], interval: 5s               | spec.promotion.interval: must be from 10s to 720h, was '5s'
            interval: 60s                                | spec.promotion.interval: belongs to steps; without them live traffic goes over at once
            mode: none, steps: [10, 100]                 | spec.promotion.steps: have no meaning with mode: none; write mode: auto or manual, or remove them
            """)
    void refusesStepsThatLeadNowhere(String promotion, String mistake) {
        assertThat(Read.mistakes(SHORTEST, "spec.promotion={" + promotion + "}"))
                .extracting(each -> each.path() + ": " + each.message().replace("in an override: ", ""))
                .contains(mistake);
    }

    @Test
    void makesAnObjectiveOfEachLimit() {
        Experiment experiment = Read.valid(
                        SHORTEST,
                        "spec.objectives[0]={metric: latency-p50, upperLimit: 90, lowerLimit: 1, maxIncreaseVsLive: 5}",
                        "spec.decision.rule=point",
                        "spec.mirror.methods=[\"*\"]")
                .experiment();

        assertThat(experiment.objectives())
                .extracting(Objective::words)
                .containsExactly("latency-p50 ≤ 90 ms", "latency-p50 ≥ 1 ms", "latency-p50 ≤ live + 5 ms");
    }

    /** Istio's counters have no methods, so those of live would be those of another population. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "error-rate; sequential; write metrics.accessLogs: {from: pods} to compare each request with its own copy, or mirror.methods: [\"*\"], or an upperLimit for error-rate",
                "error-rate; point; write mirror.methods: [\"*\"], or an upperLimit for error-rate",
                "latency-p95; point; write mirror.methods: [\"*\"], or an upperLimit for latency-p95",
            })
    void refusesToCompareCopiesOfSomeMethodsWithAllLiveRequests(String metric, String rule, String wayOut) {
        String relative = "spec.objectives[0]={metric: " + metric + ", maxIncreaseVsLive: 0.005}";

        assertThat(Read.mistakes(SHORTEST, relative, "spec.decision.rule=" + rule))
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.message())
                        .endsWith(
                                "compares the dark version, which gets GET, HEAD, OPTIONS only, with live counters, which"
                                        + " tell of all methods together; " + wayOut));
    }

    @Test
    void comparesPairsWhateverMethodsAreCopied() {
        assertThat(Read.valid(
                                SHORTEST,
                                "spec.objectives[0]={metric: error-rate, maxIncreaseVsLive: 0.005}",
                                "spec.metrics.accessLogs={from: pods}")
                        .experiment()
                        .mirror()
                        .limitsMethods())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{metric: request-count, upperLimit: 900}; limits request-count, a count, which bears no evidence",
                "{metric: error-rate, lowerLimit: 0.1}; has a lowerLimit",
                "{metric: error-rate, upperLimit: 0}; has the upperLimit 0, which no number of requests can show",
                "{metric: latency-p95, maxIncreaseVsLive: 9}; compares latencies with live ones",
                "{metric: latency-mean, upperLimit: 100, cap: 110}; has a cap that is not over its upperLimit",
                "{metric: error-rate, upperLimit: 0.9}; allows, with the tolerance, that every request is bad",
            })
    void refusesWhatTheSequentialRuleCannotShow(String objective, String obstacle) {
        assertThat(Read.mistakes(
                        SHORTEST,
                        "spec.objectives[0]=" + objective,
                        "spec.decision.tolerance=0.2",
                        "spec.mirror.methods=[\"*\"]"))
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.path()).isEqualTo("spec.objectives[0]");
                    assertThat(mistake.message()).contains(obstacle);
                });
    }

    @Test
    void refusesTheDefaultSoakInARunThatIsNoLonger() {
        assertThat(Read.mistakes(SHORTEST, "spec.duration.iterations=12"))
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.message())
                        .contains("soak is 2m by default, and the run has only 2m after warm-up"));
    }

    @Test
    void remarksCertificatesThatAPlainUrlLeavesUnused() {
        assertThat(Read.valid(SHORTEST, "spec.metrics.prometheus.caFrom=prom-ca")
                        .defaults())
                .contains(
                        "spec.metrics.prometheus.caFrom: without effect, because the url begins with http, not https");
    }

    @Test
    void drawsNoConclusionsFromAMisspeltSection() {
        assertThat(Read.mistakes(SHORTEST.replace("metrics:", "metircs:").replace("metadata:", "metdata:")))
                .extracting(Mistake::path)
                .containsExactly("metdata", "spec.metircs");
    }

    @Test
    void readsAManifestBesideTheSpec(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("two.yaml"), "kind: Deployment\n---\nkind: Deployment\n");
        Files.writeString(folder.resolve("torn.yaml"), "kind: Deployment\n\tspec: {}\n");
        Files.write(folder.resolve("huge.yaml"), new byte[SpecFiles.LONGEST + 10]);
        SpecReader reader = new SpecReader(SpecFiles.in(folder));

        assertThat(List.of("two.yaml", "torn.yaml", "huge.yaml").stream()
                        .map(name -> reader.read(
                                SHORTEST.getBytes(StandardCharsets.UTF_8),
                                List.of("spec.dark={manifest: " + name + "}")))
                        .map(result ->
                                ((SpecResult.Invalid) result).mistakes().get(0).message()))
                .containsExactly(
                        "in an override: must hold exactly one Deployment, the dark version; 'two.yaml' holds 2",
                        "in an override: is no manifest: in 'torn.yaml', line 2, column 1:"
                                + " this is not YAML: a tab; indent with spaces",
                        "in an override: is no manifest: in 'huge.yaml', line 1, column 1:"
                                + " the text is longer than 1 MiB; nothing that is read here is that long");
    }

    @Test
    void showsNoTricksOnATerminal() {
        assertThat(Read.mistakes(SHORTEST + "\"\\e[31mred\\u202e\": 1\n"))
                .extracting(Mistake::toString)
                .containsExactly("line 10, column 1: ?[31mred?: unknown word '?[31mred?';"
                        + " allowed: apiVersion, kind, metadata, spec");
    }

    @Test
    void saysWhereATextBreaksOffInsideAnEscape() {
        assertThat(Read.mistakes("a: b\nc: \"\\x"))
                .extracting(Mistake::toString)
                .containsExactly("line 2, column 1: this is not YAML from here on");
    }
}
