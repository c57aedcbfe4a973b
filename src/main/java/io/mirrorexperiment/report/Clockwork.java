package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.journal.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the run is at and how long it still takes, for the live view. */
final class Clockwork {
    private static final int WORDS = 26;
    private static final int WIDEST_BAR = 48;

    private Clockwork() {}

    /** What the run does or waits for; at its end, how it ended. */
    static Row phase(Facts facts, Instant now) {
        Optional<Ending> ending = facts.last(Entry.Finished.class).map(Entry.Finished::ending);
        if (ending.isPresent()) {
            return Headline.top(facts.journal());
        }
        Row doing = doing(facts, now);
        return verdict(facts)
                .map(words -> doing.plus(Tone.FAINT, "  ").plus(words))
                .orElse(doing);
    }

    /** What the run does or waits for, and when it looks next. */
    static Row doing(Facts facts, Instant now) {
        Phase phase = Phase.of(facts.journal());
        Row row = Row.of(Prose.capital(phase.words()));
        return facts.at(Entry.Flowing.class)
                .filter(flowing -> phase == Phase.LOOKING || phase == Phase.WARMING_UP)
                .map(flowing -> row.plus(Tone.FAINT, next(facts, flowing, now)))
                .orElse(row);
    }

    private static Optional<Row> verdict(Facts facts) {
        return facts.last(Entry.Judged.class).map(judged -> Row.of(
                        Words.tone(judged.verdict()), judged.verdict().word())
                .plus(Tone.FAINT, " (" + judged.cause().word() + ")"));
    }

    private static String next(Facts facts, Instant flowing, Instant now) {
        Cadence cadence = facts.journal().cadence();
        int done = facts.last(Entry.Iterated.class).map(Entry.Iterated::tick).orElse(0);
        String looks = ", look " + done + "/" + cadence.ticks();
        return done >= cadence.ticks()
                ? looks
                : looks + ", next in " + whole(Duration.between(now, cadence.due(flowing, done + 1)));
    }

    /** How long until the verdict or the answer, with a bar of what has passed. */
    static Row timeLeft(Facts facts, Instant now, int columns) {
        int width = Math.max(0, Math.min(WIDEST_BAR, columns - WORDS - 7));
        return span(facts)
                .map(span -> span.left(now)
                        .left(WORDS)
                        .plus(bar(span.passed(now), width))
                        .plus(
                                Tone.FAINT,
                                String.format(java.util.Locale.ROOT, "%5d %%", Math.round(span.passed(now) * 100))))
                .orElseGet(() -> Row.of(idle(facts, now)).left(WORDS).plus(bar(idlePart(facts), width)));
    }

    /** From one instant to another, and what is there. */
    record Span(String words, Instant from, Instant to) {
        /** As in {@code verdict in 1m 25s}. */
        Row left(Instant now) {
            return Row.of(words + " ").plus(Tone.STRONG, whole(Duration.between(now, to)));
        }

        /** A fraction. */
        double passed(Instant now) {
            double whole = (double) Duration.between(from, to).toMillis();
            double gone = (double) Duration.between(from, now).toMillis();
            return whole <= 0 ? 1 : Math.max(0, Math.min(1, gone / whole));
        }
    }

    /** What is waited for; empty where the time it takes is not known. */
    static Optional<Span> span(Facts facts) {
        if (facts.waiting().isPresent()) {
            return facts.waiting().map(waits -> new Span("rolled back in", waits.since(), waits.until()));
        }
        Cadence cadence = facts.journal().cadence();
        return facts.at(Entry.Flowing.class)
                .filter(flowing -> facts.verdictIsOpen())
                .map(flowing -> new Span("verdict in", flowing, cadence.due(flowing, cadence.ticks())));
    }

    /** What is said of the time instead. */
    static String idle(Facts facts, Instant now) {
        if (facts.has(Entry.Finished.class)) {
            return "took " + Numbers.duration(facts.age(facts.newest().orElse(now)));
        }
        return facts.verdictIsOpen()
                ? "looks take " + Numbers.duration(facts.journal().cadence().length())
                : "running for " + whole(facts.age(now));
    }

    private static double idlePart(Facts facts) {
        return facts.verdictIsOpen() ? 0 : 1;
    }

    private static Row bar(double part, int width) {
        int full = (int) Math.round(part * width);
        return Row.of("█".repeat(full)).plus(Tone.FAINT, "░".repeat(width - full));
    }

    /** A view that is painted each second shows whole seconds. */
    private static String whole(Duration duration) {
        return Numbers.duration(
                Duration.ofSeconds(Math.max(0, duration.plusMillis(999).toSeconds())));
    }
}
