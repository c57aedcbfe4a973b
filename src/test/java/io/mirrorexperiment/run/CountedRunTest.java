package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.report.Phase;
import io.mirrorexperiment.sandbox.kube.Fault;
import io.mirrorexperiment.telemetry.Meter;
import io.mirrorexperiment.telemetry.Telemetry;
import io.mirrorexperiment.telemetry.Told;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What is counted of a run in the sandbox is what its journal and the far ends say. */
class CountedRunTest {
    @Test
    void theMetricsOfARunAreWhatItsJournalSays() {
        try (World world = new World(Scenes.subsets())) {
            Told told = Told.leading(world.clock);

            Journal journal = whole(world, told);

            Entry.Finished end = journal.last(Entry.Finished.class).orElseThrow();
            long looks = journal.all(Entry.Iterated.class).count();
            assertThat(looks).isPositive();
            assertThat(sum(told.samples(Meter.LOOKS), "at=\"mirror\"")).isEqualTo((double) looks);
            assertThat(told.samples(Meter.VERDICTS))
                    .containsExactly(entry("{cause=\"objectives-met\",verdict=\"conforms\"}", 1.0));
            assertThat(told.samples(Meter.OUTCOMES))
                    .containsExactly(entry("{cause=\"objectives-met\",outcome=\"promoted\"}", 1.0));
            assertThat(told.samples(Meter.RUN_DURATION))
                    .containsEntry("_count{outcome=\"promoted\"}", 1.0)
                    .containsEntry(
                            "_sum{outcome=\"promoted\"}",
                            (double) Duration.between(journal.entries().get(0).at(), end.at())
                                            .toMillis()
                                    / 1e3);
            assertThat(sum(told.samples(Meter.STUMBLES), ""))
                    .isEqualTo((double) journal.all(Entry.Stumbled.class).count());
            assertThat(told.samples(Meter.STUCK_RUNS)).containsExactly(entry("", 0.0));
        }
    }

    @Test
    void aRunIsInOnePhaseAtATimeUntilItIsGone() {
        try (World world = new World(Scenes.subsets())) {
            Told told = Told.leading(world.clock);
            Run run = world.begin(Trial.clones().in(world));

            world.drive(run, told(told, standing -> {
                assertThat(told.samples(Meter.RUNS))
                        .hasSize(Phase.values().length)
                        .containsEntry(phase(Phase.of(standing.journal())), 1.0);
                assertThat(sum(told.samples(Meter.RUNS), "")).isEqualTo(1.0);
                return standing.finished();
            }));

            told.telemetry().gone(run.id());
            assertThat(sum(told.samples(Meter.RUNS), "")).isEqualTo(0.0);
        }
    }

    @Test
    void aLookThatComesLateIsLateByThatMuch() {
        try (World world = new World(Scenes.subsets())) {
            Told told = Told.leading(world.clock);
            Run run = world.begin(Trial.clones().in(world));
            world.drive(run, told(told, standing -> standing.journal().has(Entry.Flowing.class)));
            Journal flowing = run.journal();
            world.moveTo(flowing.cadence()
                    .due(flowing.last(Entry.Flowing.class).orElseThrow().at(), 1)
                    .plusSeconds(3));

            told.tell(run.advance().journal());

            assertThat(told.samples(Meter.LOOK_LATENESS)).containsEntry("_count", 1.0);
            assertThat(told.samples(Meter.LOOK_LATENESS).get("_sum")).isBetween(3.0, 3.5);
        }
    }

    @Test
    void aRunThatGetsStuckIsSeenToBe() {
        try (World world = new World(Scenes.subsets())) {
            Told told = Told.leading(world.clock);
            Run run = world.begin(Trial.clones().in(world));
            world.drive(run, told(told, standing -> standing.journal().has(Entry.Flowing.class)));
            run.ask(Entry.Request.ABORT, "tester");
            world.api.faults().always((method, path) -> !method.equals("GET"), Fault.unavailable());

            world.drive(run, told(told, Standing::finished));

            assertThat(told.samples(Meter.STUCK_RUNS)).containsExactly(entry("", 1.0));
            assertThat(told.samples(Meter.STUMBLES)).containsEntry("{deed=\"unmirror\",hopeless=\"false\"}", (double)
                    run.journal().all(Entry.Stumbled.class).count());
        }
    }

    @Test
    void theCallsOfARunAreThoseThatTheFarEndsHaveSeen() {
        try (World world = new World(Scenes.subsets())) {
            Told told = Told.leading(world.clock);
            AtomicInteger requests = new AtomicInteger();
            world.api.faults().always((method, path) -> requests.incrementAndGet() < 0, Fault.unavailable());
            Telemetry telemetry = told.telemetry();
            try (Cluster cluster = Cluster.connect(
                            ClusterOptions.fromKubeconfigText(world.api.kubeconfig()),
                            call -> telemetry.called(call.verb(), call.resource(), call.status(), call.took()));
                    Run run = world.engine(cluster)
                            .counting(call -> telemetry.asked(call.system().word(), call.status(), call.took()))
                            .begin(Trial.clones().in(world), "tester")) {
                world.finish(run);
            }

            assertThat(sum(told.samples(Meter.API_REQUESTS), "")).isEqualTo(requests.get());
            assertThat(sum(told.samples(Meter.API_REQUEST_DURATION), "_count")).isEqualTo(requests.get());
            assertThat(told.samples(Meter.METRICS_REQUESTS)).containsOnlyKeys("{status=\"200\",system=\"prometheus\"}");
            assertThat(told.samples(Meter.API_REQUESTS))
                    .containsKey("{resource=\"virtualservices\",status=\"200\",verb=\"update\"}");
        }
    }

    @Test
    void whatAnotherProcessHasDoneIsNotCountedAgain() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.clones().in(world));
            world.finish(run);
            world.move(Duration.ofSeconds(1));
            Told later = Told.leading(world.clock);

            later.tell(run.journal());

            assertThat(later.samples(Meter.OUTCOMES)).isEmpty();
            assertThat(later.samples(Meter.RUNS)).containsEntry(phase(Phase.ENDED), 1.0);
        }
    }

    private Journal whole(World world, Told told) {
        Run run = world.begin(Trial.clones().in(world));
        return world.drive(run, told(told, Standing::finished)).journal();
    }

    private static Predicate<Standing> told(Told told, Predicate<Standing> until) {
        return standing -> {
            told.tell(standing.journal());
            return until.test(standing);
        };
    }

    private static String phase(Phase phase) {
        return "{phase=\"" + phase.word() + "\"}";
    }

    private static double sum(Map<String, Double> samples, String part) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().contains(part))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}
