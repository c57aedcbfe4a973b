package io.mirrorexperiment.cli;

import io.mirrorexperiment.sandbox.Travels;
import io.mirrorexperiment.traffic.scenario.Scenario;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A tutorial of Kiali's on traffic scenarios, step by step on a travel agency: each scenario is put up, looked at in the metrics and taken
 * down, and what the tutorial says of the traffic is held against the numbers.
 */
final class Tour {
    /** A load that three versions bear and a breaker does not; it is not sped up, since the versions are not. */
    private static final double TESTER_QPS = 100;

    private final PrintStream out;
    private final TourPlan plan;
    private final TourPlace place;
    private final TourLooks looks;
    private final List<TourClaim> claims = new ArrayList<>();

    /** In a place where the agency and the portals are up. */
    Tour(PrintStream out, TourPlan plan, TourPlace place) {
        this.out = out;
        this.plan = plan;
        this.place = place;
        this.looks = new TourLooks(place.numbers(), plan);
    }

    /** Plays it; returns 0 if all that is said holds, else 1. */
    int play() {
        before();
        scenario("Request routing", plan::routing, looks::routed);
        scenario("Fault injection", plan::fault, looks::delayed);
        scenario(
                "Traffic shifting",
                plan::shifting,
                () -> looks.shared("requests to travels by their weights", 80, 10, 10));
        deploy("mysqldb v2 and v3", Travels.mysqldbVersions());
        scenario("TCP traffic shifting", plan::tcp, looks::connected);
        requestTimeouts();
        circuitBreaking();
        scenario("Mirroring", plan::mirroring, looks::mirrored);
        return conclude();
    }

    private void before() {
        deploy("travels v2 and v3", Travels.travelsVersions());
        looks.turnOver();
        claim(twice(() -> looks.shared("without a rule all versions share evenly", 100.0 / 3, 100.0 / 3, 100.0 / 3)));
    }

    /** The step of request timeouts alone. */
    void requestTimeouts() {
        scenario("Request timeouts", plan::timeouts, looks::timedOut);
    }

    private void circuitBreaking() {
        String tester = Travels.loadTester(TESTER_QPS / plan.speed());
        deploy("a load tester with 50 connections", tester);
        looks.testerTurnsOver();
        claim(twice(looks::unhurt));
        scenario("Circuit breaking", plan::breaking, () -> {
            looks.testerTurnsOver();
            return looks.shed();
        });
        say("Deleting the load tester");
        place.remove(tester);
    }

    /** Puts a scenario up, looks, and takes it down again. */
    private void scenario(String name, Supplier<List<Scenario>> rules, Supplier<List<TourClaim>> look) {
        Snapshot before = place.snapshot();
        say(name);
        rules.get().forEach(place::putUp);
        looks.turnOver();
        claim(twice(look));
        rules.get().forEach(scenario -> place.takeDown(scenario.target()));
        List<String> left = before.changes(place.snapshot());
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
        int failed = failed().size();
        int code = failed == 0 ? 0 : 1;
        say("");
        out.print(table.text());
        say("mirror-experiment: scenario=travels claims=" + claims.size() + " failed=" + failed + " exit=" + code);
        return code;
    }

    /** What did not hold so far. */
    List<TourClaim> failed() {
        return claims.stream().filter(one -> !one.holds()).toList();
    }

    private void deploy(String what, String manifests) {
        say("Deploying " + what);
        place.deploy(manifests);
    }

    private void say(String line) {
        out.println(line);
    }
}
