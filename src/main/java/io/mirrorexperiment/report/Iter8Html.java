package io.mirrorexperiment.report;

import io.mirrorexperiment.validation.Summary;
import java.util.List;

/**
 * How an experiment of Iter8's command line stands, as one page that needs nothing else, neither a script nor a network. What others said is
 * escaped. Pure, but for the style sheet, which is read from the class path.
 */
public final class Iter8Html {
    private Iter8Html() {}

    /**
     * The page.
     *
     * @param name of the experiment
     */
    public static String page(Summary summary, String name) {
        String title = headline(summary) + " · " + name;
        Markup page = new Markup().open("html lang='en'").open("head");
        page.leaf("meta charset='utf-8'").leaf("meta name='viewport' content='width=device-width, initial-scale=1'");
        page.leaf("meta name='color-scheme' content='light dark'").words(title, "title");
        page.written("<style>\n" + HtmlReport.styleSheet() + "</style>\n");
        page.close().open("body class='mx-page'").open("main class='mx-main'");
        page.words("Experiment " + name, "h1 class='mx-title'");
        page.open("article class='mx-report'");
        page.words(headline(summary), "p class='mx-headline {}'", summary.slosSatisfied() ? "mx-good" : "mx-bad");
        summary(page, summary);
        slos(page, summary);
        metrics(page, summary);
        list(page, Iter8Text.reasons(summary));
        page.close().words("mirror-experiment, in the words of Iter8's command line", "p class='mx-foot'");
        return "<!DOCTYPE html>\n" + page.close().close().close().text();
    }

    private static String headline(Summary summary) {
        if (!summary.completed()) {
            return "Not completed";
        }
        if (!summary.noFailure()) {
            return "A task failed";
        }
        return summary.slosSatisfied() ? "All SLOs are satisfied" : "Not all SLOs are satisfied";
    }

    private static void summary(Markup page, Summary summary) {
        table(
                page,
                "Experiment summary",
                "Question",
                "Answer",
                List.of(
                        List.of("Experiment completed", String.valueOf(summary.completed())),
                        List.of("No task failures", String.valueOf(summary.noFailure())),
                        List.of("Total number of tasks", String.valueOf(summary.tasks())),
                        List.of("Number of completed tasks", String.valueOf(summary.completedTasks()))));
    }

    private static void slos(Markup page, Summary summary) {
        if (!summary.slos().isEmpty()) {
            table(
                    page,
                    "Whether or not service level objectives (SLOs) are satisfied",
                    "SLO",
                    "Satisfied",
                    summary.slos().stream()
                            .map(row -> List.of(row.condition(), String.valueOf(row.satisfied())))
                            .toList());
        }
    }

    private static void metrics(Markup page, Summary summary) {
        table(
                page,
                "Latest observed values for metrics",
                "Metric",
                "Value",
                summary.metrics().stream()
                        .map(metric -> List.of(Iter8Text.named(metric), Iter8Text.value(metric)))
                        .toList());
    }

    private static void table(Markup page, String head, String left, String right, List<List<String>> rows) {
        page.open("section class='mx-section'").words(head, "h2 class='mx-heading'");
        page.open("table class='mx-table'").words(head, "caption class='mx-unseen'");
        page.open("thead").open("tr");
        page.words(left, "th scope='col' class='mx-left'").words(right, "th scope='col' class='mx-right'");
        page.close().close().open("tbody");
        for (List<String> row : rows) {
            page.open("tr").words(row.get(0), "th scope='row' class='mx-left'");
            page.words(row.get(1), "td class='mx-right'").close();
        }
        page.close().close().close();
    }

    private static void list(Markup page, List<String> reasons) {
        page.open("section class='mx-section'").words("What this rests on", "h2 class='mx-heading'");
        page.open("ul class='mx-list'");
        reasons.forEach(reason -> page.words(reason, "li"));
        page.close().close();
    }
}
