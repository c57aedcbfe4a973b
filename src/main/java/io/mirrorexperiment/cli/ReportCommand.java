package io.mirrorexperiment.cli;

import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.report.JsonReport;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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
            "  mirror-experiment report default.reviews-v2.1 -o json | jq .objectives"
        })
final class ReportCommand implements Callable<Integer> {
    /** The forms of a report. */
    enum Form {
        /** For people. */
        TEXT,
        /** For programs. */
        JSON;

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
        Journal journal = known.journal(host).get();
        if (form == Form.JSON) {
            host.out().print(JsonReport.of(journal, List.of()));
        } else {
            view.report(host, journal, List.of());
        }
        return 0;
    }
}
