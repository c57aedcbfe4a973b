package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.journal.Journal;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.w3c.dom.Element;

/** What holds of pages, results of tests and trends, whatever a journal says. */
class PageProperties {
    private static final List<String> DEFAULTS =
            List.of("promotion: <auto> & \"more\"", "]]> https://ci:" + Journals.SECRET + "@prom.example");

    @Provide
    Arbitrary<Journal> journals() {
        return Journals.any();
    }

    @Provide
    Arbitrary<String> labels() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(30),
                Arbitraries.of("#1", "<script>", "' onload='x", "\u0000\ufffe\ud800", "\u202e12"));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aFragmentKeepsTheRulesOfPagesAndNoSecret(@ForAll("journals") Journal journal) {
        String fragment = HtmlReport.fragment(journal, DEFAULTS, Instant.EPOCH);

        PageRules.check(fragment);
        assertThat(fragment)
                .doesNotContain(Journals.SECRET)
                .doesNotContainPattern("[\\p{Cc}&&[^\\n]]|[\\u202a-\\u202e\\u2066-\\u2069]");
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void aPageHoldsTheFragmentAndIsWellFormed(@ForAll("journals") Journal journal) {
        String linked = HtmlReport.page(journal, DEFAULTS, Instant.EPOCH, HtmlReport.StyleSheet.LINKED);
        String inside = HtmlReport.page(journal, DEFAULTS, Instant.EPOCH, HtmlReport.StyleSheet.INSIDE);

        assertThat(List.of(linked, inside)).allSatisfy(page -> {
            assertThat(page).contains(HtmlReport.fragment(journal, DEFAULTS, Instant.EPOCH));
            assertThat(Xml.parsed(page).getDocumentElement().getTagName()).isEqualTo("html");
        });
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void resultsOfTestsKeepTheRulesOfTheirDialectAndNoSecret(@ForAll("journals") Journal journal) {
        String results = JUnitReport.of(journal, DEFAULTS);

        JUnitRules.check(results);
        assertThat(results).doesNotContain(Journals.SECRET).doesNotContainPattern("[\\p{Cc}&&[^\\n]]");
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void allTestsPassOnlyIfTheGateOpens(@ForAll("journals") Journal journal) {
        Element root = Xml.parsed(JUnitReport.of(journal, DEFAULTS)).getDocumentElement();

        boolean green = root.getAttribute("failures").equals("0")
                && root.getAttribute("errors").equals("0");
        assertThat(!green
                        || new Facts(journal)
                                .ending()
                                .filter(PageProperties::opens)
                                .isPresent())
                .isTrue();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void noTestPassesBeforeTheEnd(@ForAll("journals") Journal journal) {
        Element root = Xml.parsed(JUnitReport.of(journal, DEFAULTS)).getDocumentElement();

        assertThat(new Facts(journal).ending().isPresent()
                        || root.getAttribute("errors").equals(root.getAttribute("tests")))
                .isTrue();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aTrendKeepsTheRulesOfPages(@ForAll("journals") Journal journal, @ForAll("labels") String label) {
        VerdictTrend.Mark mark = VerdictTrend.Mark.of(label, journal);

        PageRules.check(VerdictTrend.of(List.of(mark, mark)));
    }

    private static boolean opens(Ending ending) {
        return ending.exitCode() == 0;
    }
}
