package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.StandingClaim;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What late twins leave that were killed before they could see that they were late. */
@Timeout(60)
class StraysTest {
    private static final String SETTINGS = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: reviews-v2-settings}
            data: {colour: red}
            """;

    @ParameterizedTest
    @CsvSource({
        "deployments, false",
        "deployments, true",
        "destinationrules, false",
        "destinationrules, true",
        "virtualservices, false",
        "virtualservices, true",
        "configmaps, false",
        "services, false",
        "services, true",
        "traefikservices, false",
        "traefikservices, true"
    })
    void whatALateTwinMadeAfterItsRunWasUndoneIsFoundAndRemoved(String kind, boolean purged) {
        try (World world = new World(scene(kind))) {
            leaveBehind(world, kind, purged);
            assertThat(Objects.differences(world.before(), world.now())).hasSize(1);
            Undo undo = undo(world);

            List<Stray> strays = undo.strays(Optional.empty());
            List<Swept> swept = undo.sweep(strays);

            assertThat(strays).hasSize(1).allMatch(stray -> stray.isOf("default.reviews-v2.1"));
            assertThat(swept).allSatisfy(each -> {
                assertThat(each.left()).isEmpty();
                assertThat(each.words()).startsWith("removed ").endsWith(" of run default.reviews-v2.1, which is over");
            });
            assertThat(Objects.differences(world.before(), world.now())).isEmpty();
            assertThat(undo.strays(Optional.empty())).isEmpty();
            assertThat(List.of(world.traffic.leaked, world.traffic.failed)).containsOnly(0.0);
        }
    }

    @Test
    void nothingOfARunThatStillHoldsItsClaimIsAStray() {
        try (World world = new World(Scenes.bare())) {
            Run run = world.begin(Trial.clones().ticking(1, 5).in(world));
            world.drive(run, Entry.Flowing.class);

            List<Stray> strays = undo(world).strays(Optional.empty());

            assertThat(strays).isEmpty();
        }
    }

    @Test
    void nothingOfARunThatPromotedIsAStray() {
        try (World world = new World(Scenes.bare())) {
            world.finish(world.begin(Trial.given(world).ticking(0, 1).in(world)));

            List<Stray> strays = undo(world).strays(Optional.empty());

            assertThat(strays).isEmpty();
            assertThat(world.now().get("deployments.apps/reviews-v2")).contains("mirror-experiment.io/promoted");
        }
    }

    /** A route of ours that is there already serves the next run as well. */
    @Test
    void aRouteThatTheNextRunUsesIsNoStrayAndGoesWithThatRun() {
        try (World world = new World(Scenes.bare())) {
            leaveBehind(world, "virtualservices", false);
            Run next = world.begin(Trial.clones().ticking(0, 1).in(world));
            world.drive(next, Entry.Flowing.class);

            List<Stray> strays = undo(world).strays(Optional.empty());
            world.traffic.darkErrors = 0.5;
            world.finish(next);

            assertThat(strays).isEmpty();
            assertThat(Objects.differences(world.before(), world.now())).isEmpty();
        }
    }

    /** Somebody gave the late twin's Deployment pods: they must not get real requests while they end. */
    @Test
    void routesStayUntilThePodsOfAStrayAreGone() {
        try (World world = new World(Scenes.bare())) {
            leaveBehind(world, "virtualservices", false);
            world.api.apply(Scenes.deployment("v2", 1).replace("labels: {app: reviews, version: v2}}\nspec:", """
                    labels: {app.kubernetes.io/managed-by: mirror-experiment, mirror-experiment.io/run: default.reviews-v2.1}}
                    spec:"""));
            world.calm();
            Undo undo = undo(world);

            List<Swept> first = undo.sweep(undo.strays(Optional.empty()));
            world.calm();
            List<Swept> second = undo.sweep(undo.strays(Optional.empty()));

            assertThat(first).extracting(each -> each.left().isEmpty()).containsExactly(true, false);
            assertThat(second).extracting(each -> each.left().isEmpty()).containsExactly(true);
            assertThat(Objects.differences(world.before(), world.now())).isEmpty();
        }
    }

    private static String scene(String kind) {
        return switch (kind) {
            case "services" -> FrontScenes.mesh();
            case "traefikservices" -> FrontScenes.traefik();
            default -> Scenes.bare();
        };
    }

    private static Trial trial(World world, String kind) {
        return switch (kind) {
            case "configmaps" -> withSettings(world);
            case "services" -> Trial.clones().via(Mirror.Via.GATEWAY_API, Mirror.ALL_METHODS);
            case "traefikservices" -> Trial.clones().via(Mirror.Via.TRAEFIK, Mirror.ALL_METHODS);
            default -> Trial.clones();
        };
    }

    /** A run begins to make an object, is undone to the end by somebody else, and the object is there nevertheless. */
    private static void leaveBehind(World world, String kind, boolean purged) {
        Trial trial = trial(world, kind);
        Late late = new Late(world.store, world.api.faults(), kind, () -> undone(world, purged));
        try {
            world.finish(world.keep(world.engine(late).begin(trial.ticking(0, 1).in(world), "tester")));
        } catch (Deadly.Killed killed) {
            // what it left is what this is about
        }
        assertThat(late.isDead()).isTrue();
        world.api.faults().clear();
        world.move(Duration.ofSeconds(10));
    }

    private static Trial withSettings(World world) {
        String text = SETTINGS + Scenes.deployment("v2", 1);
        world.files.put(Trial.FILE, text);
        return Trial.clones().from(new DarkSource.Given(Trial.FILE, Trial.sha256(text)));
    }

    private static void undone(World world, boolean purged) {
        Undo undo = undo(world);
        for (StandingClaim claim : undo.claims(Optional.empty())) {
            world.finish(world.keep(undo.restore(claim, "a person").orElseThrow()));
        }
        if (purged) {
            undo.claims(Optional.empty()).forEach(undo::purge);
        }
    }

    private static Undo undo(World world) {
        return new Undo(world.cluster(), world.engine(new MemoryStore()));
    }
}
