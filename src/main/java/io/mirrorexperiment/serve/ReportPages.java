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
import java.util.Map;
import java.util.Optional;

/** The report of a run by path, in every form: pure. */
final class ReportPages {
    /** How long a browser waits before it asks again, in seconds. */
    static final String AGAIN = "2";

    private static final String PLAIN = "text/plain; charset=utf-8";

    private ReportPages() {}

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param type of its content, with its charset
     * @param refreshed whether a browser is to ask again after {@link #AGAIN} seconds
     */
    record Page(int status, String type, String text, boolean refreshed) {
        Map<String, String> headers() {
            return refreshed ? Map.of("Refresh", AGAIN) : Map.of();
        }
    }

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
            case "/" + HtmlReport.STYLE_SHEET -> shown("text/css; charset=utf-8", HtmlReport.styleSheet());
            case "/report.json" -> shown("application/json", JsonReport.of(journal, defaults));
            case "/report.md" -> shown("text/markdown; charset=utf-8", MarkdownReport.of(journal, defaults));
            case "/junit.xml" -> shown("application/xml; charset=utf-8", JUnitReport.of(journal, defaults));
            case "/evidence.svg" -> picture(EvidenceCurve.of(journal));
            default ->
                refused(
                        404,
                        "nothing is here; / is the report, and there are /report.json, /report.md, /junit.xml, /evidence.svg");
        };
    }

    /** Where there is no journal to tell from. */
    static Page unknown(String because) {
        return new Page(503, PLAIN, because + "\n", true);
    }

    static Page refused(int status, String because) {
        return new Page(status, PLAIN, because + "\n", false);
    }

    private static Page picture(EvidenceCurve curve) {
        return curve instanceof EvidenceCurve.Picture picture
                ? shown("image/svg+xml", picture.svg())
                : refused(404, ((EvidenceCurve.Nothing) curve).because());
    }

    private static Page shown(String type, String text) {
        return new Page(200, type, text, false);
    }

    /** Whether a browser that was led here by a foreign name is sent away: else any page could read the report through a name of its own. */
    static Optional<Page> stranger(Optional<String> host, int port) {
        List<String> own = List.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
        return host.filter(own::contains).isPresent()
                ? Optional.empty()
                : Optional.of(refused(421, "this is http://" + own.get(0) + "/ and nobody else"));
    }
}
