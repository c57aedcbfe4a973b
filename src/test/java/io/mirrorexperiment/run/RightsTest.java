package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.Claim;
import io.mirrorexperiment.cluster.Claims;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.journal.MemoryStore;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.real.RoleRule;
import io.mirrorexperiment.sandbox.kube.Fault;
import io.mirrorexperiment.sandbox.kube.KubeOptions;
import io.mirrorexperiment.traffic.scenario.Exposure;
import io.mirrorexperiment.traffic.scenario.Routing;
import io.mirrorexperiment.traffic.scenario.Rule;
import io.mirrorexperiment.traffic.scenario.Scenario;
import io.mirrorexperiment.traffic.scenario.ScenarioName;
import io.mirrorexperiment.traffic.scenario.Share;
import io.mirrorexperiment.traffic.scenario.Target;
import io.mirrorexperiment.traffic.scenario.Version;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Roles that are documented: enough for a run, not more than it uses, and each of their rules asked for beforehand. */
@Timeout(120)
class RightsTest {
    private static final Pattern OBJECTS =
            Pattern.compile("/apis?/(?:([a-z0-9.]+)/)?v[0-9a-z]+/namespaces/[^/]+/([a-z]+)(/[^/?]+)?(?:\\?.*)?");
    private static final String GATE = "gate";

    static Stream<RoleRule> runsRules() {
        return RoleRule.in("run.yaml").stream();
    }

    @Test
    void theRolesGrantWhatIsAskedForAndNothingElse() {
        try (World world = new World(Scenes.plain())) {
            JournalStore journals = ClusterTexts.store(world.cluster(), "default", world.clock);

            assertThat(rules(world, Trial.clones(), world.store)).isEqualTo(RoleRule.in("run.yaml"));
            assertThat(rules(world, Trial.adopted(), world.store)).isEqualTo(RoleRule.in("observe.yaml"));
            Set<RoleRule> kept = rules(world, Trial.adopted(), journals);
            kept.removeAll(RoleRule.in("observe.yaml"));
            assertThat(kept).isEqualTo(RoleRule.in("journal.yaml"));
        }
    }

    private static Set<RoleRule> rules(World world, Trial trial, JournalStore store) {
        return rules(world, trial.in(world), store);
    }

    private static Set<RoleRule> rules(World world, Experiment experiment, JournalStore store) {
        Set<RoleRule> rules = new TreeSet<>();
        Rights.of(experiment, Optional.empty(), store)
                .all()
                .forEach(right ->
                        rules.add(new RoleRule(right.kind().group(), right.resource(world.cluster()), right.verb())));
        return rules;
    }

    @Test
    void accessLogsOfPodsTakeARoleOfTheirOwn() {
        try (World world = guarded(Scenes.plain(), RoleRule.in("run.yaml"))) {
            Experiment logged = Trial.clones().logged(world);
            Set<RoleRule> more = rules(world, logged, world.store);
            more.removeAll(RoleRule.in("run.yaml"));
            Cluster guarded = Cluster.connect(ClusterOptions.fromKubeconfigText(gate(world)));

            List<Finding> findings = Inspection.of(guarded, world.engine(world.store, gate(world)), logged);

            guarded.close();
            assertThat(more).isEqualTo(RoleRule.in("logs.yaml"));
            assertThat(findings)
                    .contains(Finding.bad(
                            "may not get log of objects of kind Pod in namespace default",
                            "add to a Role of that namespace: apiGroups: [\"\"], resources: [pods/log], verbs: [get];"
                                    + " whole Roles are in docs/rbac.md"));
        }
    }

    @Test
    void countersOfPodsTakeARoleOfTheirOwn() {
        try (World world = guarded(Scenes.plain(), RoleRule.in("run.yaml"))) {
            Experiment direct = Trial.clones().direct(world);
            Set<RoleRule> more = rules(world, direct, world.store);
            more.removeAll(RoleRule.in("run.yaml"));
            Cluster guarded = Cluster.connect(ClusterOptions.fromKubeconfigText(gate(world)));

            List<Finding> findings = Inspection.of(guarded, world.engine(world.store, gate(world)), direct);

            guarded.close();
            assertThat(more).isEqualTo(RoleRule.in("direct.yaml"));
            assertThat(findings)
                    .contains(Finding.bad(
                            "may not get proxy of objects of kind Pod in namespace default",
                            "add to a Role of that namespace: apiGroups: [\"\"], resources: [pods/proxy], verbs: [get];"
                                    + " whole Roles are in docs/rbac.md"));
        }
    }

