package io.mirrorexperiment.report;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Instant;
import java.util.List;

/**
 * The report of a run as a page, while it goes on and at its end: the words and numbers of {@link ConsoleReport} and {@link JsonReport}, with
 * the picture of the evidence. Well-formed XML, so void elements are closed. No script, no inline style, nothing fetched but the style
 * sheet beside it, so it is whole under {@code default-src 'none'; style-src 'self'}; every class begins with {@code mx-}. What others
 * said is escaped, and passwords are left out. Pure, but for the style sheet, which is read from the class path.
 */
public final class HtmlReport {
    /** The name under which a linked style sheet is looked for beside the page. */
    public static final String STYLE_SHEET = "mirror-experiment.css";

    /** Where a page has its looks from. */
    public enum StyleSheet {
        /** From the file {@value #STYLE_SHEET} beside it. */
        LINKED,
        /** From itself: one file to send around, for places that allow style sheets within pages. */
        INSIDE
    }

    private HtmlReport() {}

    /**
     * An {@code article} to stand in somebody else's page, which has {@link #styleSheet} too. Its parts have ids that stay the same as long as
     * the run is the same, so a host that asks again every few seconds can tell which of them a person had opened.
     *
     * @param defaults what the spec left to defaults, and what was remarked on it, in words
     * @param now against which the time that is left is reckoned
     */
    public static String fragment(Journal journal, List<String> defaults, Instant now) {
        Facts facts = new Facts(journal);
        return fragment(facts, NextSection.of(facts), defaults, now);
    }

    /**
     * The same for a host that has buttons of its own for what a person may do: without the commands that a terminal would take until the
     * run has ended.
     *
     * @param defaults what the spec left to defaults, and what was remarked on it, in words
     * @param now against which the time that is left is reckoned
     */
    public static String fragmentWithButtons(Journal journal, List<String> defaults, Instant now) {
        Facts facts = new Facts(journal);
        return fragment(facts, NextSection.withButtons(facts), defaults, now);
    }

    private static String fragment(Facts facts, Section next, List<String> defaults, Instant now) {
        Journal journal = facts.journal();
        HtmlSections page = new HtmlSections(journal.id());
        page.article(article -> {
            HtmlHeadline.write(article, facts, now);
            if (isUpToSomebody(facts)) {
                article.section("next", next);
            }
            HtmlObjectives.write(article, facts);
            HtmlCourses.write(article, facts);
            article.section("queries", QueriesSection.of(facts));
            article.picture(EvidenceCurve.of(journal));
            HtmlLatencies.write(article, facts);
            HtmlMirror.write(article, facts);
            HtmlTraffic.write(article, facts);
            article.section("twins", TwinsSection.of(facts));
            if (!isUpToSomebody(facts)) {
                article.section("next", next);
            }
            article.section("steps", StepsSection.of(facts));
            article.section("trouble", TroubleSection.of(facts));
            article.section("cluster", ChangesSection.of(facts));
            HtmlDiffs.write(article, facts);
            article.section("forecast", PlanSections.forecast(facts));
            article.section("warnings", PlanSections.warnings(facts));
            article.section("defaults", PlanSections.defaults(defaults));
            article.section("looks", IterationsSection.of(facts));
            article.section("time", TimesSection.of(facts));
            HtmlEntries.write(article, facts);
        });
        return page.text();
    }

    /**
     * A whole page.
     *
     * @param defaults what the spec left to defaults, and what was remarked on it, in words
     * @param now against which the time that is left is reckoned
     */
    public static String page(Journal journal, List<String> defaults, Instant now, StyleSheet where) {
        Markup page = new Markup().open("html lang='en'").open("head");
        page.leaf("meta charset='utf-8'").leaf("meta name='viewport' content='width=device-width, initial-scale=1'");
        page.leaf("meta name='color-scheme' content='light dark'");
        page.words(Headline.top(journal).render(Style.PLAIN) + " · " + journal.id(), "title");
        looks(page, where);
        page.close().open("body class='mx-page'").open("main class='mx-main'");
        page.words("Dark launch of " + journal.experiment().service(), "h1 class='mx-title'");
        page.written(fragment(journal, defaults, now));
        page.words(standing(journal, now), "p class='mx-foot'");
        return "<!DOCTYPE html>\n" + page.close().close().close().text();
    }

    /** The looks of both, light and dark, in the colours of Jenkins' themes where they are there; ends with a line feed. */
    public static String styleSheet() {
        return TrafficReport.resource(STYLE_SHEET) + TrafficReport.resource("traffic.css");
    }

    /** Where nothing goes on before a person acts, what to do stands above the reasons. */
    private static boolean isUpToSomebody(Facts facts) {
        return facts.ending().isPresent() || facts.waiting().isPresent();
    }

    private static void looks(Markup page, StyleSheet where) {
        switch (where) {
            case LINKED -> page.leaf("link rel='stylesheet' href='{}'", STYLE_SHEET);
            case INSIDE -> page.written("<style>\n" + styleSheet() + "</style>\n");
        }
    }

    private static String standing(Journal journal, Instant now) {
        return journal.has(Entry.Finished.class)
                ? "mirror-experiment, run " + journal.id()
                : "mirror-experiment, run " + journal.id() + " as it stood at " + Numbers.date(now);
    }
}
