package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.traffic.scenario.Scenario;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Kiali's tutorial on the sandbox: what it says of the traffic is so, and is not where a rule is missing. */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class TourTest {
    private static final Pattern FAILED = Pattern.compile("(?m)^ {2}✗ (.*?):");

    @TempDir
    Path state = Path.of("");

    private Typed played(String... words) {
        List<String> all = new java.util.ArrayList<>(
                List.of("demo", "--scenario", "travels", "--plain", "--speed", "5", "--qps", "12"));
        all.addAll(List.of(words));
        return Typed.on(state, all.toArray(String[]::new));
    }

    private static List<String> failed(Typed demo) {
        return FAILED.matcher(demo.out()).results().map(found -> found.group(1)).toList();
    }

    @Test
    void everyClaimHolds() {
        Typed demo = played();

        assertThat(failed(demo)).as(demo.out() + demo.err()).isEmpty();
        assertThat(demo.lastLine()).matches("mirror-experiment: scenario=travels claims=25 failed=0 exit=0");
        assertThat(demo.code()).isZero();
    }

    @Test
    void withoutTheTimeoutThatRowAloneFails() {
        Typed demo = played("--break", "timeout");

        assertThat(failed(demo)).as(demo.out() + demo.err()).containsExactly("voyages.fr fails after its timeout");
        assertThat(demo.lastLine()).endsWith(" failed=1 exit=1");
        assertThat(demo.code()).isEqualTo(1);
    }

    /** Each rule's rows, and no others: {@link #aRuleLeftOutChangesItsOwnScenarioOnly} shows that no two have to do with each other. */
    @Test
    void withoutAnyRuleTheRowsOfAllFail() {
        Typed demo = played("--break", "routing,fault,shift,tcp,timeout,breaker,mirror", "--seed", "2");

        assertThat(failed(demo))
                .as(demo.out() + demo.err())
                .containsExactly(
                        "travels.uk → v1, viaggi.it → v2, voyages.fr → v3",
                        "the sources tell that hotels is slow",
                        "hotels itself tells of that much less",
                        "the delay reaches the portals",
                        "requests to travels by their weights",
                        "connections to mysqldb by their weights",
                        "bytes from mysqldb by the same weights",
                        "voyages.fr fails after its timeout",
                        "with a breaker most of their requests fail",
                        "those say that it was the breaker",
                        "v3 gets half of them as copies");
        assertThat(demo.code()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Broken.class)
    void aRuleLeftOutChangesItsOwnScenarioOnly(Broken rule) {
        Map<Broken, Function<TourPlan, List<Scenario>>> scenarios = Map.of(
                Broken.ROUTING, TourPlan::routing,
                Broken.FAULT, TourPlan::fault,
                Broken.SHIFT, TourPlan::shifting,
                Broken.TCP, TourPlan::tcp,
                Broken.TIMEOUT, TourPlan::timeouts,
                Broken.BREAKER, TourPlan::breaking,
                Broken.MIRROR, TourPlan::mirroring);
        TourPlan whole = new TourPlan(1, Set.of());
        TourPlan without = new TourPlan(1, EnumSet.of(rule));

        assertThat(scenarios).hasSameSizeAs(Broken.values());
        scenarios.forEach((owner, scenario) -> assertThat(scenario.apply(whole).equals(scenario.apply(without)))
                .as("%s without %s", owner, rule)
                .isEqualTo(owner != rule));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--break timeout; --break belongs to --scenario travels",
                "--scenario travels --print-spec; neither a spec to print",
                "--scenario travels --json -; nor a report to write",
                "--scenario travels --dark errors=1; has no dark version",
                "--scenario travels --break everything; everything"
            })
    void whatHasNoMeaningIsRefused(String words, String why) {
        Typed demo = Typed.on(state, ("demo " + words).split(" ", -1));

        assertThat(demo.code()).isEqualTo(Refusal.USAGE);
        assertThat(demo.err()).contains(why);
    }
}