    /** Whoever has that Role, too, goes all the way with it. */
    @Test
    void theRoleForCountersOfPodsSuffices() {
        Set<RoleRule> rules = new TreeSet<>(RoleRule.in("run.yaml"));
        rules.addAll(RoleRule.in("direct.yaml"));
        try (World world = guarded(Scenes.plain(), rules)) {
            Run run = world.keep(
                    world.engine(world.store, gate(world)).begin(Trial.clones().direct(world), "gate"));

            assertThat(world.finish(run).outcome()).isEqualTo(Outcome.PROMOTED);
        }
    }

    /** Whatever way runs go, these are the requests that they send. */
    @Test
    void runsMakeUseOfEveryRule() {
        Set<RoleRule> used = new TreeSet<>();
        for (String scene : List.of(Scenes.bare(), Scenes.subsets())) {
            for (double errors : new double[] {0, 0.2}) {
                try (World world = guarded(scene, RoleRule.in("run.yaml"))) {
                    watch(world, used);
                    world.traffic.darkErrors = errors;
                    Ending ending = world.finish(begin(world));
                    assertThat(ending.outcome()).isEqualTo(errors == 0 ? Outcome.PROMOTED : Outcome.ROLLED_BACK);
                }
            }
        }
        try (World world = guarded(Scenes.subsets(), RoleRule.in("run.yaml"))) {
            watch(world, used);
            assertThat(lostAtItsLastLease(world).cause()).isEqualTo(Cause.CLAIMED);
        }

        assertThat(used).isEqualTo(RoleRule.in("run.yaml"));
    }

    /** Over routes of the user and where there are none, for callers inside and outside, again with other weights, and down. */
    @Test
    void scenariosMakeUseOfEveryRuleOfTheirs() {
        Set<RoleRule> used = new TreeSet<>();
        for (String scene : List.of(Scenes.bare(), Scenes.subsets())) {
            try (World world = guarded(scene, RoleRule.in("scenario.yaml"));
                    Cluster guarded = Cluster.connect(ClusterOptions.fromKubeconfigText(gate(world)))) {
                watch(world, used);
                Staging staging =
                        new Staging(guarded, Optional.empty(), world.clock, Duration.ZERO, pause -> {}, false);
                if (scene.equals(Scenes.subsets())) {
                    assertRefusedWhileClaimed(world, staging);
                }
                for (int first : new int[] {80, 60}) {
                    assertThat(staging.put(shifting(first))).isInstanceOf(Staged.Done.class);
                }
                assertThat(staging.takeDown(REVIEWS)).isInstanceOf(Staged.Done.class);
            }
        }

        assertThat(used).isEqualTo(RoleRule.in("scenario.yaml"));
    }

    /** The leases that it had taken by then are given back, by deleting them. */
    private static void assertRefusedWhileClaimed(World world, Staging staging) {
        Claims claims = new Claims(world.cluster(), world.clock);
        claims.take(claimOfAnother(world));
        assertThat(staging.put(shifting(50))).isInstanceOf(Staged.Refused.class);
        claims.release(claimOfAnother(world), "done");
    }

    private static final Target REVIEWS = new Target("default", "reviews");

    private static Claim claimOfAnother(World world) {
        List<Address> routes = world.cluster().list(Kind.VIRTUAL_SERVICE, Optional.of("default"), Map.of()).stream()
                .map(Manifest::address)
                .toList();
        return new Claim(routes, "another", "default.another.1", Long.MAX_VALUE, world.clock.instant(), Map.of());
    }

