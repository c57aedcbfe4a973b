package io.mirrorexperiment.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.scenario.CircuitBreaker;
import io.mirrorexperiment.traffic.scenario.Condition;
import io.mirrorexperiment.traffic.scenario.Copy;
import io.mirrorexperiment.traffic.scenario.Fault;
import io.mirrorexperiment.traffic.scenario.Match;
import io.mirrorexperiment.traffic.scenario.Mirrors;
import io.mirrorexperiment.traffic.scenario.Routing;
import io.mirrorexperiment.traffic.scenario.Rule;
import io.mirrorexperiment.traffic.scenario.Scenario;
import io.mirrorexperiment.traffic.scenario.Share;
import io.mirrorexperiment.traffic.scenario.Target;
import io.mirrorexperiment.traffic.scenario.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of {@link ScenarioRoutes}, over generated routes and rules. */
class ScenarioLawsProperties {
    private static final ScenarioRoutes ISTIO = new IstioScenario();
    private static final Target REVIEWS = new Target("default", "reviews");
    private static final CircuitBreaker BREAKER = new CircuitBreaker(
            Optional.of(CircuitBreaker.Pool.of(3, 2, 1)), Optional.of(CircuitBreaker.Outliers.after(5)));

    @Provide
    Arbitrary<List<Manifest>> objects() {
        return Routes.objects();
    }

