package io.jenkins.plugins.mirrorexperiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a step makes of a journal; the journal is the golden one of the first format, which ends rolled back by a failed promotion. */
class VerdictMapTest {
    private static final Journal ENDED = golden();

    @Test
    void theMapHasWhatThePipelineAsksFor() {
        Map<String, Object> map = VerdictMap.of(ENDED, "http://ci/job/gate/1/mirrorExperiment/");

        assertThat(map)
                .containsEntry("run", "default.reviews-v2.1")
                .containsEntry("verdict", "conforms")
                .containsEntry("outcome", "rolled-back")
                .containsEntry("cause", "promotion-failed")
                .containsEntry("exitCode", 1L)
                .containsEntry("conforms", true)
                .containsEntry("promoted", false)
                .containsEntry("requests", Map.of("live", 10L, "dark", 4L))
                .containsEntry("reportUrl", "http://ci/job/gate/1/mirrorExperiment/");
        assertThat((List<?>) Objects.requireNonNull(map.get("objectives"))).hasSize(4);
    }

    @Test
    void aPipelineCanSaveIt() throws IOException {
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            out.writeObject(VerdictMap.of(ENDED, ""));
        }
        assertThat(VerdictMap.of(ENDED, "").values()).doesNotContainNull();
    }

    @Test
    void aStepSaysWhatEndedTheRun() {
        assertThat(Sentences.of(ENDED))
                .isEqualTo("run default.reviews-v2.1 rolled-back, conforms (promotion-failed):"
                        + " reviews-v1 did not become ready");
        assertThat(Sentences.of(upTo(Entry.Judged.class)))
                .isEqualTo("run default.reviews-v2.1 conforms (objectives-met): all objectives met");
        assertThat(Sentences.of(upTo(Entry.Prepared.class)))
                .isEqualTo(
                        "run default.reviews-v2.1 has no verdict yet; it leads all users to the live version, once that can be"
                                + " addressed everywhere");
    }

    @Test
    void milestonesFollowTheJournal() {
        assertThat(Milestone.FLOWING.reachedBy(upTo(Entry.Mirrored.class))).isFalse();
        assertThat(Milestone.FLOWING.reachedBy(upTo(Entry.Flowing.class))).isTrue();
        assertThat(Milestone.JUDGED.reachedBy(upTo(Entry.Judged.class)))
                .as("judged, but the mirror is open still")
                .isFalse();
        assertThat(Milestone.JUDGED.reachedBy(upTo(Entry.Unmirrored.class))).isTrue();
        assertThat(Milestone.SHUT.reachedBy(upTo(Entry.Flowing.class))).isFalse();
        assertThat(Milestone.CONCLUDED.reachedBy(upTo(Entry.Released.class))).isFalse();
        for (Milestone milestone : Milestone.values()) {
            assertThat(milestone.reachedBy(ENDED)).as(milestone.words()).isEqualTo(milestone != Milestone.NEVER);
        }
    }

    @Test
    void aRunThatNeverCameToAPlanHasNothingToShut() {
        Journal begun = upTo(Entry.Judged.class);
        Journal refused = Journal.begun(begun.id(), begun.holder(), begun.experiment())
                .plus(new Entry.Judged(
                        begun.entries().get(0).at(),
                        Verdict.INCONCLUSIVE,
                        io.mirrorexperiment.experiment.Cause.CLAIMED,
                        "somebody else has it"));

        assertThat(Milestone.SHUT.reachedBy(refused)).isTrue();
    }

    @Test
    void aStepFindsItsRunByItsFolder(@TempDir Path build) throws IOException {
        BuildJournals journals = BuildJournals.in(build);
        assertThat(journals.all()).isEmpty();
        assertThat(journals.begun("a-1")).isEmpty();

        journals.store("a-1").save(ENDED);
        journals.keepDefaults("a-1", List.of("spec.promotion: auto"));
        Files.createDirectories(journals.files("a-1"));

        RunId run = ENDED.id();
        assertThat(journals.begun("a-1")).contains(run);
        assertThat(journals.find(run)).get().satisfies(kept -> assertThat(kept.defaults())
                .containsExactly("spec.promotion: auto"));
        assertThat(journals.all()).hasSize(1);
    }

    private static Journal upTo(Class<? extends Entry> last) {
        int end = 0;
        while (!last.isInstance(ENDED.entries().get(end))) {
            end++;
        }
        return new Journal(
                ENDED.id(),
                ENDED.format(),
                ENDED.holder(),
                ENDED.experiment(),
                ENDED.entries().subList(0, end + 1));
    }

    private static Journal golden() {
        try (InputStream in = Objects.requireNonNull(
                Journal.class.getResourceAsStream("/io/mirrorexperiment/journal/format-1.json"))) {
            return JournalText.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), "format-1.json");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
