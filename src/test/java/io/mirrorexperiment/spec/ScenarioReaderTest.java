package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.traffic.scenario.CircuitBreaker;
import io.mirrorexperiment.traffic.scenario.Condition;
import io.mirrorexperiment.traffic.scenario.Match;
import io.mirrorexperiment.traffic.scenario.Routing;
import io.mirrorexperiment.traffic.scenario.Rule;
import io.mirrorexperiment.traffic.scenario.Scenario;
import io.mirrorexperiment.traffic.scenario.ScenarioName;
import io.mirrorexperiment.traffic.scenario.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioReaderTest {
    /** Specs that are taken, and what they are called after what they do. */
    static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("{service: a, rules: [{to: {v1: 100}}]}", "TRAFFIC_SHIFTING"),
            Map.entry("{service: a, rules: [{match: [{uri: /x}], to: {v1: 100}}]}", "REQUEST_ROUTING"),
            Map.entry("{service: a, rules: [{timeout: 2s}]}", "REQUEST_TIMEOUTS"),
            Map.entry("{service: a, rules: [{fault: {abort: {status: 503}}}]}", "FAULT_INJECTION"),
            Map.entry("{service: a, rules: [{to: {v1: 100}, mirror: {to: {v2: 5}}}]}", "MIRRORING"),
            Map.entry("{service: a, tcp: {v1: 50, v2: 50}}", "TCP_TRAFFIC_SHIFTING"),
            Map.entry("{service: a, circuitBreaker: {outliers: {errors: 1}}}", "CIRCUIT_BREAKING"));

    static final Set<String> TAKEN = NAMED.keySet();

    /** Specs that are refused, and what is said of them. */
    static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("{service: a}", "says of nothing what shall be done"),
            Map.entry("{rules: [{timeout: 2s}]}", "spec.service: is missing"),
            Map.entry("{service: a, rules: []}", "needs a rule"),
            Map.entry("{service: a, rules: [{}]}", "a rule needs weights, a mirror, a timeout"),
            Map.entry("{service: a, rules: [{timeout: 2s}, {timeout: 3s}]}", "so it must be the last"),
            Map.entry("{service: a, rules: [{to: {v1: 60, v2: 30}}]}", "spec.rules[0].to: must add up to 100"),
            Map.entry(
                    "{service: a, rules: [{to: {v1: 100}, mirror: {to: {v1: 5}}}]}",
                    "would get requests and copies of them"),
            Map.entry("{service: a, rules: [{mirror: {to: {v1: 5}}}]}", "a rule with a mirror needs weights"),
            Map.entry("{service: a, rules: [{to: {v1: 100}, mirror: {}}]}", "spec.rules[0].mirror.to: is missing"),
            Map.entry("{service: a, rules: [{timeout: 2}]}", "write 2s for seconds"),
            Map.entry("{service: a, rules: [{fault: {}}]}", "a fault needs a delay or an abort"),
            Map.entry("{service: a, rules: [{fault: {abort: {status: 700}}}]}", "from 200 to 599"),
            Map.entry(
                    "{service: a, rules: [{match: [{headers: {X-A: b}}], timeout: 2s}]}",
                    "no name of a header in lower case"),
            Map.entry(
                    "{service: a, rules: [{match: [{uri: {}}], timeout: 2s}]}",
                    "must hold one of exact, prefix and regex"),
            Map.entry(
                    "{service: a, rules: [{timeout: 2s}], tcp: {v1: 100}}",
                    "rules are for requests and tcp for connections"),
            Map.entry("{service: a, tcp: {v1: 100}, hosts: [a.example.com]}", "has a meaning only beside rules"),
            Map.entry("{service: a, rules: [{timeout: 2s}], hosts: [shop]}", "is no full host name"),
            Map.entry("{service: a, rules: [{timeout: 2s}], gateway: a/b}", "has a meaning only beside hosts"),
            Map.entry("{service: a, circuitBreaker: {}}", "needs a connection pool or outlier detection"),
            Map.entry("{service: a, circuitBreaker: {pool: {connections: 0}}}", "from 1 to"),
            Map.entry("{service: a, circuitBreaker: {outliers: {interval: 1s}}}", "needs the number of errors"),
            Map.entry("{service: a, rules: [{retries: {attempts: 0, on: 5xx}}]}", "with 0 retries"),
            Map.entry("{service: a, weights: {v1: 100}}", "unknown word 'weights'"));

    @Test
    void theExampleOfTheDocsIsRead() throws Exception {
        String page = Files.readString(Path.of("docs/scenarios.md"));
        String example = page.replaceFirst("(?s).*```yaml\n(?=apiVersion)", "").replaceFirst("(?s)```.*", "");

        Scenario scenario = valid(example);

        assertThat(scenario.name()).isEqualTo(ScenarioName.MIRRORING);
        assertThat(scenario.target().words()).isEqualTo("service travel-agency/travels");
        Rule first = ((Routing.Requests) scenario.routing()).rules().get(0);
        assertThat(first.conditions())
                .containsExactly(new Condition(
                        Optional.of(Match.prefix("/travels")),
                        Optional.of(Match.exact("GET")),
                        Optional.of(Match.regex("travels.*")),
                        Map.of("portal", Match.exact("voyages.fr")),
                        Map.of("city", Match.exact("Rome")),
                        Map.of("app", "voyages")));
        assertThat(first.timeout()).contains(Duration.ofSeconds(2));
        assertThat(first.shares().get(0).version())
                .isEqualTo(new Version("v3", Map.of("version", "v3", "track", "canary")));
        assertThat(scenario.breaker().flatMap(CircuitBreaker::outliers))
                .contains(new CircuitBreaker.Outliers(
                        OptionalInt.of(5),
                        OptionalInt.of(3),
                        Optional.of(Duration.ofSeconds(10)),
                        Optional.of(Duration.ofSeconds(30)),
                        OptionalInt.of(50)));
        assertThat(scenario.exposure()).isPresent();
    }

    static Stream<Arguments> named() {
        return NAMED.entrySet().stream().map(row -> Arguments.of(row.getKey(), ScenarioName.valueOf(row.getValue())));
    }

    static Stream<Arguments> refused() {
        return REFUSED.entrySet().stream().map(row -> Arguments.of(row.getKey(), row.getValue()));
    }

    @ParameterizedTest
    @MethodSource("named")
    void aScenarioIsCalledAfterWhatItDoes(String spec, ScenarioName name) {
        assertThat(valid(of(spec)).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aMistakeIsToldWithItsPathAndTheWayOut(String spec, String words) {
        assertThat(mistakes(of(spec))).anySatisfy(mistake -> assertThat(mistake).contains(words));
    }

    @Test
    void aCommandLinesTreeIsReadAsAFileIs() {
        String spec = "{service: a, rules: [{to: {v1: 80, v2: 20}}]}";
        Map<String, ?> tree =
                Map.of("service", "a", "rules", List.of(Map.of("to", new TreeMap<>(Map.of("v1", 80, "v2", 20)))));

        ScenarioResult read = new ScenarioReader("shop").read(tree);

        assertThat(((ScenarioResult.Valid) read).scenario()).isEqualTo(valid(of(spec)));
    }

    @Test
    void noTextMakesItFail() {
        assertThat(Stream.of(
                        "",
                        "[]",
                        "{",
                        "a: b",
                        "{apiVersion: x, kind: y}",
                        "---\n{}\n---\n{}",
                        of("7"),
                        of("{rules: 7}")))
                .allSatisfy(text -> assertThat(mistakes(text)).isNotEmpty());
    }

    static String of(String spec) {
        return "apiVersion: mirror-experiment.io/v1\nkind: MirrorScenario\nspec: " + spec + "\n";
    }

    private static Scenario valid(String text) {
        ScenarioResult read = read(text);
        assertThat(read).isInstanceOf(ScenarioResult.Valid.class);
        return ((ScenarioResult.Valid) read).scenario();
    }

    private static List<String> mistakes(String text) {
        return read(text) instanceof ScenarioResult.Invalid invalid
                ? invalid.mistakes().stream().map(Mistake::toString).toList()
                : List.of();
    }

    private static ScenarioResult read(String text) {
        return new ScenarioReader("shop").read(text.getBytes(StandardCharsets.UTF_8));
    }
}