    @Provide
    Arbitrary<Scenario> scenarios() {
        Arbitrary<List<Rule>> rules = Combinators.combine(
                        rule(condition().list().ofMinSize(1).ofMaxSize(2))
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3),
                        rule(Arbitraries.just(List.<Condition>of())).list().ofMaxSize(1))
                .as((some, last) -> {
                    List<Rule> all = new ArrayList<>(some);
                    all.addAll(last);
                    return all;
                });
        return Combinators.combine(rules, Arbitraries.of(true, false)).as((all, broken) -> {
            Optional<CircuitBreaker> breaker = broken ? Optional.of(BREAKER) : Optional.empty();
            return Scenario.of(REVIEWS, new Routing.Requests(all), breaker, Optional.empty());
        });
    }

    private static Arbitrary<Condition> condition() {
        Arbitrary<Optional<Match>> uris = Arbitraries.of(
                        Match.prefix("/a"), Match.exact("/a/b"), Match.exact("/health"))
                .optional(.6);
        Arbitrary<Optional<Match>> methods = Arbitraries.of(Match.exact("GET"), Match.exact("PUT"), Match.prefix("P"))
                .optional(.6);
        return Combinators.combine(uris, methods)
                .as((uri, method) -> new Condition(uri, method, Optional.empty(), Map.of(), Map.of(), Map.of()))
                .filter(condition -> !condition.equals(Condition.ANY));
    }

    private static Arbitrary<Rule> rule(Arbitrary<List<Condition>> conditions) {
        Arbitrary<UnaryOperator<Rule>> kinds = Arbitraries.of(
                rule -> Rule.to(rule.conditions(), share("v1", 80), share("v4", 20)),
                rule -> Rule.to(rule.conditions(), share("v5", 100)),
                rule -> Rule.failing(Fault.delay(Duration.ofSeconds(1), 50), rule.conditions()),
                rule -> Rule.to(rule.conditions(), share("v3", 100))
                        .with(Mirrors.of(new Copy(Version.named("v4"), 10))),
                rule -> rule);
        return Combinators.combine(conditions, kinds)
                .as((some, kind) -> kind.apply(Rule.within(Duration.ofSeconds(2), some)));
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void aStepTakenTwiceIsTheStep(@ForAll("scenarios") Scenario scenario, @ForAll("objects") List<Manifest> found) {
        assumePossible(scenario, found);
        List<Manifest> objects = found;
        for (String step : List.of("prepare", "route", "tidy", "unroute", "clear")) {
            objects = done(scenario, objects, step);

            Step again = take(scenario, step, objects);

            assertThat(again).isEqualTo(new Step.Changes(List.of()));
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void takenDownAfterAnyStepEverythingIsAsItWas(
            @ForAll("scenarios") Scenario scenario, @ForAll("objects") List<Manifest> found) {
        assumePossible(scenario, found);
        for (List<String> steps :
                List.of(List.of("prepare"), List.of("prepare", "route"), List.of("prepare", "route", "tidy"))) {
            List<Manifest> up = done(scenario, found, steps.toArray(String[]::new));

            List<Manifest> down = done(scenario, up, "unroute", "clear");

            assertThat(byAddress(down)).isEqualTo(byAddress(found));
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void anotherScenarioOverOneRoutesAsTheOtherAlone(
            @ForAll("scenarios") Scenario one,
            @ForAll("scenarios") Scenario other,
            @ForAll("objects") List<Manifest> found) {
        assumePossible(one, found);
        assumePossible(other, found);

        List<Manifest> over = done(other, done(one, found, "prepare", "route", "tidy"), "prepare", "route", "tidy");

        assertThat(routes(over)).isEqualTo(routes(done(other, found, "prepare", "route", "tidy")));
        assertThat(byAddress(done(other, over, "unroute", "clear"))).isEqualTo(byAddress(found));
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aRequestGoesWhereTheFirstRuleSaysThatItMeets(
            @ForAll("scenarios") Scenario scenario, @ForAll("objects") List<Manifest> found) {
        assumePossible(scenario, found);
        List<Rule> rules = ((Routing.Requests) scenario.routing()).rules();

        Map<Address, Manifest> after = byAddress(done(scenario, found, "prepare", "route", "tidy"));

        for (Manifest route : routes(found).values()) {
            Manifest ruled = Objects.requireNonNull(after.get(route.address()));
            Routes.METHODS.forEach(method -> Routes.PATHS.forEach(path -> {
                Request request = new Request(method, path);
                List<String> before = subsets(request.destinations(route));
                Optional<Rule> met = rules.stream()
                        .filter(rule -> leads(request.destinations(route)) && meets(rule, method, path))
                        .findFirst();
                List<String> wanted = met.map(Rule::shares)
                        .filter(shares -> !shares.isEmpty())
                        .map(shares -> shares.stream()
                                .map(share -> share.version().name())
                                .toList())
                        .orElse(before);
                assertThat(subsets(request.destinations(ruled)))
                        .as("%s %s", method, path)
                        .isEqualTo(wanted);
            }));
        }
    }

    private static boolean meets(Rule rule, String method, String path) {
        return rule.takesAll()
                || rule.conditions().stream()
                        .anyMatch(condition -> meets(condition.uri(), path) && meets(condition.method(), method));
    }

    private static boolean meets(Optional<Match> match, String text) {
        return match.map(wanted ->
                        wanted.how() == Match.How.EXACT ? wanted.text().equals(text) : text.startsWith(wanted.text()))
                .orElse(true);
    }

    private static boolean leads(List<Map<String, Object>> legs) {
        return legs.stream()
                .filter(leg ->
                        legs.size() == 1 || !leg.getOrDefault("weight", 0).equals(0))
                .anyMatch(leg -> String.valueOf(Fields.map(leg, "destination").get("host"))
                        .startsWith("reviews"));
    }

    private static List<String> subsets(List<Map<String, Object>> legs) {
        return legs.stream()
                .map(leg -> String.valueOf(Fields.map(leg, "destination").get("subset")))
                .toList();
    }

    private static Share share(String version, int weight) {
        return new Share(Version.named(version), weight);
    }

    private static void assumePossible(Scenario scenario, List<Manifest> objects) {
        Assume.that(ISTIO.survey(scenario, objects) instanceof Survey.Possible);
    }

    private static List<Manifest> done(Scenario scenario, List<Manifest> objects, String... steps) {
        List<Manifest> after = objects;
        for (String step : steps) {
            Step taken = take(scenario, step, after);
            assertThat(taken).isInstanceOf(Step.Changes.class);
            after = Cluster.after(taken, after);
        }
        return after;
    }

    private static Step take(Scenario scenario, String step, List<Manifest> objects) {
        return switch (step) {
            case "prepare" -> ISTIO.prepare(scenario, objects);
            case "route" -> ISTIO.route(scenario, objects);
            case "tidy" -> ISTIO.tidy(REVIEWS, objects);
            case "unroute" -> ISTIO.unroute(REVIEWS, objects);
            case "clear" -> ISTIO.clear(REVIEWS, objects);
            default -> throw new IllegalArgumentException("no step: " + step);
        };
    }

    private static Map<Address, Manifest> routes(List<Manifest> objects) {
        return byAddress(objects.stream()
                .filter(object -> object.kind().equals(Kind.VIRTUAL_SERVICE))
                .toList());
    }

    private static Map<Address, Manifest> byAddress(List<Manifest> objects) {
        Map<Address, Manifest> byAddress = new LinkedHashMap<>();
        objects.forEach(object -> byAddress.put(object.address(), object));
        return byAddress;
    }
}
