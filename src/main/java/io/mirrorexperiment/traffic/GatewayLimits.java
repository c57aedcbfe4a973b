package io.mirrorexperiment.traffic;

import io.mirrorexperiment.traffic.scenario.Condition;
import io.mirrorexperiment.traffic.scenario.Match;
import io.mirrorexperiment.traffic.scenario.Routing;
import io.mirrorexperiment.traffic.scenario.Rule;
import io.mirrorexperiment.traffic.scenario.Scenario;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the standard channel of the Gateway API cannot express, in sentences. */
final class GatewayLimits {
    private static final String ISTIO_CAN = " Istio's own routes can.";

    private GatewayLimits() {}

    static Stream<String> of(Scenario scenario) {
        Stream<String> whole = Stream.of(
                        says(scenario.breaker().isPresent(), "The Gateway API has no circuit breaker."),
                        says(
                                scenario.exposure().isPresent(),
                                "Names from outside are listeners of a Gateway, which belong to whoever runs it: attach an HTTPRoute of yours to it."),
                        says(
                                scenario.routing() instanceof Routing.Connections,
                                "The Gateway API divides connections by a TCPRoute, which is experimental."))
                .flatMap(Optional::stream);
        return Stream.concat(whole, rules(scenario).stream().flatMap(GatewayLimits::ofRule))
                .map(sentence -> sentence + ISTIO_CAN);
    }

    private static Stream<String> ofRule(Rule rule) {
        return Stream.concat(
                Stream.of(
                                says(rule.fault().isPresent(), "The Gateway API has no faults."),
                                says(rule.retries().isPresent(), "Retries of the Gateway API are experimental."))
                        .flatMap(Optional::stream),
                rule.conditions().stream().flatMap(GatewayLimits::ofCondition));
    }

    private static Stream<String> ofCondition(Condition condition) {
        Stream<Match> texts =
                Stream.concat(condition.headers().values().stream(), condition.queries().values().stream());
        return Stream.of(
                        says(
                                !condition.sourceLabels().isEmpty(),
                                "The Gateway API cannot tell requests by the labels of who sends them."),
                        says(
                                condition.authority().isPresent(),
                                "An HTTPRoute has hostnames as a whole, none for a rule."),
                        says(
                                condition
                                        .method()
                                        .filter(method -> method.how() != Match.How.EXACT)
                                        .isPresent(),
                                "The Gateway API compares methods exactly only."),
                        says(
                                texts.anyMatch(text -> text.how() == Match.How.PREFIX),
                                "The Gateway API cannot tell headers and query parameters by how they begin."))
                .flatMap(Optional::stream);
    }

    private static List<Rule> rules(Scenario scenario) {
        return scenario.routing() instanceof Routing.Requests requests ? requests.rules() : List.of();
    }

    private static Optional<String> says(boolean so, String sentence) {
        return so ? Optional.of(sentence) : Optional.empty();
    }
}
