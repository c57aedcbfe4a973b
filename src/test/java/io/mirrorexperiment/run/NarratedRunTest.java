package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.telemetry.Logged;
import org.junit.jupiter.api.Test;

/** The log of a run in the sandbox tells what its journal tells. */
class NarratedRunTest {
    @Test
    void everyEntryIsALineOfTheLog() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.clones().in(world));
            world.finish(run);
            Journal journal = run.journal();
            Logged logged = new Logged(world.clock, true);

            logged.narration().tell(journal, journal.entries());

            assertThat(logged.lines())
                    .extracting(line -> line.path("event").asText())
                    .containsExactlyElementsOf(
                            journal.entries().stream().map(Entry::word).toList());
            assertThat(logged.lines()).allSatisfy(line -> {
                assertThat(line.path("run").asText()).isEqualTo(run.id().toString());
                assertThat(line.path("namespace").asText()).isEqualTo(run.id().namespace());
                assertThat(line.path("experiment").asText()).isEqualTo(run.id().name());
            });
            assertThat(line(logged, "judged").path("verdict").asText()).isEqualTo("conforms");
            JsonNode end = line(logged, "finished");
            assertThat(end.path("outcome").asText()).isEqualTo("promoted");
            assertThat(end.path("cause").asText()).isEqualTo("objectives-met");
            assertThat(end.path("level").asText()).isEqualTo("info");
        }
    }

    @Test
    void looksAreForWhoAsksAndTroubleIsForEverybody() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.clones().in(world));
            world.drive(run, Entry.Flowing.class);
            world.metrics.faults().answerStatus(503);
            world.finish(run);
            Journal journal = run.journal();
            Logged logged = new Logged(world.clock, false);

            logged.narration().tell(journal, journal.entries());

            long odd = journal.all(Entry.Iterated.class)
                    .filter(look -> !look.trouble().isEmpty())
                    .count();
            assertThat(odd).isPositive();
            assertThat(logged.lines().stream()
                            .filter(line -> line.path("event").asText().equals("iterated")))
                    .hasSize((int) odd);
        }
    }

    private static JsonNode line(Logged logged, String event) {
        return logged.lines().stream()
                .filter(line -> line.path("event").asText().equals(event))
                .findFirst()
                .orElseThrow();
    }
}
