package io.jenkins.plugins.mirrorexperiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build's log has each entry of a run once; the journal is the golden one of the first format. */
class NarrationTest {
    private final List<String> log = new ArrayList<>();

    @Test
    void aRestartInTheMiddleIsNotSeenInTheLog(@TempDir Path folder) throws IOException {
        Journal whole = golden();
        new Narration(folder).tell(whole, log::addAll);
        List<String> atOnce = List.copyOf(log);
        Files.delete(folder.resolve("told"));
        log.clear();

        for (int told = 0; told <= whole.entries().size(); told++) {
            new Narration(folder).tell(upTo(whole, told), log::addAll);
        }

        assertThat(log).isEqualTo(atOnce).startsWith("run " + whole.id());
        assertThat(log.size()).isGreaterThan(whole.entries().size());
    }

    @Test
    void stepsThatFollowTheSameRunTellItOnce(@TempDir Path folder) throws IOException {
        Narration narration = new Narration(folder);
        narration.tell(golden(), log::addAll);
        List<String> once = List.copyOf(log);

        narration.tell(golden(), log::addAll);
        new Narration(folder).tell(golden(), log::addAll);

        assertThat(log).isEqualTo(once);
    }

    @Test
    void looksThatWentToMakeRoomHideNothingNew(@TempDir Path folder) throws IOException {
        Journal whole = golden();
        Narration narration = new Narration(folder);
        narration.tell(whole, log::addAll);
        log.clear();
        Entry.Asked asked =
                new Entry.Asked(whole.entries().get(whole.entries().size() - 1).at(), Entry.Request.ABORT, "Amy");
        List<Entry> roomy = new ArrayList<>(whole.entries());
        assertThat(roomy.removeIf(Entry.Iterated.class::isInstance)).isTrue();
        roomy.add(asked);

        narration.tell(new Journal(whole.id(), whole.format(), whole.holder(), whole.experiment(), roomy), log::addAll);

        assertThat(log).singleElement().asString().contains("Amy");
    }

    @Test
    void aMarkThatCannotBeReadTellsTheRunOnceMore(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("told"), "seven");

        new Narration(folder).tell(golden(), log::addAll);

        assertThat(log).contains("run " + golden().id());
        assertThat(folder.resolve("told")).content().doesNotContain("seven");
    }

    private static Journal upTo(Journal whole, int entries) {
        return new Journal(
                whole.id(),
                whole.format(),
                whole.holder(),
                whole.experiment(),
                whole.entries().subList(0, entries));
    }

    private static Journal golden() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                Journal.class.getResourceAsStream("/io/mirrorexperiment/journal/format-1.json"))) {
            return JournalText.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), "format-1.json");
        }
    }
}
