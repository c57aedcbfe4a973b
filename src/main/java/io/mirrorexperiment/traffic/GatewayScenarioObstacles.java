package io.mirrorexperiment.traffic;

import io.mirrorexperiment.traffic.scenario.Routing;
import io.mirrorexperiment.traffic.scenario.Rule;
import io.mirrorexperiment.traffic.scenario.Scenario;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is in the way of a scenario on HTTPRoutes, in sentences. */
final class GatewayScenarioObstacles {
    private static final int MOST_RULES = 16;

    private final GatewayScenarioMesh mesh;
    private final Scenario scenario;

    private GatewayScenarioObstacles(GatewayScenarioMesh mesh, Scenario scenario) {
        this.mesh = mesh;
        this.scenario = scenario;
    }

    /** All of them in one text; empty if the way is free. */
    static Optional<String> of(GatewayScenarioMesh mesh, Scenario scenario) {
        GatewayScenarioObstacles obstacles = new GatewayScenarioObstacles(mesh, scenario);
        return joined(GatewayLimits.of(scenario)).or(() -> joined(obstacles.inTheWay()));
    }

    private static Optional<String> joined(Stream<String> sentences) {
        List<String> found = sentences.distinct().toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(String.join(" Also: ", found));
    }

    private Stream<String> inTheWay() {
        Stream<String> service = mesh.services().whole().isPresent()
                ? Stream.empty()
                : Stream.of("There is no Service %s in namespace %s, so what selects its versions is not known."
                        .formatted(mesh.host().service(), mesh.host().namespace()));
        return Stream.of(
                        service,
                        names(),
                        ports(),
                        mesh.changed(),
                        order(),
                        mesh.users().stream().flatMap(this::of))
                .flatMap(found -> found);
    }

    private Stream<String> names() {
        return scenario.routing().versions().stream()
                .filter(version -> mesh.services().taken(version)
                        || mesh.services().name(version).length() > VersionServices.LONGEST_NAME)
                .map(version ->
                        "A Service for version %s would be named %s, which is taken or too long: make one with the selector of %s and the labels of the version."
                                .formatted(
                                        version.name(),
                                        mesh.services().name(version),
                                        mesh.host().service()));
    }

    private Stream<String> ports() {
        boolean several = mesh.services().whole().stream()
                .anyMatch(service -> service.maps("spec", "ports").size() != 1);
        return mesh.users().isEmpty() && several
                ? Stream.of(
                        "Service %s has several ports and no HTTPRoute leads to it: make one that says which port is meant."
                                .formatted(mesh.host().service()))
                : Stream.empty();
    }

    /** The API asks the closest rule first, whatever its place. */
    private Stream<String> order() {
        List<Rule> rules = rules();
        return IntStream.range(0, rules.size()).boxed().flatMap(later -> IntStream.range(0, later)
                .filter(earlier -> overtakes(rules.get(later), rules.get(earlier)))
                .mapToObj(earlier ->
                        "Rule %d matches more closely than rule %d, so the Gateway API would ask it first: put it first."
                                .formatted(later + 1, earlier + 1)));
    }

    private static boolean overtakes(Rule later, Rule earlier) {
        return HttpRouteRules.ours(later).stream().anyMatch(close -> HttpRouteRules.ours(earlier).stream()
                .anyMatch(wide -> RANKS.compare(close.rank(), wide.rank()) > 0
                        && (close.unclear(wide) || close.and(wide).isPresent())));
    }

    private static final Comparator<List<Integer>> RANKS = (one, other) -> IntStream.range(0, one.size())
            .map(place -> Integer.compare(one.get(place), other.get(place)))
            .filter(order -> order != 0)
            .findFirst()
            .orElse(0);

    private Stream<String> of(HttpRoute route) {
        HttpRoute bare = HttpRouteScenario.bare(route, mesh.host());
        Stream<String> rules = bare.rules().stream()
                .filter(rule -> bare.reference(rule, mesh.host()).isPresent())
                .flatMap(rule -> of(bare, rule));
        Stream<String> elsewhere =
                route.manifest().namespace().equals(mesh.host().namespace())
                        ? Stream.empty()
                        : Stream.of(
                                "%s is in another namespace than the service, and Services of ours could not be reached from there without a ReferenceGrant."
                                        .formatted(route.words()));
        Stream<String> many = mesh.route(scenario).in(route).rules().size() > MOST_RULES
                ? Stream.of("%s would have more than %d rules, the most that the API takes."
                        .formatted(route.words(), MOST_RULES))
                : Stream.empty();
        return Stream.of(rules, elsewhere, many).flatMap(found -> found);
    }

    private Stream<String> of(HttpRoute route, Map<String, Object> users) {
        boolean shares = rules().stream().anyMatch(rule -> !rule.shares().isEmpty());
        boolean rewrites =
                Fields.maps(users, "filters").stream().anyMatch(filter -> "URLRewrite".equals(filter.get("type")));
        boolean paths = rules().stream()
                .flatMap(rule -> rule.conditions().stream())
                .anyMatch(condition -> condition.uri().isPresent());
        boolean unclear = HttpRouteRules.users(users).stream().anyMatch(user -> rules().stream()
                .flatMap(rule -> HttpRouteRules.ours(rule).stream())
                .anyMatch(user::unclear));
        return Stream.of(
                        says(
                                shares && route.divides(users, mesh.host()),
                                "%s divides requests between %s and others; what share would be a version's is not ours to say."
                                        .formatted(route.words(), mesh.host().service())),
                        says(
                                rewrites && paths,
                                "%s rewrites the path that it matches, which a rule with a condition on the uri would change."
                                        .formatted(route.words())),
                        says(
                                unclear,
                                "%s has a condition on the same field as a rule, and whether both can hold is not to be said of expressions."
                                        .formatted(route.words())))
                .flatMap(Optional::stream);
    }

    private List<Rule> rules() {
        return scenario.routing() instanceof Routing.Requests requests ? requests.rules() : List.of();
    }

    private static Optional<String> says(boolean so, String sentence) {
        return so ? Optional.of(sentence) : Optional.empty();
    }
}
