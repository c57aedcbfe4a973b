package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.journal.Journal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class HtmlReportTest {
    private static final List<String> DEFAULTS = List.of("promotion: auto – goes live without a person");
    private static final Pattern CLASS = Pattern.compile("\\.(mx-[a-z-]+)");

    static Stream<String> cases() {
        return Cases.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keepsTheRulesOfPages(String name) {
        PageRules.check(fragment(name));
    }

    /** A person who has read the log must find nothing else on the page. */
    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatTheConsoleSays(String name) {
        Journal journal = Cases.named(name).journal();
        String page = Xml.text(Xml.parsed(fragment(name)).getDocumentElement());

        assertThat(page)
                .contains(Headline.top(journal).render(Style.PLAIN))
                .contains(Xml.spaced(Headline.why(journal)))
                .contains(said(new Facts(journal)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachObjectiveHasItsRowWithTheNumbersOfTheConsole(String name) {
        List<Standing> standings = new Facts(Cases.named(name).journal()).objectives();
        List<String> rows = rows(Xml.parsed(fragment(name)), "mx-objectives");

        assertThat(rows).hasSameSizeAs(standings);
        for (int i = 0; i < rows.size(); i++) {
            Standing each = standings.get(i);
            assertThat(rows.get(i))
                    .startsWith(each.fullName())
                    .contains(each.word(), each.measured(), each.limit(), each.bounds())
                    .contains(Numbers.count(each.requests()));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyEntryIsThereTheNewestFirst(String name) {
        Journal journal = Cases.named(name).journal();
        List<String> rows = rows(Xml.parsed(fragment(name)), "mx-journal");

        assertThat(rows).hasSizeLessThanOrEqualTo(journal.entries().size());
        for (int i = 0; i < Math.min(10, rows.size()); i++) {
            var entry = journal.entries().get(journal.entries().size() - 1 - i);
            assertThat(rows.get(i))
                    .contains(entry.word())
                    .contains(Xml.spaced(Sentences.of(entry, journal).render(Style.PLAIN)));
        }
    }

    @Test
    void ofVeryManyLooksTheNewestFiftyAreInTheJournal() {
        Document page = Xml.parsed(fragment("promoted"));
        Journal journal = Cases.named("promoted").journal();
        long looks = new Facts(journal).ticks().size();

        assertThat(looks).isGreaterThan(50);
        assertThat(rows(page, "mx-journal"))
                .filteredOn(row -> row.contains(" iterated "))
                .hasSize(50);
        assertThat(Xml.text(part(page, "mx-journal"))).contains((looks - 50) + " older looks left out here");
    }

    /** The story is at 3m 54s of the 10m 10s that 61 looks take: 38 %, and 6m 16s are left. */
    @Test
    void aRunThatGoesOnTellsWhatItDoesAndTheTimeThatIsLeft() {
        Document page = Xml.parsed(fragment("weighing"));
        Element progress = Xml.elements(page, "progress").get(0);

        assertThat(Xml.text(part(page, "mx-head")))
                .contains("Compares the dark version with its objectives, look 23/61, next in 6s", "verdict in 6m 16s");
        assertThat(progress.getAttribute("value")).isEqualTo("38");
        assertThat(progress.getAttribute("max")).isEqualTo("100");
    }

    @Test
    void aRunThatHasEndedTellsNoTimeLeft() {
        assertThat(Xml.elements(Xml.parsed(fragment("promoted")), "progress")).isEmpty();
    }

    @Test
    void aHeldRunHasTheCommandsForBothWays() {
        List<String> commands = Xml.elements(Xml.parsed(fragment("held")), "pre").stream()
                .filter(each -> each.getAttribute("class").equals("mx-command"))
                .map(Element::getTextContent)
                .toList();

        assertThat(commands)
                .startsWith(
                        "mirror-experiment promote default.reviews-v2.1",
                        "mirror-experiment rollback default.reviews-v2.1");
    }

    @Test
    void diffsKeepTheirLinesAndSpaces() {
        Element diff = Xml.elements(Xml.parsed(fragment("promoted")), "pre").stream()
                .filter(each -> each.getAttribute("class").equals("mx-diff"))
                .findFirst()
                .orElseThrow();

        assertThat(diff.getTextContent())
                .isEqualTo(
                        "--- VirtualService default/reviews\n+++ VirtualService default/reviews\n@@ -1 +1 @@\n-  a\n+  b");
    }

    @Test
    void thePictureOfTheEvidenceIsTheOneThatStandsAlone() {
        Journal journal = Cases.named("weighing").journal();

        assertThat(fragment("weighing")).contains(((EvidenceCurve.Picture) EvidenceCurve.of(journal)).svg());
        assertThat(Xml.text(part(Xml.parsed(fragment("promoted")), "mx-evidence")))
                .contains("was judged by the point rule, which weighs no evidence");
    }

    @Test
    void aLinkedPageHasNoStyleOfItsOwnAndTheOtherNoLink() {
        assertThat(page(HtmlReport.StyleSheet.LINKED))
                .contains("<link rel='stylesheet' href='mirror-experiment.css'/>")
                .doesNotContain("<style", "style=");
        assertThat(page(HtmlReport.StyleSheet.INSIDE))
                .contains("<style>\n" + HtmlReport.styleSheet() + "</style>")
                .doesNotContain("<link", "style=");
    }

    /** A class without looks, or looks without their class, are mistakes. */
    @Test
    void theStyleSheetKnowsTheClassesThatPagesHave() {
        Set<String> shown = Cases.all().keySet().stream()
                .flatMap(name -> Stream.of(fragment(name), page(HtmlReport.StyleSheet.LINKED)))
                .flatMap(page -> Xml.elements(Xml.parsed(page), "*").stream())
                .flatMap(PageRules::classes)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> styled = CLASS.matcher(HtmlReport.styleSheet())
                .results()
                .map(MatchResult::group)
                .map(name -> name.substring(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(shown).containsAll(styled);
        assertThat(styled)
                .containsAll(
                        shown.stream().filter(name -> !PARTS.contains(name)).toList());
    }

    /** Names of parts, for hosts that want to find them. */
    private static final Set<String> PARTS = Set.of(
            "mx-objectives",
            "mx-courses",
            "mx-latencies",
            "mx-evidence",
            "mx-mirror",
            "mx-steps",
            "mx-traffic",
            "mx-twins",
            "mx-next",
            "mx-trouble",
            "mx-cluster",
            "mx-changes",
            "mx-forecast",
            "mx-warnings",
            "mx-defaults",
            "mx-looks",
            "mx-time",
            "mx-journal");

    @Test
    void theStyleSheetFetchesNothingAndCanStandWithinAPage() {
        assertThat(HtmlReport.styleSheet())
                .doesNotContain("@import", "url(", "<", "&", "expression", "!important")
                .contains("prefers-color-scheme: dark", "@media print", ":focus-visible")
                .endsWith("}\n");
    }

    /** What stands in the sections of the console, but for the table of objectives, whose rows have a test of their own. */
    private static List<String> said(Facts facts) {
        return ConsoleReport.sections(facts, DEFAULTS).stream()
                .filter(section -> !section.title().equals(ObjectivesSection.TITLE))
                .filter(section -> !section.blocks().isEmpty())
                .flatMap(section -> Stream.concat(
                        Stream.of(section.title()), section.blocks().stream().flatMap(HtmlReportTest::said)))
                .map(Xml::spaced)
                .toList();
    }

    private static Stream<String> said(Block block) {
        if (block instanceof Table table) {
            return table.cells().stream().flatMap(List::stream).map(cell -> cell.render(Style.PLAIN));
        }
        if (block instanceof Command command) {
            return Stream.of(Prose.capital(command.remark()), command.line());
        }
        if (block instanceof Block.Item item) {
            return Stream.of(Clean.line(item.words()));
        }
        return block.rows(Integer.MAX_VALUE).stream().map(row -> row.render(Style.PLAIN));
    }

    private static List<String> rows(Document page, String part) {
        return Xml.elements(page, "tr").stream()
                .filter(row -> row.getParentNode().getNodeName().equals("tbody"))
                .filter(row -> within(row, part))
                .map(Xml::text)
                .toList();
    }

    private static boolean within(Element row, String part) {
        for (var node = row.getParentNode(); node instanceof Element parent; node = parent.getParentNode()) {
            if (PageRules.classes(parent).anyMatch(part::equals)) {
                return true;
            }
        }
        return false;
    }

    private static Element part(Document page, String name) {
        return Xml.elements(page, "*").stream()
                .filter(each -> PageRules.classes(each).anyMatch(name::equals))
                .findFirst()
                .orElseThrow();
    }

    private static String fragment(String name) {
        Story story = Cases.named(name);
        return HtmlReport.fragment(story.journal(), DEFAULTS, story.now());
    }

    private static String page(HtmlReport.StyleSheet where) {
        Story story = Cases.named("promoted");
        return HtmlReport.page(story.journal(), DEFAULTS, story.now(), where);
    }
}
