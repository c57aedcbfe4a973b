package io.mirrorexperiment.run;

import static io.mirrorexperiment.run.EndingsTest.assertDarkStayedDark;
import static io.mirrorexperiment.run.EndingsTest.assertEnding;
import static io.mirrorexperiment.run.EndingsTest.assertUntouched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.experiment.Version;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.FileStore;
import io.mirrorexperiment.journal.JournalText;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs beside live versions that share the users' requests, 80 to 20, while half of all requests are copied to a third. */
@Timeout(120)
class DividedRunTest {
    private static final Address ROUTE = new Address(Kind.VIRTUAL_SERVICE, "default", "reviews");

    private static World divided() {
        return divided("");
    }

    private static World divided(String more) {
        World world = new World(Scenes.divided() + more);
        world.traffic.liveVersions = Set.of("v1", "v2");
        return world;
    }

    /** Deployed and taken away again. */
    private static Trial clone3() {
        return Trial.clones()
                .from(new DarkSource.Clone("v3", "example/reviews:v3"))
                .promoting(Promotion.Mode.NONE, Duration.ZERO);
    }

    /** There already, and promoted. */
    private static Trial present3() {
        return Trial.clones().from(new DarkSource.Present(new Version.Labelled("v3")));
    }

    @Test
    void halfOfTheRequestsOfAllLiveVersionsAreCopies() {
        try (World world = divided()) {
            Run run = world.begin(clone3().in(world));

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.OBSERVED, Cause.OBJECTIVES_MET, 0);
            assertUntouched(world);
            Entry.Iterated last = run.journal().last(Entry.Iterated.class).orElseThrow();
            assertThat(last.proof().standing()).isEqualTo(MirrorProof.Standing.PROVEN);
            assertThat(last.proof().share()).isEqualTo(0.5, offset(0.02));
            // Two ticks of ten seconds at ten requests a second.
            assertThat(last.live().requests()).isBetween(195L, 205L);
            assertThat(workloads(last)).containsExactlyInAnyOrder("reviews-v1", "reviews-v1", "reviews-v2");
        }
    }

    private static List<String> workloads(Entry.Iterated look) {
        return ((Reading.Counters) look.look().orElseThrow().live())
                .series().keySet().stream().map(pod -> pod.substring(0, 10)).toList();
    }

    @Test
    void aViolatingVersionIsRolledBackAndLeavesNoTrace() {
        try (World world = divided()) {
            world.traffic.darkErrors = 0.2;

            Ending ending = world.finish(world.begin(clone3().in(world)));

            assertEnding(ending, Verdict.VIOLATES, Outcome.ROLLED_BACK, Cause.OBJECTIVE_BREACHED, 1);
            assertUntouched(world);
        }
    }

    @Test
    void whoCallsTheDarkVersionContaminatesIt() {
        try (World world = divided()) {
            Run run = world.begin(clone3().in(world));
            world.drive(run, Entry.Flowing.class);
            world.traffic.strayRate = 3;

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.DARK_CONTAMINATED, 2);
            assertThat(world.now()).isEqualTo(world.before());
        }
    }

    @Test
    void copiesOfTheOtherVersionsRequestsAreMissedWhenTheyGetLost() {
        try (World world = divided()) {
            world.traffic.lostCopies = 0.3;

            Ending ending = world.finish(world.begin(clone3().ticking(1, 12).in(world)));

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.MIRROR_LOSSY, 2);
            assertUntouched(world);
        }
    }

    @Test
    void thePlanNamesAllLiveVersionsAndTheJournalIsOfTheFormatThatKnowsThem(@TempDir Path folder) {
        try (World world = divided()) {
            Draft draft = world.engine().draft(clone3().in(world));
            Run run = world.keep(world.engine(new FileStore(folder)).begin(clone3().in(world), "tester"));
            world.finish(run);

            Plan plan = ((Draft.Possible) draft).plan();
            assertThat(plan.lives()).containsExactly("reviews-v1", "reviews-v2");
            assertThat(plan.warnings())
                    .contains("users' requests are divided between reviews-v1 and reviews-v2: what is said of live, and"
                            + " compared with live, is said of all of them together");
            assertThat(run.journal().format()).isEqualTo(8);
            assertThat(JournalText.read(JournalText.write(run.journal()), "here"))
                    .isEqualTo(run.journal());
        }
    }

    @Test
    void aRunBesideOneLiveVersionSaysNothingNew() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.clones().in(world));
            world.finish(run);

            assertThat(run.journal().format()).isLessThan(8);
            assertThat(JournalText.write(run.journal())).doesNotContain("besides");
        }
    }

    @Test
    void whatOneOfThemBreaksAloneIsSaid() {
        try (World world = divided()) {
            world.traffic.besideErrors = 0.05;
            world.moveTo(world.clock.instant().plusSeconds(90));

            Draft draft = world.engine().draft(clone3().in(world));

            assertThat(((Draft.Possible) draft).plan().warnings())
                    .anyMatch(words -> words.startsWith("of reviews-v2 alone: live already breaks error-rate"))
                    .noneMatch(words -> words.startsWith("of reviews-v1 alone"));
        }
    }

    @Test
    void harmToAllOfThemShutsTheMirror() {
        try (World world = divided()) {
            world.traffic.liveErrorsWhileMirrored = 0.3;

            Ending ending = world.finish(world.begin(clone3().in(world)));

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.LIVE_HURT, 2);
            assertUntouched(world);
        }
    }

    @Test
    void aVersionThatCannotBeCountedMeanwhileIsNotTakenForIdle() {
        try (World world = divided()) {
            Run run = world.begin(clone3().ticking(1, 6).in(world));
            world.drive(run, Entry.Iterated.class);
            world.traffic.unreachable = "reviews-v2";
            world.drive(
                    run,
                    standing -> standing.journal().all(Entry.Iterated.class).count() == 3);
            world.traffic.unreachable = "";

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.OBSERVED, Cause.OBJECTIVES_MET, 0);
            assertThat(run.journal()
                            .last(Entry.Iterated.class)
                            .orElseThrow()
                            .proof()
                            .share())
                    .isEqualTo(0.5, offset(0.03));
        }
    }

    @Test
    void aPromotionLeadsTheRequestsOfAllToTheDarkVersionWithAsManyPods() {
        try (World world = divided(Scenes.deployment("v3", 1))) {
            Run run = world.begin(present3().in(world));
            world.drive(run, Entry.Committed.class);
            world.traffic.liveVersions = Set.of("v1", "v2", "v3");

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
            assertThat(world.traffic.failed).isZero();
            assertThat(route(world).maps("spec", "http").get(0).get("route"))
                    .isEqualTo(
                            List.of(Map.of("destination", Map.of("host", "reviews", "subset", "v3"), "weight", 100)));
            assertThat(replicas(world, "v3")).isEqualTo(3);
            assertThat(List.of(replicas(world, "v1"), replicas(world, "v2"))).containsExactly(2L, 1L);
        }
    }

    @Test
    void aPromotionInStepsTakesFromAllInProportionAndGoesBackToWhatWasThere() {
        try (World world = divided(Scenes.deployment("v3", 1))) {
            Run run = world.begin(present3().stepping(50, 100).failingFast().in(world));
            world.drive(
                    run, standing -> standing.journal().all(Entry.Watched.class).count() > 2);
            assertThat(weights(world)).containsExactly("50", "40", "10");
            world.traffic.darkErrors = 0.4;

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.ROLLED_BACK, Cause.PROMOTION_BREACHED, 1);
            assertThat(world.now()).isEqualTo(world.before());
            assertThat(world.traffic.failed).isZero();
        }
    }

    private static List<Object> weights(World world) {
        return route(world).maps("spec", "http").get(0).get("route") instanceof List<?> legs
                ? legs.stream()
                        .<Object>map(leg -> String.valueOf(((Map<?, ?>) leg).get("weight")))
                        .toList()
                : List.of();
    }

    private static Manifest route(World world) {
        return world.cluster().read(ROUTE).orElseThrow();
    }

    private static long replicas(World world, String version) {
        return world.cluster()
                .read(new Address(Kind.DEPLOYMENT, "default", "reviews-" + version))
                .flatMap(workload -> workload.number("spec", "replicas"))
                .orElseThrow();
    }

    @Test
    void aCloneIsNotPromotedIntoOneOfSeveral() {
        try (World world = divided()) {
            Trial trial = clone3().promoting(Promotion.Mode.AUTO, Duration.ZERO);

            Ending ending = world.finish(world.begin(trial.in(world)));

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.NOT_STARTED, Cause.NOT_POSSIBLE, 4);
            assertThat(ending.because())
                    .contains("divided between reviews-v1 and reviews-v2")
                    .contains("set promotion to none");
            assertUntouched(world);
        }
    }

    @Test
    void aPartOfTheRequestsThatNoDeploymentTakesIsRefused() {
        try (World world = divided()) {
            world.cluster()
                    .delete(world.cluster()
                            .read(new Address(Kind.DEPLOYMENT, "default", "reviews-v2"))
                            .orElseThrow());

            Draft draft = world.engine().draft(clone3().in(world));

            assertThat(((Draft.Impossible) draft).because())
                    .startsWith(
                            "VirtualService default/reviews, entry 'all' leads live requests to subset 'v2', and whose"
                                    + " requests these are cannot be told: no Deployment behind");
        }
    }

    @Test
    void podsOfAPartThatBelongToNoDeploymentAreRefused() {
        String stray = """
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: reviews-by-hand, labels: {app: reviews, version: v2}}
                spec: {containers: [{name: reviews, image: 'example/reviews:v2'}]}
                """;
        try (World world = divided()) {
            world.api.apply(stray);

            Draft draft = world.engine().draft(clone3().in(world));

            assertThat(((Draft.Impossible) draft).because()).contains("belongs to none of the Deployments that do");
        }
    }

    @Test
    void aMirrorOfTheUsersBesideASplitIsJudged() {
        try (World world = divided(Scenes.deployment("v3", 1))) {
            Manifest route = route(world);
            Map<String, Object> entry =
                    new LinkedHashMap<>(route.maps("spec", "http").get(0));
            entry.put("mirror", Map.of("host", "reviews", "subset", "v3"));
            entry.put("mirrorPercentage", Map.of("value", 50));
            world.cluster().replace(route.with(List.of(entry), "spec", "http"));
            Manifest rule = world.cluster()
                    .read(new Address(Kind.DESTINATION_RULE, "default", "reviews"))
                    .orElseThrow();
            world.cluster().replace(rule.with(List.of(subset("v1"), subset("v2"), subset("v3")), "spec", "subsets"));
            world.begin();
            Trial trial = present3()
                    .via(Mirror.Via.EXISTING, Mirror.ALL_METHODS)
                    .promoting(Promotion.Mode.NONE, Duration.ZERO);
            Run run = world.begin(trial.in(world));

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.OBSERVED, Cause.OBJECTIVES_MET, 0);
            assertThat(run.journal()
                            .last(Entry.Iterated.class)
                            .orElseThrow()
                            .proof()
                            .share())
                    .isEqualTo(0.5, offset(0.02));
            assertUntouched(world);
        }
    }

    private static Map<String, Object> subset(String version) {
        return Map.of("name", version, "labels", Map.of("version", version));
    }

    @Test
    void aDarkVersionGetsNothingButCopies() {
        try (World world = divided()) {
            Run run = world.begin(clone3().in(world));
            world.drive(run, Entry.Flowing.class);

            assertDarkStayedDark(world);
            world.finish(run);
        }
    }
}
