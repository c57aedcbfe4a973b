package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.sandbox.kube.Fault;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs that ask the pods' sidecars themselves, beside the same runs with a Prometheus. */
@Timeout(60)
class DirectRunTest {
    private static final Duration A_WHILE = Duration.ofSeconds(10);

    /** What becomes of a run, and what it counted. */
    private record Course(Ending ending, Totals live, Totals dark) {
        static Course of(Journal journal) {
            Entry.Iterated last = journal.last(Entry.Iterated.class).orElseThrow();
            return new Course(journal.last(Entry.Finished.class).orElseThrow().ending(), last.live(), last.dark());
        }
    }

    static Stream<Arguments> happenings() {
        return Stream.of(
                happening("nothing", Verdict.CONFORMS, world -> {}),
                happening("failures of the dark version", Verdict.VIOLATES, world -> world.traffic.darkErrors = 0.2),
                happening("a sidecar that restarts", Verdict.CONFORMS, world -> world.traffic.restart("reviews-v1")),
                happening("a pod that is replaced", Verdict.CONFORMS, DirectRunTest::replaceLivePod),
                happening("requests of strangers", Verdict.INCONCLUSIVE, world -> world.traffic.strayRate = 100),
                happening("a mirror that loses copies", Verdict.INCONCLUSIVE, world -> world.traffic.lostCopies = 0.5));
    }

    private static Arguments happening(String name, Verdict verdict, Consumer<World> happening) {
        return Arguments.of(name, verdict, happening);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("happenings")
    void countsAndEndsAsWithPrometheus(String name, Verdict verdict, Consumer<World> happening) {
        Course direct = course(Trial::direct, happening);

        assertThat(direct.ending().verdict()).isEqualTo(verdict);
        assertThat(direct).isEqualTo(course(Trial::in, happening));
    }

    /** Something happens after the first look. */
    private static Course course(BiFunction<Trial, World, Experiment> kind, Consumer<World> happening) {
        try (World world = new World(Scenes.bare())) {
            Run run = world.begin(kind.apply(Trial.clones().ticking(1, 4), world));
            world.drive(run, Entry.Iterated.class);
            happening.accept(world);
            world.finish(run);
            return Course.of(run.journal());
        }
    }

    private static void replaceLivePod(World world) {
        world.api.view().list("pods").stream()
                .map(pod -> pod.at("/metadata/name").asText())
                .filter(name -> name.startsWith("reviews-v1"))
                .forEach(name -> world.api.delete(
                        "{apiVersion: v1, kind: Pod, metadata: {name: " + name + ", namespace: default}}"));
        world.calm();
    }

    @Test
    void aLookThatMissesAPodIsCoveredByTheNext() {
        Course undisturbed = course(Trial::direct, world -> {});

        Course course = course(Trial::direct, world -> refuse(world, 1));

        assertThat(course).isEqualTo(undisturbed);
    }

    @Test
    void podsThatAnswerNoMoreAreNoEvidence() {
        Course course = course(Trial::direct, world -> refuse(world, Integer.MAX_VALUE));

        EndingsTest.assertEnding(course.ending(), Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.NO_EVIDENCE, 2);
        assertThat(course.ending().because()).contains("reviews-v1", "connection refused");
    }

    private static void refuse(World world, int times) {
        world.api
                .faults()
                .next(
                        times,
                        (method, path) -> path.contains("/proxy/"),
                        new Fault.Refuse(503, "ServiceUnavailable", "dial tcp: connection refused"));
    }

    @Test
    void podsThatNeverAnswerAreFoundOutBeforeAnythingIsTouched() {
        try (World world = new World(Scenes.bare())) {
            world.traffic.unreachable = "reviews-v1";

            Ending ending = world.finish(world.begin(Trial.clones().direct(world)));

            EndingsTest.assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.NOT_STARTED, Cause.METRICS_UNREACHABLE, 4);
            assertThat(ending.because()).contains("through the API server", "reviews-v1");
            assertThat(world.now()).isEqualTo(world.before());
        }
    }

    @Test
    void nothingIsClaimedWhileLiveIsWatched() {
        try (World world = new World(Scenes.bare())) {
            Run run = world.begin(Trial.clones().direct(world));

            Standing watching = run.advance();

            assertThat(watching.words()).contains("watched for 20 s");
            assertThat(watching.journal().entries()).isEmpty();
            assertThat(world.now()).isEqualTo(world.before());
            assertThat(world.finish(run).verdict()).isEqualTo(Verdict.CONFORMS);
        }
    }

    /** Memory is all that is lost. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                Entry.Planned.class,
                Entry.Pinned.class,
                Entry.Baselined.class,
                Entry.Flowing.class,
                Entry.Iterated.class
            })
    void aRunThatIsKilledGoesOnFromItsJournal(Class<? extends Entry> after) {
        Course undisturbed = course(Trial::direct, world -> {});
        try (World world = new World(Scenes.bare())) {
            Run first = world.begin(Trial.clones().ticking(1, 4).direct(world));
            world.drive(first, after);
            Run second = again(world, first.id());

            world.finish(second);

            assertThat(Course.of(second.journal())).isEqualTo(undisturbed);
        }
    }

    private static Run again(World world, RunId id) {
        return world.keep(world.engine().find(id).orElseThrow());
    }

    @Test
    void theBaselineIsTakenAnewWhereItWasForgotten() {
        try (World world = new World(Scenes.bare())) {
            Run first = world.begin(Trial.clones().direct(world));
            world.drive(first, Entry.Ready.class);
            Run second = again(world, first.id());

            Journal journal = world.drive(second, Entry.Baselined.class).journal();

            Entry.Baselined baselined = journal.last(Entry.Baselined.class).orElseThrow();
            assertThat(baselined.live().requests()).isEqualTo(200);
            assertThat(Duration.between(
                            journal.last(Entry.Ready.class).orElseThrow().at(), baselined.at()))
                    .isGreaterThanOrEqualTo(Trial.WATCHED);
        }
    }

    /** What a pod counted before is no evidence, even if nobody could read it when counting began. */
    @Test
    void aPastThatNobodyCouldReadIsNoEvidence() {
        try (World world = new World(Scenes.mirrored())) {
            world.traffic.darkErrors = 0.5;
            world.move(A_WHILE);
            world.traffic.darkErrors = 0;
            Run first = world.begin(Trial.adopted().direct(world));
            world.drive(first, Entry.Planned.class);
            Run second = again(world, first.id());
            world.traffic.unreachable = "reviews-v2";
            world.move(A_WHILE);
            assertThat(second.advance().words()).contains("cannot read port 15020");
            world.traffic.unreachable = "";

            Ending ending = world.finish(second);

            EndingsTest.assertEnding(ending, Verdict.CONFORMS, Outcome.OBSERVED, Cause.OBJECTIVES_MET, 0);
        }
    }

    @Test
    void aJournalOfSuchARunIsOfTheFormatThatKnowsIt() {
        try (World world = new World(Scenes.bare())) {
            Run run = world.begin(Trial.clones().direct(world));

            assertThat(run.journal().format()).isEqualTo(11);
        }
    }
}
