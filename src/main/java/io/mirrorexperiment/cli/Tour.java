package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.sandbox.Sandbox;
import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.Travels;
import io.mirrorexperiment.sandbox.mesh.MeshOptions;
import io.mirrorexperiment.traffic.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A tutorial of Kiali's on traffic scenarios, step by step on a travel agency in the sandbox: each scenario is put up, looked at in the
 * metrics and taken down, and what the tutorial says of the traffic is held against the numbers.
 */
final class Tour implements AutoCloseable {
    private static final Duration SCRAPE = Duration.ofSeconds(1);
    private static final Duration LEAST_SCRAPE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A load that three versions bear and a breaker does not; it is not sped up, since the versions are not. */
    private static final double TESTER_QPS = 100;

    private final Host people;
    private final DemoOptions options;
    private final DemoFolder folder;
    private final Sandbox sandbox;
    private final Cluster cluster;
    private final TourNumbers numbers;
    private final TourScenarios scenarios;
    private final TourPlan plan;
    private final TourLooks looks;
    private final List<TourClaim> claims = new ArrayList<>();

    private Tour(Host people, DemoOptions options, DemoFolder folder, Sandbox sandbox) {
        this.people = people;
        this.options = options;
        this.folder = folder;
        this.sandbox = sandbox;
        folder.write(folder.kubeconfig(), sandbox.kubeconfig());
        cluster = Cluster.connect(new ClusterOptions(
                Optional.of(folder.kubeconfig().toString()),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(10)));
        numbers = TourNumbers.at(sandbox.prometheusUrl(), scrape(options).multipliedBy(2));
        scenarios = new TourScenarios(cluster);
        plan = new TourPlan(options.speed, Set.copyOf(options.broken));
        looks = new TourLooks(numbers, plan);
    }

    /** Starts the agency and the portals. */
    static Tour open(Host people, DemoOptions options, DemoFolder folder) {
        Sandbox sandbox = Sandbox.start(SandboxOptions.travels()
                .withManifest(Travels.portals(options.qps / TourCounters.PORTALS.size()))
                .withMesh(MeshOptions.defaults().withSeed(options.seed).withSpeed(options.speed))
                .withScrapeInterval(scrape(options)));
        Tour tour = new Tour(people, options, folder, sandbox);
        tour.awaitPods();
        return tour;
    }

    private static Duration scrape(DemoOptions options) {
        return DemoSpec.faster(SCRAPE, options.speed, LEAST_SCRAPE);
    }

    /** Plays it; returns 0 if all that is said holds, else 1. */
    int play() {
        say("Three portals ask the agency for travels, " + Math.round(options.load())
                + " times a second all together.");
        options.broken.forEach(rule -> say("The rule of " + rule + " is left out on purpose."));
        say("");
        before();
        scenario("Request routing", plan::routing, looks::routed);
        scenario("Fault injection", plan::fault, looks::delayed);
        scenario(
                "Traffic shifting",
                plan::shifting,
                () -> looks.shared("requests to travels by their weights", 80, 10, 10));
        apply("mysqldb v2 and v3", Travels.mysqldbVersions());
        scenario("TCP traffic shifting", plan::tcp, looks::connected);
        scenario("Request timeouts", plan::timeouts, looks::timedOut);
        circuitBreaking();
        scenario("Mirroring", plan::mirroring, looks::mirrored);
        return conclude();
    }

    private void before() {
        apply("travels v2 and v3", Travels.travelsVersions());
        looks.turnOver();
        claim(twice(() -> looks.shared("without a rule all versions share evenly", 100.0 / 3, 100.0 / 3, 100.0 / 3)));
    }

    private void circuitBreaking() {
        String tester = Travels.loadTester(TESTER_QPS / options.speed);
        apply("a load tester with 50 connections", tester);
        looks.testerTurnsOver();
        claim(twice(looks::unhurt));
        scenario("Circuit breaking", plan::breaking, () -> {
            looks.testerTurnsOver();
            return looks.shed();
        });
        say("Deleting the load tester");
        sandbox.cluster().delete(tester);
    }

    /** Puts a scenario up, looks, and takes it down again. */
    private void scenario(String name, Supplier<List<Scenario>> rules, Supplier<List<TourClaim>> look) {
        Snapshot before = Snapshot.of(sandbox.cluster().view());
        say(name);
        rules.get().forEach(scenarios::putUp);
        looks.turnOver();
        claim(twice(look));
        rules.get().forEach(scenario -> scenarios.takeDown(scenario.target()));
        List<String> left = before.changes(Snapshot.of(sandbox.cluster().view()));
        claim(List.of(new TourClaim(
                name + " deleted: all is as before",
                "no change",
                left.isEmpty() ? "no change" : left.size() + " changes, as " + left.get(0),
                left.isEmpty())));
        looks.turnOver();
    }

    /** What chance made is seldom outside its interval; where it is, other requests are looked at once. */
    private static List<TourClaim> twice(Supplier<List<TourClaim>> look) {
        List<TourClaim> first = look.get();
        if (first.stream().allMatch(TourClaim::holds)) {
            return first;
        }
        List<TourClaim> second = look.get();
        List<TourClaim> both = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            both.add(first.get(i).holds() ? first.get(i) : second.get(i));
        }
        return both;
    }

    private void claim(List<TourClaim> more) {
        claims.addAll(more);
        more.forEach(one -> say("  " + (one.holds() ? "✓ " : "✗ ") + one.words() + ": " + one.seen()));
    }

    private int conclude() {
        Grid table = new Grid(List.of("claim", "expected", "seen", "holds"));
        claims.forEach(one -> table.row(List.of(one.words(), one.expected(), one.seen(), one.holds() ? "yes" : "NO")));
        long failed = claims.stream().filter(one -> !one.holds()).count();
        int code = failed == 0 ? 0 : 1;
        say("");
        people.out().print(table.text());
        say("mirror-experiment: scenario=travels claims=" + claims.size() + " failed=" + failed + " exit=" + code);
        return code;
    }

    /** How to look at it, once it has been played. */
    List<String> ways() {
        return List.of(
                "  export KUBECONFIG=" + folder.kubeconfig(),
                "  kubectl get pods,virtualservices,destinationrules -n " + Travels.AGENCY,
                "  kubectl logs deployment/travels-v1 -n " + Travels.AGENCY + " -c istio-proxy",
                "  curl '" + sandbox.prometheusUrl() + "/api/v1/query?query=istio_requests_total'");
    }

    private void apply(String what, String manifest) {
        say("Deploying " + what);
        sandbox.apply(manifest);
        awaitPods();
    }

    private void awaitPods() {
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        if (!sandbox.awaitPods(PATIENCE)) {
            throw Refusal.nothingChanged(
                    "the demo's pods are not ready after " + PATIENCE.toSeconds() + " s; is this machine very busy?");
        }
    }

    private void say(String line) {
        people.out().println(line);
    }

    @Override
    public void close() {
        numbers.close();
        cluster.close();
        sandbox.close();
    }
}
