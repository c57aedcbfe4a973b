package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.RunId;
import java.util.List;
import java.util.function.Consumer;

/** Writes parts of a page, each with a heading and an id. */
final class HtmlSections {
    private final Markup markup = new Markup();
    private final String run;
    private final String heading;

    /** Parts of a run's article, which has a headline of its own. */
    HtmlSections(RunId run) {
        this(run.toString(), "h3");
    }

    /**
     * Parts that stand right below the title of a page.
     *
     * @param whole what they are parts of
     */
    HtmlSections(String whole) {
        this(whole, "h2");
    }

    private HtmlSections(String whole, String heading) {
        this.run = whole.replaceAll("[^A-Za-z0-9.-]", "-");
        this.heading = heading;
    }

    Markup markup() {
        return markup;
    }

    /** All that was written. */
    String text() {
        return markup.text();
    }

    /** The id of a part, unlike any other's, also where several runs are on one page. */
    String id(String part) {
        return "mx-" + part + "-" + run;
    }

    void article(Consumer<HtmlSections> content) {
        markup.open("article class='mx-report' lang='en' aria-labelledby='{}'", id("headline"));
        content.accept(this);
        markup.close();
    }

    /** A part with whatever is in it. */
    void section(String part, String title, Consumer<Markup> content) {
        markup.open("section class='mx-section mx-{}' aria-labelledby='{}'", part, id(part));
        markup.words(title, heading + " class='mx-heading' id='{}'", id(part));
        content.accept(markup);
        markup.close();
    }

    /** A part with what a section says; none where it says nothing. */
    void section(String part, Section section) {
        if (!section.blocks().isEmpty()) {
            section(part, section.title(), content -> blocks(part, section.title(), section.blocks()));
        }
    }

    /** A part that may be wider than the screen; to be scrolled by keyboard, too. */
    void wide(String part, Consumer<Markup> content) {
        markup.open("div class='mx-wide' tabindex='0' role='group' aria-labelledby='{}'", id(part));
        content.accept(markup);
        markup.close();
    }

    /** The picture of the evidence, or why there is none. */
    void picture(EvidenceCurve curve) {
        section("evidence", "Evidence", content -> {
            if (curve instanceof EvidenceCurve.Picture picture) {
                wide("evidence", inside -> inside.written(picture.svg()));
            } else {
                String because = ((EvidenceCurve.Nothing) curve).because();
                content.words(Prose.sentence(Prose.capital(because)), "p class='mx-faint'");
            }
        });
    }

    /** What a section says, within a part that is there already. */
    void blocks(String part, String title, List<? extends Block> blocks) {
        new HtmlBlocks(this, part, title).write(blocks);
    }
}
