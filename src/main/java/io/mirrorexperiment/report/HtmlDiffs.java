package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Plan;
import java.util.List;

/** What the run changes on the routes, as the plan had it. */
final class HtmlDiffs {
    private static final String PART = "changes";

    private HtmlDiffs() {}

    static void write(HtmlSections page, Facts facts) {
        List<String> diffs = facts.plan().map(Plan::diff).orElse(List.of());
        if (!diffs.isEmpty()) {
            page.section(
                    PART,
                    "What the mirror changes on the route",
                    content -> diffs.forEach(diff -> content.rows(
                            rows(diff),
                            "pre class='mx-diff' tabindex='0' role='group' aria-labelledby='{}'",
                            page.id(PART))));
        }
    }

    private static List<Row> rows(String diff) {
        return Clean.secretless(diff).lines().map(HtmlDiffs::row).toList();
    }

    private static Row row(String line) {
        if (line.startsWith("+++") || line.startsWith("---") || line.startsWith("@@")) {
            return Row.of(Tone.FAINT, line);
        }
        return Row.of(line.startsWith("+") ? Tone.GOOD : line.startsWith("-") ? Tone.BAD : Tone.PLAIN, line);
    }
}
