package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Decision.Leeway;
import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Weight;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How much evidence weighs, as each view tells it. {@code e^3.434 = 31}. */
class EvidenceTest {
    private static final Weight WEIGHT = new Weight(3.434, -2, OptionalLong.of(900), "error rate at most 1.3 % (99 %)");

    @Test
    void theSequentialRuleTellsOddsBoundsAndWhatIsLeft() throws IOException {
        Journal journal = weighed(new Decision(
                Decision.Rule.SEQUENTIAL, .01, .05, Duration.ofMinutes(2), false, Optional.of(new Leeway(.1, 2))));

        assertThat(ConsoleReport.of(journal).replaceAll("\\s+", " "))
                .contains("evidence 31 : 1 of 100 : 1 that it is met, 0.14 : 1 that it is broken; error rate at most")
                .contains("nothing is promoted in the first 2");
        JsonNode json = new ObjectMapper().readTree(JsonReport.of(journal, List.of()));
        assertThat(SchemaTest.schema().validate(json)).isEmpty();
        JsonNode evidence = json.at("/objectives/0/evidence");
        assertThat(evidence.path("promotion").asText()).isEqualTo("31 : 1");
        assertThat(evidence.path("requestsLeft").longValue()).isEqualTo(900);
        JsonNode looks = json.at("/looks/newest");
        assertThat(looks.get(looks.size() - 1).at("/objectives/0/lnPromotion").doubleValue())
                .isEqualTo(3.434);
    }

    @Test
    void thePointRuleTellsWhatTheEvidenceAmountsToAndNoOdds() {
        String report = ConsoleReport.of(weighed(new Decision(Decision.Rule.POINT, 0, 0, Duration.ZERO, false)));

        assertThat(report).contains("error rate at most 1.3 % (99 %)").doesNotContain("evidence 31 : 1");
    }

    @Test
    void oddsAreShortAndHugeOnesAreNotToldApart() {
        assertThat(Odds.words(0)).isEqualTo("1.0 : 1");
        assertThat(Odds.words(50)).isEqualTo("> 10^6 : 1");
        assertThat(Odds.words(-50)).isEqualTo("< 0.01 : 1");
        assertThat(Odds.needed(.05)).isEqualTo("20 : 1");
    }

    private static Journal weighed(Decision decision) {
        Journal journal = Cases.named("promoted").journal();
        return new Journal(
                journal.id(),
                journal.format(),
                journal.holder(),
                Experiments.judged(journal.experiment(), decision),
                journal.entries().stream().map(EvidenceTest::weighed).toList());
    }

    private static Entry weighed(Entry entry) {
        return entry instanceof Entry.Iterated look
                ? new Entry.Iterated(
                        look.at(),
                        look.tick(),
                        look.warmUp(),
                        look.look(),
                        look.live(),
                        look.dark(),
                        look.assessments().stream().map(EvidenceTest::weighed).toList(),
                        look.proof(),
                        look.trouble())
                : entry;
    }

    private static Assessment weighed(Assessment each) {
        Evidence evidence = each.evidence();
        return new Assessment(
                each.objective(),
                each.standing(),
                new Evidence(
                        evidence.value(),
                        evidence.live(),
                        evidence.lower(),
                        evidence.upper(),
                        evidence.requests(),
                        evidence.words(),
                        Optional.of(WEIGHT)));
    }
}
