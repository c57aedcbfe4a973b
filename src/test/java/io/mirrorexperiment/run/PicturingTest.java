package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.graph.Edge;
import io.mirrorexperiment.graph.Graph;
import io.mirrorexperiment.graph.Sight;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a run keeps of the traffic for its report, and that it keeps nobody waiting for it. */
@Timeout(60)
class PicturingTest {
    @Test
    void aRunKeepsWhoCalledBothVersions() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.clones().in(world));

            assertThat(world.finish(run).outcome()).isEqualTo(Outcome.PROMOTED);

            Graph graph = graph(run.journal());
            assertThat(graph.edges())
                    .extracting(edge -> edge.destination().workload())
                    .contains("reviews-v1", "reviews-v2");
            assertThat(graph.edges())
                    .filteredOn(edge -> edge.destination().workload().equals("reviews-v2"))
                    .allMatch(edge -> edge.atDestination().isPresent());
            assertThat(graph.at())
                    .isEqualTo(run.journal()
                            .last(Entry.Iterated.class)
                            .orElseThrow()
                            .at());
            assertThat(graph.window())
                    .isEqualTo(Duration.between(
                            run.journal()
                                    .last(Entry.Flowing.class)
                                    .orElseThrow()
                                    .at(),
                            graph.at()));
        }
    }

    /** Once, after the mirror is shut and before the run goes forward: in the time in which the route settles anyway. */
    @Test
    void itLooksWhileItRests() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.clones().in(world));
            world.finish(run);

            List<? extends Class<?>> kinds =
                    run.journal().entries().stream().map(Object::getClass).toList();
            int pictured = kinds.indexOf(Entry.Pictured.class);
            assertThat(kinds.get(pictured - 1)).isEqualTo(Entry.Unmirrored.class);
            assertThat(kinds.get(pictured + 1)).isEqualTo(Entry.Committed.class);
            assertThat(kinds.lastIndexOf(Entry.Pictured.class)).isEqualTo(pictured);
        }
    }

    @Test
    void aPersonWhoIsAskedSeesItAlready() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.clones()
                    .promoting(Promotion.Mode.MANUAL, Duration.ZERO)
                    .in(world));

            world.drive(run, PicturingTest::waits);

            assertThat(run.journal().has(Entry.Pictured.class)).isTrue();
        }
    }

    @Test
    void aMetricsSystemThatIsGoneMakesASentenceOfIt() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.clones().in(world));
            world.drive(run, Entry.Iterated.class);
            world.metrics.faults().answerStatus(503);
            run.ask(Entry.Request.ABORT, "tester");

            world.drive(run, Entry.Pictured.class);

            Sight sight = run.journal().last(Entry.Pictured.class).orElseThrow().traffic();
            assertThat(sight).isInstanceOfSatisfying(Sight.Unseen.class, unseen -> assertThat(unseen.because())
                    .contains("HTTP status 503"));
        }
    }

    @Test
    void aRunThatNeverLookedHasNoPicture() {
        Journal journal = Past.begun(Trial.clones());

        assertThat(Picturing.isDue(journal, new Move.Act(Deed.FINISH))).isFalse();
    }

    @Test
    void whatIsTriedAgainIsNotHiddenByIt() {
        Journal judged = Past.begun(Trial.clones())
                .plus(Past.done(Deed.PLAN, Past.begun(Trial.clones()), Past.START))
                .plus(new Entry.Unmirrored(Past.START));
        Journal stumbling = judged.plus(new Entry.Stumbled(Past.START, "remove dark", "away", false));
        Move rest = new Move.Rest(Past.START.plusSeconds(1), Move.Wait.RETRY);

        assertThat(Picturing.isDue(stumbling, rest)).isFalse();
        assertThat(Picturing.isDue(stumbling, new Move.Act(Deed.FINISH))).isFalse();
    }

    private static boolean waits(Standing standing) {
        return standing.move() instanceof Move.Rest rest && rest.why() == Move.Wait.ANSWER;
    }

    private static Graph graph(Journal journal) {
        Sight sight = journal.last(Entry.Pictured.class).orElseThrow().traffic();
        assertThat(sight).isInstanceOf(Sight.Seen.class);
        Graph graph = ((Sight.Seen) sight).graph();
        assertThat(graph.edges()).extracting(Edge::protocol).containsOnly("http");
        return graph;
    }
}
