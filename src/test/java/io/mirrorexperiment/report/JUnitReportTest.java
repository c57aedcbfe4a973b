package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.journal.Journal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class JUnitReportTest {
    private static final String VERDICT = "the dark version is judged fit to be live";
    private static final String MIRROR = "the mirror is proven";
    private static final String LIVE = "the live version is protected";
    private static final String CLEAN = "the run cleaned up after itself";

    static Stream<String> cases() {
        return Cases.all().keySet().stream();
    }

    @Test
    void aPromotedRunPassesEverything() {
        assertThat(states("promoted").values()).containsOnly("pass");
        assertThat(states("promoted-by-shift").values()).containsOnly("pass");
        assertThat(states("adopted").values()).containsOnly("pass");
    }

    @Test
    void aBreachedObjectiveIsAFailureWithItsNumbers() {
        Element failure = Xml.children(testCase("rolled-back-on-errors", "error-rate ≤ 1 %"))
                .get(0);

        assertThat(failure.getTagName()).isEqualTo("failure");
        assertThat(failure.getAttribute("type")).isEqualTo("breached");
        assertThat(failure.getAttribute("message")).isEqualTo("error-rate is 4.2 %, must be ≤ 1 %");
        assertThat(failure.getTextContent().lines())
                .containsExactly(
                        "measured  4.2 %",
                        "limit     ≤ 1 %", "bounds    –", "requests  119", "4.20 % of 119 requests (5 errors).");
        assertThat(states("rolled-back-on-errors"))
                .containsEntry("latency-p95 ≤ 100 ms", "pass")
                .containsEntry(VERDICT, "failure")
                .containsEntry(MIRROR, "pass")
                .containsEntry(CLEAN, "pass");
    }

    @Test
    void missingEvidenceIsAnErrorAndNeverAPass() {
        assertThat(states("missing-readings")).containsEntry(VERDICT, "error").containsValue("error");
        assertThat(states("no-traffic")).doesNotContainValue("failure").containsEntry("error-rate ≤ 1 %", "error");
        assertThat(states("not-flowing")).containsEntry(MIRROR, "error").containsEntry(CLEAN, "pass");
    }

    /** What was measured of requests that were no copies says nothing of an objective. */
    @ParameterizedTest
    @ValueSource(strings = {"lossy", "contaminated"})
    void noObjectivePassesWithoutAProvenMirror(String name) {
        Map<String, String> states = states(name);

        assertThat(states).containsEntry(MIRROR, "error").containsEntry(VERDICT, "error");
        assertThat(states.entrySet())
                .filteredOn(each -> each.getKey().matches(".*[≤≥].*"))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.getValue()).isEqualTo("error"));
    }

    @Test
    void aDarkVersionThatNeverBecameReadyFails() {
        assertThat(states("never-ready")).containsEntry(VERDICT, "failure").containsEntry("error-rate ≤ 1 %", "error");
    }

    @Test
    void aHurtLiveVersionIsAnErrorWithTheReason() {
        Element error = Xml.children(testCase("live-hurt", LIVE)).get(0);

        assertThat(error.getTagName()).isEqualTo("error");
        assertThat(error.getAttribute("message")).isNotEmpty().isEqualTo(error.getTextContent());
    }

    @Test
    void aStuckRunSaysWhatAPersonMustDo() {
        Element error = Xml.children(testCase("stuck", CLEAN)).get(0);

        assertThat(error.getTagName()).isEqualTo("error");
        assertThat(NextSection.commands(Cases.named("stuck").journal()))
                .isNotEmpty()
                .allSatisfy(command -> assertThat(error.getTextContent())
                        .contains(Command.of(command).line()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"begun", "looking", "weighing", "stumbling", "compared", "awaited"})
    void nothingPassesBeforeTheEnd(String name) {
        assertThat(states(name).values()).containsOnly("error");
    }

    /** Somebody has to decide yet, so the gate is not green, though every objective may be. */
    @Test
    void aHeldRunHasNotCleanedUp() {
        assertThat(states("held")).containsEntry(CLEAN, "error").containsEntry(VERDICT, "error");
    }

    @Test
    void namesStayTheSameFromRunToRun() {
        assertThat(states("promoted").keySet())
                .isEqualTo(states("rolled-back-on-errors").keySet())
                .isEqualTo(states("claimed").keySet())
                .containsExactlyInAnyOrder(
                        "error-rate ≤ 1 %",
                        "latency-p95 ≤ 100 ms",
                        "latency-mean ≤ 50 ms",
                        "error-rate ≤ live + 0.5 %",
                        VERDICT,
                        MIRROR,
                        LIVE,
                        CLEAN);
    }

    /** 2026-11-21T08:00:00Z to the last entry of the story: {@code "ended"} and {@code "started"} of its golden report.json. */
    @Test
    void tellsTheRunsSecondsOnceSoThatSumsAreRight() {
        Journal journal = Cases.named("rolled-back-on-errors").journal();
        Element suite = suite(journal);

        assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-11-21T08:00:00");
        assertThat(suite.getAttribute("time")).isEqualTo("108.000");
        assertThat(Xml.children(suite).stream()
                        .filter(each -> each.getTagName().equals("testcase"))
                        .mapToDouble(each -> Double.parseDouble(each.getAttribute("time")))
                        .sum())
                .isEqualTo(108);
    }

    @Test
    void hasTheWholeReportWithItsDefaultsBelow() {
        Journal journal = Cases.named("held").journal();
        List<String> defaults = List.of("promotion: auto");
        List<Element> parts = Xml.children(suite(journal));

        Element last = parts.get(parts.size() - 1);
        assertThat(last.getTagName()).isEqualTo("system-out");
        assertThat(last.getTextContent())
                .isEqualTo(ConsoleReport.of(journal, defaults, Style.PLAIN).stripTrailing());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyCaseFollowsTheRulesOfTheDialect(String name) {
        JUnitRules.check(JUnitReport.of(Cases.named(name).journal(), List.of("promotion: auto")));
    }

    @ParameterizedTest
    @EnumSource(JUnitReport.Inconclusive.class)
    void whatIsInconclusiveIsWrittenAsTheUserChooses(JUnitReport.Inconclusive as) {
        String xml = JUnitReport.of(Cases.named("no-traffic").journal(), List.of(), as);

        JUnitRules.check(xml);
        Element suite = Xml.children(Xml.parsed(xml).getDocumentElement()).get(0);
        Map<String, String> states = JUnitRules.testCases(suite).stream()
                .collect(Collectors.toMap(each -> each.getAttribute("name"), JUnitRules::state));
        assertThat(states)
                .containsEntry("the dark version is judged fit to be live", as.word())
                .containsEntry("error-rate ≤ 1 %", as.word())
                .containsEntry("the mirror is proven", "error")
                .containsEntry("the run cleaned up after itself", "pass");
        assertThat(suite.getAttribute("skipped"))
                .isEqualTo(
                        as == JUnitReport.Inconclusive.SKIPPED
                                ? String.valueOf(states.values().stream()
                                        .filter("skipped"::equals)
                                        .count())
                                : "");
    }

    /** A word that only makes missing evidence milder never makes a breach milder. */
    @ParameterizedTest
    @MethodSource("cases")
    void evidenceAgainstADarkVersionIsAFailureWhateverTheUserChooses(String name) {
        Journal journal = Cases.named(name).journal();
        String chosen = JUnitReport.of(journal, List.of(), JUnitReport.Inconclusive.SKIPPED);

        JUnitRules.check(chosen);
        assertThat(Xml.parsed(chosen).getDocumentElement().getAttribute("failures"))
                .isEqualTo(Xml.parsed(JUnitReport.of(journal, List.of()))
                        .getDocumentElement()
                        .getAttribute("failures"));
    }

    private static Map<String, String> states(String name) {
        return JUnitRules.testCases(suite(Cases.named(name).journal())).stream()
                .collect(Collectors.toMap(each -> each.getAttribute("name"), JUnitRules::state));
    }

    private static Element testCase(String story, String name) {
        return JUnitRules.testCases(suite(Cases.named(story).journal())).stream()
                .filter(each -> each.getAttribute("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Element suite(Journal journal) {
        return Xml.children(Xml.parsed(JUnitReport.of(journal, List.of("promotion: auto")))
                        .getDocumentElement())
                .get(0);
    }
}
