package io.mirrorexperiment.cli;

import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.report.EvidenceCurve;
import io.mirrorexperiment.report.HtmlReport;
import io.mirrorexperiment.report.HtmlReport.StyleSheet;
import io.mirrorexperiment.report.JUnitReport;
import io.mirrorexperiment.report.JsonReport;
import io.mirrorexperiment.report.MarkdownReport;
import io.mirrorexperiment.serve.ReportServer;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the report of a run from its journal. */
@Command(
        name = "report",
        description = "Print the report of a run from its journal.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment report default.reviews-v2.1",
            "  mirror-experiment report default.reviews-v2.1 -o json | jq .objectives",
            "  mirror-experiment report default.reviews-v2.1 -o svg > evidence.svg",
            "  mirror-experiment report default.reviews-v2.1 -o html > report.html",
            "  mirror-experiment report default.reviews-v2.1 -o junit > junit.xml",
            "  mirror-experiment report default.reviews-v2.1 -o markdown > summary.md",
            "  mirror-experiment report default.reviews-v2.1 --serve 8099   live, in a browser on this machine"
        })
final class ReportCommand implements Callable<Integer> {
    /** The forms of a report. */
    enum Form {
        /** For people. */
        TEXT,
        /** For programs. */
        JSON,
        /** The evidence as a picture. */
        SVG,
        /** A page to look at or send around. */
        HTML,
        /** For what shows results of tests. */
        JUNIT,
        /** For summaries and comments. */
        MARKDOWN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    KnownRun known = new KnownRun();

    @Mixin
    ViewFlags view = new ViewFlags();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    Form form = Form.TEXT;

    private final Host host;

    ReportCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        Supplier<Journal> journals = known.journal(host);
        Journal journal = journals.get();
        if (view.serve.isPresent()) {
            return serve(view.serve.get(), journals);
        }
        switch (form) {
            case TEXT -> view.report(host, journal, List.of());
            case JSON -> host.out().print(JsonReport.of(journal, List.of()));
            case SVG -> host.out().print(picture(journal));
            case HTML -> host.out().print(page(journal));
            case MARKDOWN -> host.out().print(MarkdownReport.of(journal, List.of()));
            case JUNIT -> host.out().print(JUnitReport.of(journal, List.of(), view.inconclusive));
        }
        return 0;
    }

    /** Until somebody stops it. */
    private int serve(int port, Supplier<Journal> journals) {
        if (form != Form.TEXT) {
            throw Refusal.usage("--serve shows every form, so -o " + form + " has nothing to say; drop one of them");
        }
        CountDownLatch stopped = new CountDownLatch(1);
        try (ReportServer server = ReportServer.open(port, () -> Optional.of(journals.get()), Clock.systemUTC())) {
            Runnable unwatch = host.signals().watch(name -> stopped.countDown());
            host.out().println("the report is live at " + server.address() + " on this machine; Ctrl-C ends it");
            stopped.await();
            unwatch.run();
        } catch (IOException | IllegalArgumentException e) {
            throw Refusal.nothingChanged(ServedView.words(port, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static String page(Journal journal) {
        return HtmlReport.page(journal, List.of(), Clock.systemUTC().instant(), StyleSheet.INSIDE);
    }

    private static String picture(Journal journal) {
        EvidenceCurve curve = EvidenceCurve.of(journal);
        if (curve instanceof EvidenceCurve.Nothing nothing) {
            throw Refusal.usage(nothing.because());
        }
        return ((EvidenceCurve.Picture) curve).svg();
    }
}
