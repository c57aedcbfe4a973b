package io.mirrorexperiment.serve;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.report.EvidenceCurve;
import io.mirrorexperiment.report.HtmlReport;
import io.mirrorexperiment.report.HtmlReport.StyleSheet;
import io.mirrorexperiment.report.JUnitReport;
import io.mirrorexperiment.report.JsonReport;
import io.mirrorexperiment.report.MarkdownReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The report of a run by path, in every form: pure. */
final class ReportPages {
    private ReportPages() {}

    /** What stands at a path. */
    static Page of(String path, Journal journal, Instant now) {
        List<String> defaults = List.of();
        return switch (path) {
            case "/" ->
                new Page(
                        200,
                        "text/html; charset=utf-8",
                        HtmlReport.page(journal, defaults, now, StyleSheet.LINKED),
                        !journal.has(Entry.Finished.class));
            case "/" + HtmlReport.STYLE_SHEET -> Page.shown("text/css; charset=utf-8", HtmlReport.styleSheet());
            case "/report.json" -> Page.shown("application/json", JsonReport.of(journal, defaults));
            case "/report.md" -> Page.shown("text/markdown; charset=utf-8", MarkdownReport.of(journal, defaults));
            case "/junit.xml" -> Page.shown("application/xml; charset=utf-8", JUnitReport.of(journal, defaults));
            case "/evidence.svg" -> picture(EvidenceCurve.of(journal));
            default ->
                Page.refused(
                        404,
                        "nothing is here; / is the report, and there are /report.json, /report.md, /junit.xml, /evidence.svg");
        };
    }

    private static Page picture(EvidenceCurve curve) {
        return curve instanceof EvidenceCurve.Picture picture
                ? Page.shown("image/svg+xml", picture.svg())
                : Page.refused(404, ((EvidenceCurve.Nothing) curve).because());
    }

    /** Whether a browser that was led here by a foreign name is sent away: else any page could read the report through a name of its own. */
    static Optional<Page> stranger(Optional<String> host, int port) {
        List<String> own = List.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
        return host.filter(own::contains).isPresent()
                ? Optional.empty()
                : Optional.of(Page.refused(421, "this is http://" + own.get(0) + "/ and nobody else"));
    }
}
