package io.mirrorexperiment.cli;

import io.mirrorexperiment.report.Iter8Html;
import io.mirrorexperiment.report.Iter8Json;
import io.mirrorexperiment.report.Iter8Text;
import io.mirrorexperiment.spec.SummaryResult;
import io.mirrorexperiment.spec.ValidationReader;
import io.mirrorexperiment.validation.Summary;
import java.util.Locale;
import picocli.CommandLine.Option;

/** In which form an experiment is reported. */
final class Iter8Showing {
    /** The forms. */
    enum Form {
        /** Iter8's layout. */
        TEXT,
        /** A page. */
        HTML,
        /** For programs. */
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = {"-o", "--outputFormat"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    Form form = Form.TEXT;

    /**
     * Prints the report.
     *
     * @param name of the experiment
     */
    int print(Host host, Iter8Store store, String name) {
        Summary summary = summary(store);
        switch (form) {
            case TEXT -> host.out().print(Iter8Text.of(summary));
            case HTML -> host.out().print(Iter8Html.page(summary, name));
            case JSON -> host.out().print(Iter8Json.of(summary));
        }
        return 0;
    }

    private static Summary summary(Iter8Store store) {
        SummaryResult result = ValidationReader.summary(store.get());
        if (result instanceof SummaryResult.Known known) {
            return known.summary();
        }
        throw Refusal.usage(Iter8Loop.words(((SummaryResult.Unreadable) result).mistakes(), store));
    }
}
