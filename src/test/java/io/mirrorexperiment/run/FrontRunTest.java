package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.MemoryStore;
import io.mirrorexperiment.sandbox.kube.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs where routes know no subsets: HTTPRoutes in the mesh and at a Gateway, HTTPProxies, IngressRoutes. */
@Timeout(60)
class FrontRunTest {
    /**
     * Where a run can be.
     *
     * @param via the provider that is to be found there
     * @param scene the cluster
     */
    record Where(Mirror.Via via, String scene, String name) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Where> places() {
        return Stream.of(
                new Where(Mirror.Via.GATEWAY_API, FrontScenes.mesh(), "HTTPRoute in the mesh"),
                new Where(Mirror.Via.GATEWAY_API, FrontScenes.gateway(), "HTTPRoute at a Gateway"),
                new Where(Mirror.Via.CONTOUR, FrontScenes.contour(), "HTTPProxy"),
                new Where(Mirror.Via.TRAEFIK, FrontScenes.traefik(), "IngressRoute"));
    }

    static Stream<Arguments> placesAndWords() {
        return places().flatMap(
                        where -> Stream.of(Arguments.of(where, where.via()), Arguments.of(where, Mirror.Via.AUTO)));
    }

    private static Trial trial(Mirror.Via via) {
        return Trial.clones().via(via, Mirror.ALL_METHODS);
    }

