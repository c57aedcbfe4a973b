package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.AccessLogPlace;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Twins;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.metrics.AccessLogs;
import io.mirrorexperiment.metrics.LogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose relative objective rests on pairs. In this world each live request is logged, and each second one is copied. */
@Timeout(120)
class PairedRunTest {
    private static final int MINUTES = 9;
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private final Path folder;

    PairedRunTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** The counters of this world know of no failure; the logs do. */
    @Test
    void restsOnPairsWhereThereAreSome() throws IOException {
        log("live.log", 1, n -> 200);
        log("dark.log", 2, n -> n % 20 == 0 ? 503 : 200);

        Journal journal = ended(40, false);

        Entry.Judged judged = journal.last(Entry.Judged.class).orElseThrow();
        assertThat(judged.verdict()).as(judged.because()).isEqualTo(Verdict.VIOLATES);
        assertThat(judged.because()).contains("dark only");
    }

    @Test
    void promotesWhatFailsWithItsOriginalsOnly() throws IOException {
        log("live.log", 1, n -> n % 20 == 0 ? 503 : 200);
        log("dark.log", 2, n -> n % 20 == 0 ? 503 : 200);

        Entry.Judged judged = ended(40, false).last(Entry.Judged.class).orElseThrow();

        assertThat(judged.verdict()).as(judged.because()).isEqualTo(Verdict.CONFORMS);
    }

    @Test
    void findsEachPairOnceWhenAnotherProcessGoesOnWithIt() throws IOException {
        log("live.log", 1, n -> n % 40 == 0 ? 503 : 200);
        log("dark.log", 2, n -> n % 20 == 0 ? 503 : 200);

        Journal resumed = ended(40, true);

        List<Twins> looks = twins(resumed);
        Twins last = looks.get(looks.size() - 1);
        Twins inOneGo = new AccessLogs(logFile("live.log"), logFile("dark.log"), WITHIN)
                .look(looks.get(0).until(), last.until().plus(WITHIN))
                .twins();
        assertThat(looks).hasSizeGreaterThan(4);
        assertThat(last.bare()).isEqualTo(inOneGo.bare());
        assertThat(resumed.last(Entry.Judged.class).orElseThrow().verdict()).isEqualTo(Verdict.VIOLATES);
    }

    private LogReader logFile(String name) {
        return AccessLogs.file(folder.resolve(name));
    }

    @Test
    void isInconclusiveWithoutLogs() {
        Journal journal = ended(40, false);

        Entry.Judged judged = journal.last(Entry.Judged.class).orElseThrow();
        assertThat(judged.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(journal.last(Entry.Iterated.class).orElseThrow().trouble())
                .anyMatch(words -> words.startsWith("the live version's access log cannot be read: there is no file"));
    }

    private Journal ended(int iterations, boolean resumed) {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(experiment(world, iterations));
            if (resumed) {
                world.drive(run, standing -> looks(standing.journal()) >= 4);
                run = world.keep(world.engine().find(run.id()).orElseThrow());
            }
            world.finish(run);
            return run.journal();
        }
    }

    private static long looks(Journal journal) {
        return journal.all(Entry.Iterated.class).count();
    }

    private static List<Twins> twins(Journal journal) {
        return journal.all(Entry.Iterated.class)
                .flatMap(look -> look.twins().stream())
                .toList();
    }

    private Experiment experiment(World world, int iterations) {
        Experiment own = Trial.clones().ticking(1, iterations).in(world);
        return new Experiment(
                own.namespace(),
                own.name(),
                own.service(),
                own.live(),
                own.dark(),
                own.mirror(),
                own.metrics(),
                List.of(new Objective(Metric.ERROR_RATE, new Limit.AtMostOverLive(0.005), OptionalDouble.empty())),
                own.cadence(),
                new Decision(Decision.Rule.SEQUENTIAL, 0.01, 0.05, Duration.ZERO, false),
                own.promotion(),
                own.onInconclusive(),
                own.baseline(),
                Optional.of(new AccessLogPlace.InFiles(
                        folder.resolve("live.log").toString(),
                        folder.resolve("dark.log").toString(),
                        WITHIN)),
                own.requires(),
                Optional.empty(),
                Optional.empty());
    }

    /** Ten live requests a second; of each so many the log has one. */
    private void log(String name, int each, IntUnaryOperator status) throws IOException {
        Instant start = new Ticking().instant();
        String lines = IntStream.range(0, MINUTES * 600)
                .filter(n -> n % each == 0)
                .mapToObj(n -> line(start.plusMillis(100L * n), n, status.applyAsInt(n)))
                .collect(Collectors.joining());
        Files.writeString(folder.resolve(name), lines);
    }

    private static String line(Instant at, int n, int status) {
        return "[" + at + "] \"GET /reviews/" + n + " HTTP/1.1\" " + status + " - 0 379 12 11 \"-\" \"curl/8.5.0\" \""
                + new UUID(0x4000L, n) + "\" \"reviews:9080\" \"10.0.0.7:9080\"\n";
    }
}
