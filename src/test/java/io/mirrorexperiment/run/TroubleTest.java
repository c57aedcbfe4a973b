package io.mirrorexperiment.run;

import static io.mirrorexperiment.run.EndingsTest.assertEnding;
import static io.mirrorexperiment.run.EndingsTest.assertUntouched;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.MemoryStore;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.sandbox.kube.Fault;
import io.mirrorexperiment.sandbox.kube.KubeOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How runs end that meet trouble: other people, other runs, and a far side that is away or says no. */
@Timeout(60)
class TroubleTest {
    private static final Address ROUTE = new Address(Kind.VIRTUAL_SERVICE, "default", "reviews");

    @Test
    void nothingBeginsWithoutMetrics() {
        try (World world = new World(Scenes.subsets())) {
            world.metrics.faults().answerStatus(503);

            Ending ending = world.finish(world.begin(Trial.clones().in(world)));

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.NOT_STARTED, Cause.METRICS_UNREACHABLE, 4);
            assertUntouched(world);
        }
    }

    @Test
    void oneLookWithoutMetricsIsMadeUpFor() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.clones().ticking(1, 4).in(world));
            world.drive(
                    run,
                    standing -> standing.journal().all(Entry.Iterated.class).count() == 2);
            world.metrics.faults().answerStatus(503);
            world.drive(
                    run,
                    standing -> standing.journal().all(Entry.Iterated.class).count() == 3);
            world.metrics.faults().clear();

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
            assertThat(run.journal().all(Entry.Iterated.class).map(Entry.Iterated::trouble))
                    .anyMatch(trouble -> !trouble.isEmpty());
        }
    }

    @Test
    void metricsThatStayAwayAreNoEvidence() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.clones().ticking(1, 4).in(world));
            world.drive(
                    run,
                    standing -> standing.journal().all(Entry.Iterated.class).count() == 2);
            world.metrics.faults().answerStatus(503);

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.NO_EVIDENCE, 2);
            assertUntouched(world);
        }
    }

    @Test
    void aClusterThatIsAwayForAMomentIsWaitedFor() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().in(world));
            world.drive(run, Entry.Prepared.class);
            world.api.faults().next(8, (method, path) -> true, Fault.unavailable());

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
            assertThat(run.journal().has(Entry.Stumbled.class)).isTrue();
        }
    }

    @Test
    void aClusterThatComesBackTooLateFindsTheRunTurnedBack() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().in(world));
            world.drive(run, Entry.Prepared.class);
            AtomicBoolean away = new AtomicBoolean(true);
            world.api.faults().always((method, path) -> away.get(), Fault.unavailable());
            world.drive(run, Entry.Judged.class);
            away.set(false);

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.CLUSTER_UNREACHABLE, 2);
            assertUntouched(world);
        }
    }

    @Test
    void aClusterThatStaysAwayLeavesTheRunStuckWithCommandsForAPerson() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().in(world));
            world.drive(run, Entry.Flowing.class);
            world.api.faults().always((method, path) -> true, Fault.unavailable());

            Ending ending = world.finish(run);

            assertThat(List.<Object>of(ending.outcome(), ending.cause(), ending.exitCode()))
                    .isEqualTo(List.<Object>of(Outcome.STUCK, Cause.CLEAN_UP_FAILED, 5));
            assertThat(run.journal().last(Entry.Finished.class).orElseThrow().commands())
                    .contains("mirror-experiment restore default.reviews-v2.1")
                    .anyMatch(command -> command.startsWith("kubectl -n default edit"))
                    .anyMatch(command -> command.startsWith("kubectl -n default delete deployment"));
        }
    }

    @Test
    void nothingBeginsWithoutACluster() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().in(world));
            world.api.faults().always((method, path) -> true, new Fault.DropBefore());

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.NOT_STARTED, Cause.CLUSTER_UNREACHABLE, 4);
        }
    }

    @Test
    void aMirrorThatSomebodyTookOutEndsTheRun() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.clones().ticking(1, 10).in(world));
            world.drive(run, Entry.Flowing.class);
            Cluster person = world.cluster();
            Manifest route = person.read(ROUTE).orElseThrow();
            List<Map<String, Object>> entries = route.maps("spec", "http");
            Map<String, Object> bare = new java.util.HashMap<>(entries.get(0));
            bare.remove("mirror");
            bare.remove("mirrorPercentage");
            person.replace(route.with(List.of(bare), "spec", "http"));

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.ROUTE_CHANGED, 2);
            assertUntouched(world);
        }
    }

    @Test
    void aPlannedRouteThatSomebodyDeletedEndsTheRunAtTheNextLook() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.clones().ticking(1, 10).in(world));
            world.drive(run, Entry.Flowing.class);
            Cluster person = world.cluster();
            person.delete(person.read(ROUTE).orElseThrow());

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.ROUTE_CHANGED, 2);
            assertThat(looks(run)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"20, 7", "2, 2"})
    void aRouteThatSomebodyAddedEndsTheRunWithinAMinuteAndBeforeAnythingIsPromoted(int iterations, int most) {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.clones().ticking(0, iterations).in(world));
            world.drive(run, Entry.Iterated.class);
            world.api.apply(Scenes.route("reviews-outside"));

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.ROUTE_CHANGED, 2);
            assertThat(ending.because()).contains("or added a route without it");
            assertThat(looks(run)).isLessThanOrEqualTo(most);
        }
    }

    /** Ten minutes of looks each ten seconds, one list for the verdict, and two to close the mirror and to read that back. */
    @Test
    void routesAreListedOnceAMinuteAndWhenAVerdictIsFound() {
        try (World world = new World(Scenes.subsets())) {
            Run run = world.begin(Trial.clones().ticking(0, 60).in(world));
            world.drive(run, Entry.Flowing.class);
            AtomicInteger lists = new AtomicInteger();
            world.api.faults().always((method, path) -> isListOfRoutes(method, path, lists), new Fault.DropBefore());

            world.drive(run, Entry.Judged.class);

            assertThat(looks(run)).isEqualTo(60);
            assertThat(lists).hasValue(10 + 1 + 2);
        }
    }

    private static boolean isListOfRoutes(String method, String path, AtomicInteger lists) {
        if (method.equals("GET") && path.replaceFirst("\\?.*", "").endsWith("/virtualservices")) {
            lists.incrementAndGet();
        }
        return false;
    }

    private static long looks(Run run) {
        return run.journal().all(Entry.Iterated.class).count();
    }

    @Test
    void aClaimThatWasTakenAwayEndsTheRun() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().ticking(1, 10).in(world));
            world.drive(run, Entry.Flowing.class);
            Cluster person = world.cluster();
            person.list(Kind.LEASE, java.util.Optional.of("default"), Map.of()).forEach(person::delete);

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.ROUTE_CHANGED, 2);
            assertUntouched(world);
        }
    }

    @Test
    void aFileThatHasChangedSinceThePlanIsNotApplied() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.given(world).in(world));
            world.drive(run, Entry.Prepared.class);
            world.files.put(Trial.FILE, Scenes.deployment("v2", 5));

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.MANIFEST_CHANGED, 2);
            assertUntouched(world);
        }
    }

    @Test
    void anAdmissionWebhookThatSaysNoEndsTheRunAtOnce() {
        try (World world = new World(Scenes.plain())) {
            world.api
                    .faults()
                    .always(
                            (method, path) -> method.equals("POST") && path.endsWith("/deployments"),
                            new Fault.Refuse(
                                    403, "Forbidden", "admission webhook \"policy\" denied the request: no clones"));

            Ending ending = world.finish(world.begin(Trial.clones().in(world)));

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.CHANGE_REFUSED, 2);
            assertThat(ending.because()).contains("no clones");
            assertUntouched(world);
        }
    }

    @Test
    void aWriterWhoIsAlwaysQuickerForAWhileDoesNoHarm() {
        try (World world = new World(Scenes.plain())) {
            Cluster writer = world.cluster();
            AtomicBoolean own = new AtomicBoolean();
            java.util.concurrent.atomic.AtomicInteger edits = new java.util.concurrent.atomic.AtomicInteger();
            world.api
                    .faults()
                    .always(
                            (method, path) -> {
                                boolean ours = method.equals("PUT")
                                        && path.endsWith("/virtualservices/reviews")
                                        && edits.get() < 10
                                        && own.compareAndSet(false, true);
                                if (ours) {
                                    int n = edits.incrementAndGet();
                                    writer.replace(
                                            writer.read(ROUTE).orElseThrow().withAnnotation("edit", "" + n));
                                    own.set(false);
                                }
                                return false;
                            },
                            new Fault.DropBefore());

            Ending ending = world.finish(world.begin(Trial.clones().in(world)));

            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
            assertThat(edits).hasValue(10);
            EndingsTest.assertDarkStayedDark(world);
        }
    }

    @Test
    void aRouteThatBelongsToGitopsIsLeftAlone() {
        String owned = Scenes.plain()
                .replace("annotations: {team: books}", "annotations: {argocd.argoproj.io/tracking-id: 'books:x'}");
        try (World world = new World(owned)) {
            Ending ending = world.finish(world.begin(Trial.clones().in(world)));

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.NOT_STARTED, Cause.GITOPS_OWNED, 4);
            assertUntouched(world);
        }
    }

    @Test
    void aSecondRunIsToldWhoHoldsTheTargetAndChangesNothing() {
        try (World world = new World(Scenes.plain())) {
            Run first = world.begin(Trial.clones().in(world));
            world.drive(first, Entry.Flowing.class);
            Map<String, String> all = Objects.all(world.api.view());
            Run second = world.keep(
                    world.engine(new MemoryStore()).begin(Trial.clones().in(world), "somebody else"));

            Ending ending = world.finish(second);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.NOT_STARTED, Cause.CLAIMED, 4);
            assertThat(ending.because()).contains(first.id().toString()).contains("by tester");
            assertThat(Objects.all(world.api.view())).isEqualTo(all);
        }
    }

    @Test
    void nothingBeginsWithoutTheRights() {
        try (World world = new World(Scenes.plain() + rights(), KubeOptions::withRbac)) {
            Run run = world.keep(world.engine(world.store, world.api.kubeconfigFor("default", "reader"))
                    .begin(Trial.clones().in(world), "tester"));

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.NOT_STARTED, Cause.CHANGE_REFUSED, 4);
            assertThat(ending.because())
                    .contains("may not create objects of kind Lease")
                    .contains("reader");
            assertUntouched(world);
        }
    }

    @Test
    void aRunThatIsResumedAfterItsDeadlineOnlyCleansUp() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().ticking(1, 10).in(world));
            world.drive(run, Entry.Flowing.class);
            world.moveTo(world.clock.instant().plus(Duration.ofDays(2)));

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.EXPIRED, 2);
            assertUntouched(world);
        }
    }

    @Test
    void aVerdictThatNobodyActedOnInTimePromotesNothing() {
        try (World world = new World(Scenes.plain())) {
            Run run = world.begin(Trial.clones().in(world));
            world.drive(run, Entry.Unmirrored.class);
            world.moveTo(world.clock.instant().plus(Duration.ofDays(2)));

            Ending ending = world.finish(run);

            assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.ROLLED_BACK, Cause.EXPIRED, 2);
            assertUntouched(world);
        }
    }

    @Test
    void aRunFromAnEmptyHomeGoesOnAfterTheRemainsOfTheLastOneWerePurged() {
        try (World world = new World(Scenes.subsets())) {
            world.traffic.darkErrors = 0.5;
            world.finish(world.begin(Trial.clones().in(world)));
            Cluster person = world.cluster();
            person.list(Kind.LEASE, java.util.Optional.of("default"), Map.of()).forEach(person::delete);
            world.traffic.darkErrors = 0;

            Run next = world.keep(
                    world.engine(new MemoryStore()).begin(Trial.clones().in(world), "tester"));
            Ending ending = world.finish(next);

            assertThat(next.id().generation()).isEqualTo(2);
            assertEnding(ending, Verdict.CONFORMS, Outcome.PROMOTED, Cause.OBJECTIVES_MET, 0);
        }
    }

    private static String rights() {
        return """
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: reader}
                rules:
                - {apiGroups: ['*'], resources: ['*'], verbs: [get, list]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: reader}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader}
                subjects: [{kind: ServiceAccount, name: reader, namespace: default}]
                """;
    }
}
