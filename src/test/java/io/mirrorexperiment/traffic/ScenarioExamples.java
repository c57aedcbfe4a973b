package io.mirrorexperiment.traffic;

import static io.mirrorexperiment.traffic.scenario.ScenarioName.CIRCUIT_BREAKING;
import static io.mirrorexperiment.traffic.scenario.ScenarioName.FAULT_INJECTION;
import static io.mirrorexperiment.traffic.scenario.ScenarioName.MIRRORING;
import static io.mirrorexperiment.traffic.scenario.ScenarioName.REQUEST_ROUTING;
import static io.mirrorexperiment.traffic.scenario.ScenarioName.REQUEST_TIMEOUTS;
import static io.mirrorexperiment.traffic.scenario.ScenarioName.TCP_TRAFFIC_SHIFTING;
import static io.mirrorexperiment.traffic.scenario.ScenarioName.TRAFFIC_SHIFTING;

import io.mirrorexperiment.traffic.scenario.CircuitBreaker;
import io.mirrorexperiment.traffic.scenario.Condition;
import io.mirrorexperiment.traffic.scenario.Copy;
import io.mirrorexperiment.traffic.scenario.Exposure;
import io.mirrorexperiment.traffic.scenario.Fault;
import io.mirrorexperiment.traffic.scenario.Match;
import io.mirrorexperiment.traffic.scenario.Mirrors;
import io.mirrorexperiment.traffic.scenario.Routing;
import io.mirrorexperiment.traffic.scenario.Rule;
import io.mirrorexperiment.traffic.scenario.Scenario;
import io.mirrorexperiment.traffic.scenario.ScenarioName;
import io.mirrorexperiment.traffic.scenario.Share;
import io.mirrorexperiment.traffic.scenario.Target;
import io.mirrorexperiment.traffic.scenario.Version;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The scenarios of the golden folders. */
final class ScenarioExamples {
    /** A provider and what is asked of it. */
    record Example(ScenarioRoutes routes, Scenario scenario) {}

    static final Map<String, Example> ALL = new LinkedHashMap<>();
    private static final Target TRAVELS = new Target("travel-agency", "travels");
    private static final CircuitBreaker BREAKER = new CircuitBreaker(
            Optional.of(CircuitBreaker.Pool.of(1, 1, 1)), Optional.of(CircuitBreaker.Outliers.after(1)));

    private ScenarioExamples() {}