    private static Scenario shifting(int first) {
        Rule rule =
                Rule.to(List.of(), new Share(Version.named("v1"), first), new Share(Version.named("v3"), 100 - first));
        return new Scenario(ScenarioName.TRAFFIC_SHIFTING, REVIEWS, new Routing.Requests(List.of(rule)))
                .with(new Exposure(List.of("reviews.example.com"), Optional.empty()));
    }

    /** The leases that it had taken by then are given back, by deleting them. */
    private static Ending lostAtItsLastLease(World world) {
        Address route = new Address(Kind.VIRTUAL_SERVICE, "default", "reviews");
        new Claims(world.cluster(), world.clock)
                .take(new Claim(List.of(route), "another", "default.another.1", 1, world.clock.instant(), Map.of()));
        return world.finish(begin(world));
    }

    @ParameterizedTest
    @MethodSource("runsRules")
    void aMissingRuleIsNamedBeforeAnythingIsTouched(RoleRule missing) {
        TreeSet<RoleRule> rules = RoleRule.in("run.yaml");
        rules.remove(missing);
        try (World world = guarded(Scenes.subsets(), rules)) {
            Map<String, String> all = Objects.all(world.api.view());
            Cluster guarded = Cluster.connect(ClusterOptions.fromKubeconfigText(gate(world)));

            List<Finding> findings = Inspection.of(
                    guarded,
                    world.engine(world.store, gate(world)),
                    Trial.clones().in(world));

            guarded.close();
            assertThat(findings).filteredOn(finding -> !finding.fine()).anySatisfy(finding -> {
                assertThat(finding.what())
                        .startsWith("may not " + missing.verb() + " objects of kind ")
                        .endsWith(" in namespace default");
                assertThat(finding.wayOut())
                        .contains("resources: [" + missing.resource() + "], verbs: [" + missing.verb() + "]");
            });
            assertThat(Objects.all(world.api.view())).isEqualTo(all);
        }
    }

    @ParameterizedTest
    @MethodSource("runsRules")
    void aRunThatLacksARuleDoesNotBegin(RoleRule missing) {
        TreeSet<RoleRule> rules = RoleRule.in("run.yaml");
        rules.remove(missing);
        try (World world = guarded(Scenes.subsets(), rules)) {
            Map<String, String> all = Objects.all(world.api.view());

            Ending ending = attempt(world);

            assertThat(ending.exitCode()).isEqualTo(4);
            assertThat(ending.because())
                    .containsPattern(missing.verb() + ".*" + missing.resource() + "|may not " + missing.verb()
                            + " objects of kind");
            assertThat(Objects.all(world.api.view())).isEqualTo(all);
        }
    }

    /** Even the id of a run cannot be had by who may not look for former claims. */
    private static Ending attempt(World world) {
        try {
            return world.finish(begin(world));
        } catch (ClusterException e) {
            return new Ending(Verdict.INCONCLUSIVE, Outcome.NOT_STARTED, Cause.CHANGE_REFUSED, e.getMessage());
        }
    }

    private static Run begin(World world) {
        return world.keep(world.engine(new MemoryStore(), gate(world))
                .begin(Trial.clones().in(world), "tester"));
    }

    private static String gate(World world) {
        return world.api.kubeconfigFor("default", GATE);
    }

    private static World guarded(String scene, Iterable<RoleRule> rules) {
        return new World(
                scene + RoleRule.role(GATE, rules) + RoleRule.binding(GATE, GATE, "default"), KubeOptions::withRbac);
    }

    /** Notes what the gate asks of the API server in its namespace. */
    private static void watch(World world, Set<RoleRule> used) {
        world.api.faults().always((method, path) -> note(method, path, used), new Fault.DropBefore());
    }

    private static boolean note(String method, String path, Set<RoleRule> used) {
        Matcher objects = OBJECTS.matcher(path);
        if (objects.matches()) {
            boolean one = objects.group(3) != null;
            String verb =
                    switch (method) {
                        case "GET" -> one ? "get" : "list";
                        case "POST" -> "create";
                        case "PUT" -> "update";
                        default -> method.toLowerCase(Locale.ROOT);
                    };
            synchronized (used) {
                used.add(new RoleRule(objects.group(1) == null ? "" : objects.group(1), objects.group(2), verb));
            }
        }
        return false;
    }
}
