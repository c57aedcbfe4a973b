package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Each objective against its limit: what was measured, what is known of the true value, and how it stands. */
final class HtmlObjectives {
    private static final String PART = "objectives";

    /** Of a bar, in its own units, up to the limit and in all. */
    private static final double LIMIT = 60;

    private static final double WHOLE = 90;

    private final Facts facts;
    private final boolean relative;
    private final boolean weighed;

    private HtmlObjectives(Facts facts) {
        this.facts = facts;
        this.relative = facts.objectives().stream().anyMatch(Standing::isRelative);
        this.weighed = facts.journal().experiment().decision().rule() == Decision.Rule.SEQUENTIAL;
    }

    static void write(HtmlSections page, Facts facts) {
        page.section(PART, ObjectivesSection.TITLE, content -> {
            page.wide(PART, inside -> new HtmlObjectives(facts).table(inside));
            page.blocks(PART, ObjectivesSection.TITLE, ObjectivesSection.remarks(facts));
        });
    }

    private void table(Markup markup) {
        markup.open("table class='mx-table'");
        markup.words(caption(), "caption class='mx-caption'");
        markup.open("thead").open("tr");
        heads().forEach(head -> markup.words(head.words(), "th scope='col' class='{}'", head.side()));
        markup.close().close().open("tbody");
        facts.objectives().forEach(each -> row(markup, each));
        markup.close().close();
    }

    private String caption() {
        return facts.assessed()
                .map(look -> "After " + Numbers.count(look.dark().requests(), "request")
                        + " of the dark version, at look " + Numbers.count(look.tick()))
                .orElse("No look has counted yet");
    }

    private record Head(String words, String side) {}

    private List<Head> heads() {
        List<Head> heads = new ArrayList<>(List.of(new Head("objective", "mx-left"), new Head("state", "mx-left")));
        if (weighed) {
            heads.add(new Head("evidence", "mx-right"));
        }
        heads.add(new Head("measured", "mx-right"));
        heads.add(new Head("limit", "mx-left"));
        heads.add(new Head("against it", "mx-left mx-against"));
        if (relative) {
            heads.add(new Head("live", "mx-right"));
        }
        heads.add(new Head("bounds", "mx-right"));
        heads.add(new Head("requests", "mx-right"));
        return heads;
    }

    private void row(Markup markup, Standing each) {
        markup.open("tr");
        markup.words(each.fullName(), "th scope='row' class='mx-left'");
        markup.row(each.mark().plus(each.tone(), " " + each.word()), "td class='mx-left mx-state'");
        if (weighed) {
            Decision decision = facts.journal().experiment().decision();
            markup.words(new OddsGauge(each, decision).words(), "td class='mx-right'");
        }
        markup.row(Row.of(each.tone(), each.measured()), "td class='mx-right'");
        markup.words(each.limit(), "td class='mx-left'");
        bar(markup, each);
        if (relative) {
            markup.words(each.isRelative() ? each.live() : "", "td class='mx-right'");
        }
        markup.words(each.bounds(), "td class='mx-right'");
        markup.words(Numbers.count(each.requests()), "td class='mx-right'");
        markup.close();
    }

    /** Says nothing that the numbers beside it don't, so it is hidden from those who can't see it. */
    private static void bar(Markup markup, Standing each) {
        OptionalDouble used = each.used();
        markup.open("td class='mx-left mx-against'");
        markup.open(
                "svg class='mx-bar {}' width='{}' height='12' viewBox='0 0 {} 12' aria-hidden='true'",
                each.tone().mark(),
                WHOLE,
                WHOLE);
        markup.leaf("rect y='3' width='{}' height='6' rx='2' fill='currentColor' fill-opacity='0.18'", WHOLE);
        if (used.isPresent()) {
            double width = Math.min(WHOLE, LIMIT * used.getAsDouble());
            markup.leaf("rect y='3' width='{}' height='6' rx='2' fill='currentColor'", width);
        }
        markup.leaf(
                "line class='mx-tick' x1='{}' y1='0' x2='{}' y2='12' stroke='currentColor' stroke-width='2'",
                LIMIT,
                LIMIT);
        markup.close().close();
    }
}