    static {
        Scenario portals = requests(
                REQUEST_ROUTING,
                Rule.to(List.of(Condition.header("portal", "travels.uk")), to("v1", 100)),
                Rule.to(List.of(Condition.header("portal", "viaggi.it")), to("v2", 100)),
                Rule.to(List.of(Condition.header("portal", "voyages.fr")), to("v3", 100)));
        Scenario shift = requests(TRAFFIC_SHIFTING, Rule.to(List.of(), to("v1", 80), to("v2", 10), to("v3", 10)));
        Scenario mirroring = requests(
                MIRRORING,
                Rule.to(List.of(), to("v1", 80), to("v2", 20)).with(Mirrors.of(new Copy(Version.named("v3"), 50))));
        istio("request-routing", portals);
        istio(
                "request-routing-by-all-conditions",
                requests(
                        REQUEST_ROUTING,
                        Rule.to(
                                List.of(
                                        new Condition(
                                                Optional.of(Match.prefix("/travels")),
                                                Optional.of(Match.exact("GET")),
                                                Optional.of(Match.exact("travels")),
                                                Map.of(
                                                        "user",
                                                        Match.regex("new|registered"),
                                                        "device",
                                                        Match.prefix("mob")),
                                                Map.of("city", Match.exact("Rome")),
                                                Map.of("app", "viaggi")),
                                        Condition.uri(Match.exact("/beta"))),
                                to("v2", 30),
                                to("v3", 70))));
        istio("request-routing-over-routes-of-the-user", portals);
        istio(
                "fault-injection",
                new Scenario(
                        FAULT_INJECTION,
                        new Target("travel-agency", "hotels"),
                        new Routing.Requests(
                                List.of(Rule.failing(Fault.delay(Duration.ofSeconds(5), 100), List.of())))));
        istio(
                "fault-injection-of-aborts-to-some",
                requests(
                        FAULT_INJECTION,
                        Rule.failing(Fault.abort(503, 12.5), List.of(Condition.header("user", "tester")))));
        istio("traffic-shifting", shift);
        istio("traffic-shifting-with-users-subsets", shift);
        istio(
                "traffic-shifting-with-circuit-breaker",
                requests(TRAFFIC_SHIFTING, Rule.to(List.of(), to("v1", 34), to("v2", 33), to("v3", 33)))
                        .with(BREAKER));
        istio(
                "traffic-shifting-of-a-host-outside",
                shift.with(new Exposure(List.of("travels.example.com"), Optional.empty())));
        istio(
                "traffic-shifting-of-a-host-with-gateway",
                shift.with(new Exposure(List.of("travels.example.com"), Optional.empty())));
        istio("traffic-shifting-during-a-run", shift);
        istio(
                "tcp-traffic-shifting",
                new Scenario(
                        TCP_TRAFFIC_SHIFTING,
                        new Target("travel-agency", "mysqldb"),
                        new Routing.Connections(List.of(to("v1", 80), to("v2", 10), to("v3", 10)))));
        istio(
                "tcp-traffic-shifting-over-routes-of-the-user",
                new Scenario(
                        TCP_TRAFFIC_SHIFTING,
                        new Target("travel-agency", "mysqldb"),
                        new Routing.Connections(List.of(to("v1", 80), to("v2", 20)))));
        istio(
                "request-timeouts",
                requests(
                        REQUEST_TIMEOUTS,
                        Rule.within(Duration.ofSeconds(2), List.of(Condition.header("portal", "voyages.fr")))));
        istio(
                "circuit-breaking",
                new Scenario(
                        CIRCUIT_BREAKING, TRAVELS, new Routing.Untouched(), Optional.of(BREAKER), Optional.empty()));
        istio(
                "circuit-breaking-beside-limits-of-the-user",
                new Scenario(
                        CIRCUIT_BREAKING, TRAVELS, new Routing.Untouched(), Optional.of(BREAKER), Optional.empty()));
        istio("mirroring", mirroring);
        istio(
                "mirroring-to-several",
                requests(
                        MIRRORING,
                        Rule.to(List.of(), to("v1", 100))
                                .with(new Mirrors(
                                        List.of(
                                                new Copy(Version.named("v2"), 100),
                                                new Copy(Version.named("v3"), 12.5)),
                                        List.of("*")))));
        istio("mirroring-over-a-mirror-of-the-user", mirroring);
    }

    static {
        gateway(
                "gateway-api-request-routing",
                requests(
                        REQUEST_ROUTING,
                        Rule.to(List.of(Condition.header("portal", "travels.uk")), to("v1", 100)),
                        Rule.to(List.of(Condition.header("portal", "voyages.fr")), to("v3", 100))));
        gateway(
                "gateway-api-shifting-and-timeouts-over-a-route",
                requests(
                        TRAFFIC_SHIFTING,
                        Rule.within(Duration.ofMillis(1500), List.of(Condition.uri(Match.prefix("/cities/old")))),
                        Rule.to(List.of(), to("v1", 80), to("v2", 20))));
        gateway(
                "gateway-api-mirroring",
                requests(
                        MIRRORING,
                        Rule.to(List.of(), to("v1", 80), to("v2", 20))
                                .with(new Mirrors(
                                        List.of(new Copy(Version.named("v3"), 12.5)), List.of("GET", "HEAD")))));
        gateway(
                "gateway-api-refuses-what-it-cannot-say",
                requests(
                                FAULT_INJECTION,
                                Rule.failing(Fault.abort(503, 10), List.of(Condition.from(Map.of("app", "viaggi")))))
                        .with(BREAKER));
        gateway(
                "gateway-api-refuses-an-order-that-it-would-not-keep",
                requests(
                        REQUEST_ROUTING,
                        Rule.to(List.of(Condition.header("portal", "travels.uk")), to("v1", 100)),
                        Rule.to(List.of(Condition.uri(Match.exact("/cities"))), to("v2", 100))));
        gateway(
                "gateway-api-refuses-tcp",
                new Scenario(
                        TCP_TRAFFIC_SHIFTING, TRAVELS, new Routing.Connections(List.of(to("v1", 50), to("v2", 50)))));
    }

    private static void gateway(String folder, Scenario scenario) {
        ALL.put(folder, new Example(new GatewayScenario(), scenario));
    }

    private static void istio(String folder, Scenario scenario) {
        ALL.put(folder, new Example(new IstioScenario(), scenario));
    }

    private static Scenario requests(ScenarioName name, Rule... rules) {
        return new Scenario(name, TRAVELS, new Routing.Requests(List.of(rules)));
    }

    private static Share to(String version, int weight) {
        return new Share(Version.named(version), weight);
    }
}