    @ParameterizedTest(name = "{0}, via {1}")
    @MethodSource("placesAndWords")
    void aGoodVersionIsPromotedAndEverythingElseIsAsItWas(Where where, Mirror.Via via) {
        try (World world = new World(where.scene())) {
            Run run = world.begin(trial(via).in(world));

            Ending ending = world.finish(run);

            assertThat(ending.outcome()).as(ending.because()).isEqualTo(Outcome.PROMOTED);
            assertThat(plan(run).via()).isEqualTo(where.via().word());
            assertThat(run.journal().format()).isEqualTo(9);
            assertThat(Objects.differences(world.before(), world.now()))
                    .hasSize(3)
                    .allMatch(words ->
                            words.startsWith("deployments.apps/reviews-v1:") || words.startsWith("pods/v1 of "));
            assertUntouched(world);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void aBadVersionIsRolledBackAndNothingOfItStays(Where where) {
        try (World world = new World(where.scene())) {
            world.traffic.darkErrors = 0.5;

            Ending ending = world.finish(world.begin(trial(where.via()).in(world)));

            assertThat(ending.outcome()).as(ending.because()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(ending.cause()).isEqualTo(Cause.OBJECTIVE_BREACHED);
            assertThat(Objects.differences(world.before(), world.now())).isEmpty();
            assertUntouched(world);
        }
    }

    /** A version that is there already is promoted by the selector, and the run's own Service goes. */
    @ParameterizedTest
    @MethodSource("places")
    void aVersionOfAFileTakesOverByTheSelectorOfTheService(Where where) {
        try (World world = new World(where.scene())) {
            Ending ending = world.finish(world.begin(
                    Trial.given(world).via(where.via(), Mirror.ALL_METHODS).in(world)));

            assertThat(ending.outcome()).as(ending.because()).isEqualTo(Outcome.PROMOTED);
            assertThat(world.now().get("services/reviews")).contains("selector={app=reviews, version=v2}");
            assertThat(world.now()).doesNotContainKeys("services/mirror-experiment-reviews");
            assertThat(world.now().get("services/reviews")).doesNotContain("mirror-experiment");
            assertThat(world.traffic.leaked).isZero();
            assertThat(world.traffic.failed).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void copiesThatGoMissingAreFound(Where where) {
        try (World world = new World(where.scene())) {
            world.traffic.lostCopies = 1;

            Ending ending = world.finish(world.begin(trial(where.via()).in(world)));

            assertThat(ending.cause()).isEqualTo(Cause.MIRROR_NOT_FLOWING);
            assertThat(Objects.differences(world.before(), world.now())).isEmpty();
        }
    }

    /** Somebody widens the Service again: users would reach the dark version, so the run ends. */
    @ParameterizedTest
    @MethodSource("places")
    void aServiceThatIsWidenedInMidRunEndsTheRun(Where where) {
        try (World world = new World(where.scene())) {
            Run run = world.begin(trial(where.via()).ticking(1, 5).in(world));
            world.drive(run, Entry.Iterated.class);
            world.api.apply("""
                    apiVersion: v1
                    kind: Service
                    metadata: {name: reviews}
                    spec: {selector: {app: reviews, version: null}, ports: [{name: http, port: 9080}]}
                    """);

            Ending ending = world.finish(run);

            assertThat(ending.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(ending.cause()).isIn(Cause.ROUTE_CHANGED, Cause.DARK_CONTAMINATED);
            assertThat(world.now()).doesNotContainKeys("services/mirror-experiment-reviews");
        }
    }

    @Test
    void theChoiceIsRefusedWhereSeveralKindsLeadToTheService() {
        String both =
                FrontScenes.mesh() + FrontScenes.contour().replaceAll("(?s)apiVersion: v1\nkind: Service.*?---", "---");
        try (World world = new World(both)) {
            Run run = world.begin(trial(Mirror.Via.AUTO).in(world));

            Ending ending = world.finish(run);

            assertThat(ending.outcome()).isEqualTo(Outcome.NOT_STARTED);
            assertThat(ending.because())
                    .contains(
                            "HTTPRoute default/reviews",
                            "HTTPProxy default/reviews",
                            "write mirror.via: gateway-api or contour");
            assertThat(Objects.differences(world.before(), world.now())).isEmpty();
        }
    }

    /** A cluster may have the Gateway API for others: the service's own VirtualService is Istio's. */
    @Test
    void istioIsTakenWhereNoOtherRouteLeadsToTheService() {
        try (World world = new World(Scenes.plain() + FrontScenes.definitions())) {
            Run run = world.begin(trial(Mirror.Via.AUTO).in(world));

            Ending ending = world.finish(run);

            assertThat(ending.outcome()).isEqualTo(Outcome.PROMOTED);
            assertThat(plan(run).via()).isEqualTo("istio");
            assertThat(run.journal().format()).isLessThan(9);
        }
    }

    /** The route, and the Service whose selector is edited. */
    @ParameterizedTest
    @CsvSource({"'annotations: {team: books}', HTTPRoute", "'metadata: {name: reviews}', Service"})
    void whatAGitopsControllerOwnsIsRefusedUntilToldOtherwise(String mark, String kind) {
        String owned = "annotations: {argocd.argoproj.io/tracking-id: 'shop:x'}";
        String marked = mark.startsWith("annotations") ? owned : "metadata: {name: reviews, " + owned + "}";
        try (World world = new World(FrontScenes.mesh().replace(mark, marked))) {
            Ending refused =
                    world.finish(world.begin(trial(Mirror.Via.GATEWAY_API).in(world)));
            Ending told = world.finish(
                    world.begin(trial(Mirror.Via.GATEWAY_API).patching().in(world)));

            assertThat(refused.cause()).isEqualTo(Cause.GITOPS_OWNED);
            assertThat(refused.because())
                    .contains(kind + " default/reviews belongs to Argo CD application shop", "ignoreDifferences");
            assertThat(told.outcome()).as(told.because()).isEqualTo(Outcome.PROMOTED);
            assertThat(Objects.owned(world.api.view())).doesNotContain("mirror-experiment");
        }
    }

    @Test
    void stepsAreRefusedWhereThereAreNoWeights() {
        try (World world = new World(FrontScenes.mesh())) {
            Run run = world.begin(trial(Mirror.Via.AUTO).stepping(50, 100).in(world));

            Ending ending = world.finish(run);

            assertThat(ending.outcome()).isEqualTo(Outcome.NOT_STARTED);
            assertThat(ending.because()).contains("spec.promotion.steps need weights", "gateway-api");
        }
    }

    @Test
    void aMeshThatHasNotTakenTheRouteIsNotTrusted() {
        try (World world = new World(FrontScenes.mesh().replace("status: 'True'", "status: 'False'"))) {
            Ending ending =
                    world.finish(world.begin(trial(Mirror.Via.GATEWAY_API).in(world)));

            assertThat(ending.outcome()).isEqualTo(Outcome.NOT_STARTED);
            assertThat(ending.because()).contains("no mesh says that it carries the requests");
        }
    }

    /** The next run has a higher generation than what the Service and the route have seen. */
    @ParameterizedTest
    @MethodSource("places")
    void aSecondRunGoesOnWhereTheFirstClosed(Where where) {
        try (World world = new World(where.scene())) {
            world.traffic.darkErrors = 0.5;
            world.finish(world.begin(trial(where.via()).in(world)));
            world.traffic.darkErrors = 0;

            Run second = world.begin(trial(where.via()).in(world));
            Ending ending = world.finish(second);

            assertThat(second.journal().id().generation()).isGreaterThan(1);
            assertThat(ending.outcome()).as(ending.because()).isEqualTo(Outcome.PROMOTED);
            assertUntouched(world);
        }
    }

    /** From another machine, by the claim alone. */
    @ParameterizedTest
    @MethodSource("places")
    void aRunThatNobodyGoesOnWithIsRestored(Where where) {
        try (World world = new World(where.scene())) {
            Run lost = world.begin(trial(Mirror.Via.AUTO).ticking(1, 5).in(world));
            world.drive(lost, Entry.Iterated.class);

            undone(world);

            assertThat(Objects.differences(world.before(), world.now())).isEmpty();
            assertUntouched(world);
        }
    }

    /** The engine sleeps between reading the Service and narrowing it; meanwhile its run is undone to the end. */
    @ParameterizedTest
    @MethodSource("places")
    void aLatePinIsOutrunByWhoeverClosedTheService(Where where) {
        try (World world = new World(where.scene())) {
            AtomicBoolean once = new AtomicBoolean();
            world.api
                    .faults()
                    .always((method, path) -> isFirstPin(method, path, once) && undone(world), new Fault.DropBefore());

            Ending ending = world.finish(world.begin(trial(where.via()).in(world)));

            assertThat(once).isTrue();
            assertThat(ending.outcome()).isNotEqualTo(Outcome.PROMOTED);
            assertThat(Objects.differences(world.before(), world.now())).isEmpty();
        }
    }

    private static boolean isFirstPin(String method, String path, AtomicBoolean once) {
        return method.equals("PUT")
                && path.replaceFirst("\\?.*", "").endsWith("/services/reviews")
                && once.compareAndSet(false, true);
    }

    /** Never drops the request. */
    private static boolean undone(World world) {
        Undo undo = new Undo(world.cluster(), world.engine(new MemoryStore()));
        undo.claims(Optional.empty())
                .forEach(claim -> undo.restore(claim, "a person").ifPresent(run -> world.finish(world.keep(run))));
        return false;
    }

    private static Plan plan(Run run) {
        return run.journal().last(Entry.Planned.class).orElseThrow().plan();
    }

    private static void assertUntouched(World world) {
        world.move(Duration.ofSeconds(10));
        assertThat(List.of(world.traffic.leaked, world.traffic.failed, world.traffic.darkWithoutMirror))
                .containsOnly(0.0);
    }
}
