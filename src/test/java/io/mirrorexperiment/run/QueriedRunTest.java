package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.MetricQuery;
import io.mirrorexperiment.experiment.MetricQuery.Named;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.QueriedMetric;
import io.mirrorexperiment.experiment.Queries;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalText;
import io.mirrorexperiment.report.ConsoleReport;
import io.mirrorexperiment.report.HtmlReport;
import io.mirrorexperiment.report.JUnitReport;
import io.mirrorexperiment.report.JsonReport;
import io.mirrorexperiment.run.FarEnd.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole runs on metrics that other systems are asked for; the mirror is proven by the mesh's counters, and time is the test's. */
@Timeout(120)
class QueriedRunTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JQ = ".data.result[0].value[1] | tonumber";
    private static final String PROMQL = "sum(increase(depth{version='$revision',workload='$name'}[${elapsedTime}s]))";

    @Test
    void aValueWithinItsLimitConformsAndOneBeyondItViolates() {
        assertThat(ending(asked -> FarEnd.vector("100")).verdict()).isEqualTo(Verdict.CONFORMS);

        Ending over = ending(asked -> FarEnd.vector("100.5"));
        assertThat(over.verdict()).isEqualTo(Verdict.VIOLATES);
        assertThat(over.cause()).isEqualTo(Cause.OBJECTIVE_BREACHED);
        assertThat(over.because()).contains("depth ≤ 100 messages: 100.5 messages, one value, as answered");
    }

    /** Where Iter8's gates pass, take the body of an error for data, or lose their result. */
    static Stream<Arguments> answersThatAreNoEvidence() {
        return Stream.of(
                Arguments.of("empty vector", vector(""), "the jq expression"),
                Arguments.of("NaN", FarEnd.vector("NaN"), "the jq expression"),
                Arguments.of("+Inf", FarEnd.vector("+Inf"), "the jq expression"),
                Arguments.of(
                        "HTTP 400",
                        new Reply(400, "{\"status\":\"error\",\"error\":\"parse error\"}"),
                        "HTTP status 400"),
                Arguments.of(
                        "HTTP 500 with a data body",
                        new Reply(500, FarEnd.vector("0").body()),
                        "HTTP status 500"),
                Arguments.of("HTML 500", new Reply(500, "<html>Internal Server Error</html>"), "HTTP status 500"),
                Arguments.of("garbage", new Reply(200, "0" + "\u0000garbage"), "not JSON"),
                Arguments.of("nothing", new Reply(200, ""), "is empty"),
                Arguments.of(
                        "several series",
                        vector("{\"metric\":{\"a\":\"1\"},\"value\":[1,\"0\"]},{\"metric\":{},\"value\":[1,\"0\"]}"),
                        "2 series"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersThatAreNoEvidence")
    void anAnswerThatIsNoEvidenceIsInconclusive(String what, Reply reply, String reason) {
        Ending ending = ending(asked -> reply);

        assertThat(ending.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(ending.cause()).isEqualTo(Cause.NO_EVIDENCE);
        assertThat(ending.because())
                .contains("no evidence for depth ≤ 100 messages")
                .contains(reason);
    }

    @Test
    void aRefusedConnectionIsInconclusive() {
        try (World world = new World(Scenes.plain())) {
            Ending ending =
                    world.finish(world.begin(experiment(world, "http://localhost:1", QueriedMetric.Type.GAUGE)));

            assertThat(ending.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(ending.because()).contains("cannot connect");
        }
    }

    /** Of analytics' fallback to the value before, and of the command line's list of values, the last is judged again. */
    @Test
    void aLaterLookWithoutAnAnswerAfterAGoodOneIsInconclusive() {
        Journal journal = journal(asked -> asked.query().contains("[10s]") ? FarEnd.vector("1") : vector(""));

        assertThat(looks(journal)
                        .map(look -> look.assessments().isEmpty()
                                ? ""
                                : look.assessments().get(0).standing().name()))
                .contains("MET")
                .endsWith("UNDECIDED");
        assertThat(ending(journal).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(ending(journal).cause()).isEqualTo(Cause.NO_EVIDENCE);
    }

    @Test
    void withoutTrafficAGoodValueIsNoEvidence() {
        try (FarEnd far = new FarEnd(asked -> FarEnd.vector("0"));
                World world = new World(Scenes.plain())) {
            Run never = world.begin(experiment(world, far.url(), QueriedMetric.Type.GAUGE));
            world.drive(never, Entry.Mirrored.class);
            world.traffic.rate = 0;
            assertThat(world.finish(never).verdict()).isEqualTo(Verdict.INCONCLUSIVE);

            world.traffic.rate = 10;
            world.begin();
            Run later = world.begin(experiment(world, far.url(), QueriedMetric.Type.GAUGE));
            world.drive(later, Entry.Flowing.class);
            world.traffic.rate = 0;
            Ending ending = world.finish(later);
            assertThat(ending.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(ending.because()).contains("no requests of the dark version that it could tell of");
        }
    }

    @Test
    void itIsAskedForTheDarkVersionAndTheTimeThatCounts() {
        try (FarEnd far = new FarEnd(asked -> FarEnd.vector("1"));
                World world = new World(Scenes.plain())) {
            Run run = world.begin(experiment(world, far.url(), QueriedMetric.Type.GAUGE));
            world.drive(run, Entry.Flowing.class);
            far.asked().clear();
            world.finish(run);

            String dark =
                    run.journal().last(Entry.Planned.class).orElseThrow().plan().dark();
            // One tick of warm-up and two that count, ten seconds apart.
            assertThat(far.asked())
                    .extracting(FarEnd.Asked::query)
                    .containsExactly(
                            "query=sum(increase(depth{version='v2',workload='" + dark + "'}[10s]))",
                            "query=sum(increase(depth{version='v2',workload='" + dark + "'}[10s]))",
                            "query=sum(increase(depth{version='v2',workload='" + dark + "'}[20s]))");
        }
    }

    @Test
    void aCounterCountsFromTheEndOfWarmUp() {
        AtomicInteger total = new AtomicInteger(500);
        Journal journal = journal(asked -> FarEnd.vector("" + total.addAndGet(30)), QueriedMetric.Type.COUNTER);

        assertThat(ending(journal).verdict()).isEqualTo(Verdict.CONFORMS);
        assertThat(looks(journal)
                        .flatMap(look -> look.assessments().stream())
                        .map(each -> each.evidence().value().getAsDouble()))
                .containsExactly(30.0, 60.0);
    }

    @Test
    void aCounterThatFellIsNoEvidence() {
        AtomicInteger looks = new AtomicInteger();
        Journal journal = journal(
                asked -> asked.query().contains("[10s]") && looks.incrementAndGet() == 2
                        ? FarEnd.vector("3")
                        : FarEnd.vector("100"),
                QueriedMetric.Type.COUNTER);

        assertThat(ending(journal).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(ending(journal).because()).contains("the counter fell");
    }

    @Test
    void aCounterWhoseBeginningNobodyTellsEndsTheRunBeforeItsLooks() {
        Journal journal = journal(asked -> vector(""), QueriedMetric.Type.COUNTER);

        assertThat(journal.has(Entry.Iterated.class)).isFalse();
        assertThat(ending(journal).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(ending(journal).because()).contains("depth: ", "the jq expression");
    }

    @Test
    void whatSelectsNothingIsWarnedOfBeforeTheLoopWithoutAFalseAlarm() {
        try (FarEnd far = new FarEnd(asked ->
                        asked.query().contains("count(") && asked.query().contains("version='v2'")
                                ? FarEnd.vector("3")
                                : FarEnd.vector("0"));
                World world = new World(Scenes.plain())) {
            Run run = world.begin(experiment(world, far.url(), QueriedMetric.Type.GAUGE));
            world.drive(run, Entry.Planned.class);

            assertThat(run.journal()
                            .last(Entry.Planned.class)
                            .orElseThrow()
                            .plan()
                            .warnings())
                    .filteredOn(words -> words.startsWith("depth: "))
                    .singleElement()
                    .asString()
                    .contains("no series depth{workload='reviews-v2'} is known", "$name stands for the wrong name")
                    .contains("without requests there is none yet");
            assertThat(world.finish(run).verdict()).isEqualTo(Verdict.CONFORMS);
        }
    }

    @Test
    void secretsReachTheServerAndNothingElse() {
        try (FarEnd far = new FarEnd(asked ->
                        new Reply(asked.key().equals("hunter2") ? 200 : 403, "{\"v\": 1, \"k\": \"hunter2\"}"));
                World world = new World(Scenes.plain())) {
            world.files.put("key", "hunter2\n");
            MetricQuery query = new MetricQuery(
                    MetricQuery.Method.POST,
                    far.url() + "/${key}",
                    List.of(new Named("X-Key", "$key")),
                    List.of(),
                    Optional.of("{\"seconds\": $elapsedTime}"),
                    false,
                    Map.of("key", new Credential.InFile("key")),
                    ".k");
            Journal journal = finished(world, experiment(world, query, QueriedMetric.Type.GAUGE));

            assertThat(far.asked()).isNotEmpty().allMatch(asked -> asked.key().equals("hunter2"));
            assertThat(ending(journal).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(JournalText.write(journal))
                    .contains("which is no number")
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void everyFormOfItsReportShowsTheValueBesideItsLimitAndWhatWasAsked() throws IOException {
        Journal journal = journal(asked -> FarEnd.vector("7"));
        String question =
                "/api/v1/query?query=sum(increase(depth{version='v2',workload='reviews-v2'}[20s])) | jq " + JQ;
        JsonNode json = JSON.readTree(JsonReport.of(journal, List.of()));

        assertThat(ConsoleReport.of(journal).replaceAll("\\s", ""))
                .contains("depth7messages≤100messages", "depth:7messagesat", question.replace(" ", ""));
        assertThat(JUnitReport.of(journal, List.of()))
                .contains("asked     GET http://localhost:", "depth ≤ 100 messages");
        assertThat(HtmlReport.page(journal, List.of(), Instant.EPOCH, HtmlReport.StyleSheet.INSIDE))
                .contains("Asked of other systems", "7 messages");
        assertThat(json.at("/queries/0/question").asText()).endsWith(question);
        assertThat(json.at("/queries/0/value").asDouble()).isEqualTo(7);
        assertThat(json.at("/objectives/0/unit").asText()).isEqualTo("messages");
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(JSON.readTree(
                                Path.of("resources", "schema", "report.json").toFile()))
                        .validate(json))
                .isEmpty();
    }

    @Test
    void itsJournalIsOfTheFormatThatOlderReadersRefuse() {
        Journal journal = journal(asked -> FarEnd.vector("1"));

        assertThat(journal.format()).isEqualTo(7);
        assertThat(JournalText.read(JournalText.write(journal), "here")).isEqualTo(journal);
    }

    private static Stream<Entry.Iterated> looks(Journal journal) {
        return journal.all(Entry.Iterated.class);
    }

    private static Reply vector(String samples) {
        return new Reply(
                200, "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + samples + "]}}");
    }

    private static Ending ending(Function<FarEnd.Asked, Reply> answers) {
        return ending(journal(answers));
    }

    private static Ending ending(Journal journal) {
        return journal.last(Entry.Finished.class).orElseThrow().ending();
    }

    private static Journal journal(Function<FarEnd.Asked, Reply> answers) {
        return journal(answers, QueriedMetric.Type.GAUGE);
    }

    private static Journal journal(Function<FarEnd.Asked, Reply> answers, QueriedMetric.Type type) {
        try (FarEnd far = new FarEnd(answers);
                World world = new World(Scenes.plain())) {
            return finished(world, experiment(world, far.url(), type));
        }
    }

    private static Journal finished(World world, Experiment experiment) {
        Run run = world.begin(experiment);
        world.finish(run);
        return run.journal();
    }

    private static Experiment experiment(World world, String url, QueriedMetric.Type type) {
        return experiment(
                world,
                new MetricQuery(
                        MetricQuery.Method.GET,
                        url + "/api/v1/query",
                        List.of(),
                        List.of(new Named("query", PROMQL)),
                        Optional.empty(),
                        false,
                        Map.of(),
                        JQ),
                type);
    }

    private static Experiment experiment(World world, MetricQuery query, QueriedMetric.Type type) {
        Experiment own =
                Trial.clones().promoting(Promotion.Mode.NONE, Duration.ZERO).in(world);
        Metric depth = Metric.queried("depth", "messages");
        Queries queries = new Queries(
                List.of(new QueriedMetric(depth, type, query, Optional.empty(), Duration.ofSeconds(10))),
                Map.of("revision", "v2"));
        return new Experiment(
                own.namespace(),
                own.name(),
                own.service(),
                own.live(),
                own.dark(),
                own.mirror(),
                own.metrics(),
                List.of(new Objective(depth, new Limit.AtMost(100), OptionalDouble.empty())),
                own.cadence(),
                own.decision(),
                own.promotion(),
                own.onInconclusive(),
                own.baseline(),
                own.accessLogs(),
                own.requires(),
                Optional.of(queries),
                Optional.empty());
    }
}
