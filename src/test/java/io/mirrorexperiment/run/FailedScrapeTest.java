package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scrapes that fail at the worst moment: the one from which everything is counted. */
@Timeout(60)
class FailedScrapeTest {
    private static final Duration A_WHILE = Duration.ofSeconds(10);

    @Test
    void aPastThatAFailedScrapeHidIsNoEvidence() {
        try (World world = new World(Scenes.mirrored())) {
            world.traffic.darkErrors = 0.5;
            world.move(A_WHILE);
            world.traffic.darkErrors = 0;
            world.move(A_WHILE);
            world.traffic.unreachable = "reviews-v2";
            world.move(Duration.ofSeconds(5));
            Run run = world.begin(Trial.adopted().in(world));
            world.drive(run, Entry.Planned.class);
            world.move(Duration.ofSeconds(5));
            world.traffic.unreachable = "";

            Ending ending = world.finish(run);

            EndingsTest.assertEnding(ending, Verdict.CONFORMS, Outcome.OBSERVED, Cause.OBJECTIVES_MET, 0);
        }
    }

    /** A busy node is scraped late; a baseline of five seconds is no reason to forget what was known half a minute ago. */
    @Test
    void aPastThatScrapesHidForLongerThanAShortBaselineIsNoEvidence() {
        try (World world = new World(Scenes.mirrored())) {
            world.traffic.darkErrors = 0.5;
            world.move(A_WHILE);
            world.traffic.darkErrors = 0;
            world.move(A_WHILE);
            world.traffic.unreachable = "reviews-v2";
            world.move(Duration.ofSeconds(25));
            Run run = world.begin(against(A_WHILE.dividedBy(2), Trial.adopted().in(world)));
            world.drive(run, Entry.Planned.class);
            world.move(Duration.ofSeconds(5));
            world.traffic.unreachable = "";

            Ending ending = world.finish(run);

            EndingsTest.assertEnding(ending, Verdict.CONFORMS, Outcome.OBSERVED, Cause.OBJECTIVES_MET, 0);
        }
    }

    /** Where nobody was sampled in the baseline window either, no rate is known that could excuse its copies. */
    @Test
    void copiesOfALiveVersionThatIsNotSampledYetAreNobodyElsesRequests() {
        try (World world = new World(Scenes.mirrored())) {
            world.traffic.rate = 0;
            world.move(Duration.ofMinutes(2));
            Run run = world.begin(Trial.adopted().in(world));
            world.drive(run, Entry.Baselined.class);
            world.traffic.unreachable = "reviews-v1";
            world.traffic.rate = 100;
            world.move(Duration.ofSeconds(5));
            Standing waiting = run.advance();
            assertThat(waiting.journal().has(Entry.Flowing.class)).isFalse();
            assertThat(waiting.words()).contains("more than copies arrive");
            world.traffic.unreachable = "";

            Ending ending = world.finish(run);

            EndingsTest.assertEnding(ending, Verdict.CONFORMS, Outcome.OBSERVED, Cause.OBJECTIVES_MET, 0);
        }
    }

    @Test
    void copiesOfALivePodThatIsNotSampledForAWhileAreNobodyElsesRequests() {
        try (World world = new World(Scenes.bare())) {
            Run run = world.begin(Trial.clones().in(world));
            world.drive(run, Entry.Flowing.class);
            world.move(A_WHILE);
            world.traffic.unreachable = aLivePod(world);
            world.drive(run, Entry.Iterated.class);
            world.move(A_WHILE);
            world.traffic.unreachable = "";

            Ending ending = world.finish(run);

            EndingsTest.assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
        }
    }

    @Test
    void requestsOfOthersAreToldFromCopiesOfALivePodThatIsSampledNoMore() {
        try (World world = new World(Scenes.bare())) {
            Run run = world.begin(Trial.clones().in(world));
            world.drive(run, Entry.Flowing.class);
            world.move(A_WHILE);
            world.traffic.unreachable = aLivePod(world);
            world.traffic.strayRate = 100;

            Ending ending = world.finish(run);

            EndingsTest.assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.DARK_CONTAMINATED, 2);
        }
    }

    private static Experiment against(Duration baseline, Experiment own) {
        return new Experiment(
                own.namespace(),
                own.name(),
                own.service(),
                own.live(),
                own.dark(),
                own.mirror(),
                own.metrics(),
                own.objectives(),
                own.cadence(),
                own.decision(),
                own.promotion(),
                own.onInconclusive(),
                baseline);
    }

    private static String aLivePod(World world) {
        return world.api.view().list("pods").stream()
                .map(pod -> pod.at("/metadata/name").asText())
                .filter(name -> name.startsWith("reviews-v1"))
                .findFirst()
                .orElseThrow();
    }
}
