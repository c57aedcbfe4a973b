package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.util.function.Function;

/** What one look saw, on one line. */
final class LookSentence {
    private LookSentence() {}

    /** A look with everything that was seen. */
    static Row whole(Entry.Iterated tick, Journal journal) {
        String counts = ": live " + Numbers.count(tick.proof().live()) + ", dark "
                + Numbers.count(tick.proof().dark()) + " ("
                + Numbers.share(tick.proof().share(), tick.proof().live()) + ")";
        return look(tick, journal)
                .plus(counts)
                .plus(values(tick, journal, "; ", Standing::inShort))
                .plus(trouble(tick));
    }

    /** A look without the counts and the limits. */
    static Row brief(Entry.Iterated tick, Journal journal) {
        return look(tick, journal)
                .plus(values(tick, journal, "  ", Standing::inBrief))
                .plus(trouble(tick));
    }

    private static Row look(Entry.Iterated tick, Journal journal) {
        return Row.of("look " + tick.tick() + "/" + journal.cadence().ticks() + (tick.warmUp() ? " (warm-up)" : ""));
    }

    private static Row values(Entry.Iterated tick, Journal journal, String gap, Function<Standing, Row> words) {
        Row row = Row.EMPTY;
        for (Standing standing : Standing.of(journal.experiment(), tick.assessments())) {
            row = standing.assessment().isPresent()
                    ? row.plus(gap).plus(words.apply(standing)).plus(Tone.FAINT, odds(standing, journal))
                    : row;
        }
        return row;
    }

    /** How far the sequential rule is with an objective. */
    private static String odds(Standing standing, Journal journal) {
        return journal.experiment().decision().rule() == Decision.Rule.SEQUENTIAL
                ? standing.weight()
                        .map(weight -> " " + Odds.words(weight.promotion()))
                        .orElse("")
                : "";
    }

    private static Row trouble(Entry.Iterated tick) {
        return tick.trouble().isEmpty()
                ? Row.EMPTY
                : Row.of("; ").plus(Tone.DOUBT, "trouble: " + String.join("; ", tick.trouble()));
    }
}
