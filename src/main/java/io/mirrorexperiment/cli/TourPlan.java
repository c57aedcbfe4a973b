package io.mirrorexperiment.cli;

import io.mirrorexperiment.sandbox.Travels;
import io.mirrorexperiment.traffic.scenario.CircuitBreaker;
import io.mirrorexperiment.traffic.scenario.Condition;
import io.mirrorexperiment.traffic.scenario.Copy;
import io.mirrorexperiment.traffic.scenario.Fault;
import io.mirrorexperiment.traffic.scenario.Mirrors;
import io.mirrorexperiment.traffic.scenario.Routing;
import io.mirrorexperiment.traffic.scenario.Rule;
import io.mirrorexperiment.traffic.scenario.Scenario;
import io.mirrorexperiment.traffic.scenario.ScenarioName;
import io.mirrorexperiment.traffic.scenario.Share;
import io.mirrorexperiment.traffic.scenario.Target;
import io.mirrorexperiment.traffic.scenario.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The scenarios of the travels demo, but for the rules that are left out. Pure.
 *
 * @param speed how many times shorter delays and timeouts are
 * @param broken the rules that are left out
 */
record TourPlan(double speed, Set<Broken> broken) {
    static final Target TRAVELS = new Target(Travels.AGENCY, "travels");
    static final Target HOTELS = new Target(Travels.AGENCY, "hotels");
    static final Target DATABASE = new Target(Travels.AGENCY, "mysqldb");

    /** Copies. */
    TourPlan {
        broken = Set.copyOf(broken);
    }

    /** Of each request to hotels. */
    Duration delay() {
        return DemoSpec.faster(Duration.ofSeconds(5), speed, Duration.ofMillis(10));
    }

    /** Of the requests of voyages.fr. */
    Duration timeout() {
        return DemoSpec.faster(Duration.ofSeconds(2), speed, Duration.ofMillis(4));
    }

    List<Scenario> routing() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < TourCounters.PORTALS.size(); i++) {
            Share whole = share(TourCounters.VERSIONS.get(i), 100);
            rules.add(Rule.to(List.of(Condition.header("portal", TourCounters.PORTALS.get(i))), whole));
        }
        return unless(Broken.ROUTING, requests(ScenarioName.REQUEST_ROUTING, TRAVELS, rules));
    }

    List<Scenario> fault() {
        return unless(Broken.FAULT, delayed());
    }

    List<Scenario> shifting() {
        return unless(
                Broken.SHIFT,
                requests(
                        ScenarioName.TRAFFIC_SHIFTING,
                        TRAVELS,
                        List.of(Rule.to(List.of(), share("v1", 80), share("v2", 10), share("v3", 10)))));
    }

    List<Scenario> tcp() {
        return unless(
                Broken.TCP,
                new Scenario(
                        ScenarioName.TCP_TRAFFIC_SHIFTING,
                        DATABASE,
                        new Routing.Connections(List.of(share("v1", 80), share("v2", 10), share("v3", 10)))));
    }

    /** The delay is there again, so that there is something to time out of. */
    List<Scenario> timeouts() {
        List<Scenario> all = new ArrayList<>(List.of(delayed()));
        all.addAll(unless(
                Broken.TIMEOUT,
                requests(
                        ScenarioName.REQUEST_TIMEOUTS,
                        TRAVELS,
                        List.of(Rule.within(timeout(), List.of(Condition.header("portal", "voyages.fr")))))));
        return all;
    }

    List<Scenario> breaking() {
        Scenario even = requests(
                ScenarioName.TRAFFIC_SHIFTING,
                TRAVELS,
                List.of(Rule.to(List.of(), share("v1", 34), share("v2", 33), share("v3", 33))));
        CircuitBreaker limits = new CircuitBreaker(
                Optional.of(CircuitBreaker.Pool.of(1, 1, 1)), Optional.of(CircuitBreaker.Outliers.after(1)));
        return List.of(is(Broken.BREAKER) ? even : even.with(limits));
    }

    List<Scenario> mirroring() {
        Rule split = Rule.to(List.of(), share("v1", 80), share("v2", 20));
        Rule copied = split.with(Mirrors.of(new Copy(Version.named("v3"), 50)));
        return List.of(requests(ScenarioName.MIRRORING, TRAVELS, List.of(is(Broken.MIRROR) ? split : copied)));
    }

    private Scenario delayed() {
        return requests(
                ScenarioName.FAULT_INJECTION, HOTELS, List.of(Rule.failing(Fault.delay(delay(), 100), List.of())));
    }

    private static Scenario requests(ScenarioName name, Target target, List<Rule> rules) {
        return new Scenario(name, target, new Routing.Requests(rules));
    }

    private static Share share(String version, int weight) {
        return new Share(Version.named(version), weight);
    }

    private List<Scenario> unless(Broken rule, Scenario scenario) {
        return is(rule) ? List.of() : List.of(scenario);
    }

    private boolean is(Broken rule) {
        return broken.contains(rule);
    }
}
