package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.journal.MemoryStore;
import io.mirrorexperiment.real.RoleRule;
import io.mirrorexperiment.sandbox.kube.KubeOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The Roles for routes whose versions are Services: what is asked for beforehand, enough for a run, and each of their rules missed. */
@Timeout(120)
class FrontRightsTest {
    private static final String GATE = "gate";

    /** The Role's file, with the ClusterRole's where there is one. */
    private static Set<RoleRule> granted(Mirror.Via via) {
        Set<RoleRule> rules = RoleRule.in(via.word() + ".yaml");
        if (via == Mirror.Via.GATEWAY_API) {
            rules.addAll(RoleRule.in("gateway-class.yaml"));
        }
        return rules;
    }

    static Stream<Arguments> rules() {
        return FrontRunTest.places()
                .filter(where -> !where.name().contains("at a Gateway"))
                .flatMap(where -> granted(where.via()).stream().map(rule -> Arguments.of(where, rule)));
    }

    @ParameterizedTest
    @MethodSource("io.mirrorexperiment.run.FrontRunTest#places")
    void theRolesGrantWhatIsAskedForAndNothingElse(FrontRunTest.Where where) {
        try (World world = new World(where.scene())) {
            Experiment experiment =
                    Trial.clones().via(where.via(), Mirror.ALL_METHODS).in(world);
            Set<RoleRule> asked = new TreeSet<>();
            Rights.of(experiment, Optional.empty(), world.store)
                    .all()
                    .forEach(right -> asked.add(
                            new RoleRule(right.kind().group(), right.resource(world.cluster()), right.verb())));

            asked.removeAll(RoleRule.in("run.yaml"));

            assertThat(asked).isEqualTo(granted(where.via()));
        }
    }

    @ParameterizedTest
    @MethodSource("io.mirrorexperiment.run.FrontRunTest#places")
    void theRolesAreEnoughForARun(FrontRunTest.Where where) {
        TreeSet<RoleRule> rules = RoleRule.in("run.yaml");
        rules.addAll(granted(where.via()));
        try (World world = guarded(where.scene(), rules)) {
            Ending ending = attempt(world, where.via());

            assertThat(ending.outcome()).as(ending.because()).isEqualTo(Outcome.PROMOTED);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRunThatLacksARuleDoesNotBegin(FrontRunTest.Where where, RoleRule missing) {
        TreeSet<RoleRule> rules = RoleRule.in("run.yaml");
        rules.addAll(granted(where.via()));
        rules.remove(missing);
        try (World world = guarded(where.scene(), rules)) {
            Map<String, String> all = Objects.all(world.api.view());

            Ending ending = attempt(world, where.via());

            assertThat(ending.outcome()).isEqualTo(Outcome.NOT_STARTED);
            assertThat(ending.cause()).as(ending.because()).isIn(Cause.CHANGE_REFUSED, Cause.NOT_POSSIBLE);
            assertThat(Objects.all(world.api.view())).isEqualTo(all);
        }
    }

    /** Whoever has the rights of Istio's routes alone goes on as before, and is told what he does not see. */
    @Test
    void istioIsTakenWithAWarningWhereOtherRoutesCannotBeSeen() {
        String scene = Scenes.plain() + FrontScenes.definitions();
        try (World world = guarded(scene, RoleRule.in("run.yaml"))) {
            Draft draft = world.engine(new MemoryStore(), world.api.kubeconfigFor("default", GATE))
                    .draft(Trial.clones()
                            .via(Mirror.Via.AUTO, Mirror.ALL_METHODS)
                            .in(world));

            assertThat(draft).isInstanceOfSatisfying(Draft.Possible.class, possible -> {
                assertThat(possible.plan().via()).isEqualTo("istio");
                assertThat(possible.plan().warnings())
                        .contains("whether an object of kind HTTPRoute leads to reviews cannot be seen; if one does,"
                                + " its requests are not pinned or mirrored");
            });
        }
    }

    private static Ending attempt(World world, Mirror.Via via) {
        Experiment experiment =
                Trial.clones().via(via, Mirror.ALL_METHODS).ticking(0, 1).in(world);
        return world.finish(world.keep(world.engine(new MemoryStore(), world.api.kubeconfigFor("default", GATE))
                .begin(experiment, "tester")));
    }

    private static World guarded(String scene, Set<RoleRule> rules) {
        List<RoleRule> wide = rules.stream()
                .filter(rule -> rule.resource().equals("gatewayclasses"))
                .toList();
        String cluster = wide.isEmpty()
                ? ""
                : RoleRule.role("classes", wide).replace("kind: Role", "kind: ClusterRole")
                        + RoleRule.binding("classes", GATE, "default")
                                .replace("kind: RoleBinding", "kind: ClusterRoleBinding")
                                .replace("kind: Role,", "kind: ClusterRole,");
        return new World(
                scene + RoleRule.role(GATE, rules) + RoleRule.binding(GATE, GATE, "default") + cluster,
                KubeOptions::withRbac);
    }
}
