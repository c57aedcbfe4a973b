package io.mirrorexperiment.report;

import io.mirrorexperiment.journal.Entry;
import java.time.Instant;

/** What a run came to, or how far it is. */
final class HtmlHeadline {
    private HtmlHeadline() {}

    static void write(HtmlSections page, Facts facts, Instant now) {
        Tone tone = Headline.tone(facts.journal());
        Markup markup = page.markup();
        markup.open("header class='mx-head {}'", facts.ending().isEmpty() ? "mx-running" : tone.mark() + "-side");
        markup.open("h2 class='mx-headline' id='{}'", page.id("headline"));
        markup.words(sign(facts, tone), "span class='mx-sign' aria-hidden='true'");
        markup.row(Headline.top(facts.journal()), "span");
        markup.close();
        markup.words(Headline.why(facts.journal()), "p class='mx-why'");
        if (!facts.has(Entry.Finished.class)) {
            clock(markup, facts, now);
        }
        page.blocks("about", "", AboutSection.of(facts).blocks());
        markup.close();
    }

    private static String sign(Facts facts, Tone tone) {
        if (facts.ending().isEmpty()) {
            return "…";
        }
        return switch (tone) {
            case GOOD -> "✓";
            case BAD -> "✗";
            default -> "?";
        };
    }

    /** What it is at, and the time that is left with a bar of what has passed. */
    private static void clock(Markup markup, Facts facts, Instant now) {
        markup.row(Clockwork.doing(facts, now), "p class='mx-phase'");
        Clockwork.span(facts)
                .ifPresentOrElse(
                        span -> time(markup, span, now),
                        () -> markup.words(Clockwork.idle(facts, now), "p class='mx-time-left'"));
    }

    private static void time(Markup markup, Clockwork.Span span, Instant now) {
        long percent = Math.round(span.passed(now) * 100);
        String words = percent + " %";
        markup.open("p class='mx-time-left'");
        markup.row(span.left(now), "span");
        markup.words(words, "progress class='mx-progress' max='100' value='{}' aria-label='time passed'", percent);
        markup.words(words, "span class='mx-faint' aria-hidden='true'");
        markup.close();
    }
}
