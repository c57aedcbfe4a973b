package io.mirrorexperiment.report;

import io.mirrorexperiment.journal.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The journal, the newest entry first; of many looks the newest. */
final class HtmlEntries {
    private static final String PART = "journal";
    private static final int MOST_LOOKS = 50;

    private HtmlEntries() {}

    static void write(HtmlSections page, Facts facts) {
        if (facts.journal().entries().isEmpty()) {
            return;
        }
        page.section(PART, "Journal", content -> {
            String left = leftOut(facts);
            page.wide(PART, inside -> table(inside, facts));
            if (!left.isEmpty()) {
                content.words(left, "p class='mx-faint'");
            }
        });
    }

    private static void table(Markup markup, Facts facts) {
        markup.open("table class='mx-table mx-entries'");
        markup.words("The newest entry first; times are UTC", "caption class='mx-caption'");
        markup.open("thead").open("tr");
        List.of("time", "after", "entry", "what happened")
                .forEach(head -> markup.words(head, "th scope='col' class='mx-left'"));
        markup.close().close().open("tbody");
        shown(facts).forEach(entry -> row(markup, facts, entry));
        markup.close().close();
    }

    private static void row(Markup markup, Facts facts, Entry entry) {
        Instant start = facts.started().orElse(entry.at());
        markup.open("tr").open("td class='mx-left'");
        markup.words(Numbers.clock(entry.at()), "time datetime='{}'", entry.at().truncatedTo(ChronoUnit.MILLIS));
        markup.close();
        markup.words("+" + Numbers.offset(Duration.between(start, entry.at())), "td class='mx-left mx-faint'");
        markup.words(entry.word(), "th scope='row' class='mx-left'");
        markup.row(Sentences.of(entry, facts.journal()), "td class='mx-left'");
        markup.close();
    }

    private static List<Entry> shown(Facts facts) {
        Set<Entry> newest = newestLooks(facts);
        List<Entry> shown = new ArrayList<>(facts.journal().entries().stream()
                .filter(entry -> !(entry instanceof Entry.Iterated) || newest.contains(entry))
                .toList());
        Collections.reverse(shown);
        return shown;
    }

    private static Set<Entry> newestLooks(Facts facts) {
        List<Entry.Iterated> looks = facts.ticks();
        return looks.stream().skip(Math.max(0, looks.size() - MOST_LOOKS)).collect(Collectors.toSet());
    }

    private static String leftOut(Facts facts) {
        int more = facts.ticks().size() - MOST_LOOKS;
        return more > 0 ? Numbers.count(more, "older look") + " left out here; the JSON report has them." : "";
    }
}
