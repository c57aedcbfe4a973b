package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Weight;
import java.util.Optional;

/**
 * How far the evidence on one objective is: towards a promotion, or where it weighs more for that, towards a rollback. The bar grows with
 * the logarithm of the odds; the line in it stands where they suffice.
 */
record OddsGauge(Standing standing, Decision decision) {
    /** As long as {@code ✗ > 10^6 : 1 of 20 : 1}. */
    private static final int WORDS = 22;

    /** With the bar if there is room for both, without it if there is room for the words, or nothing. */
    Row row(int room) {
        if (room < 2 + WORDS) {
            return Row.EMPTY;
        }
        Row words = Row.of("  ").plus(Row.of(tone(), words()).left(WORDS));
        return room < 4 + WORDS + Gauges.BAR ? words : Row.of("  ").plus(bar()).plus(words);
    }

    private Row bar() {
        double log = weight().map(each -> isAgainst() ? each.rollback() : each.promotion())
                .orElse(0.0);
        return Gauges.bar(Gauges.cells(Math.max(0, log / -Math.log(error()))), tone());
    }

    /** As in {@code 41 : 1 of 100 : 1}, and with a cross where it is about a rollback. */
    String words() {
        String odds = weight().map(each -> Odds.words(isAgainst() ? each.rollback() : each.promotion()))
                .orElse(Numbers.NONE);
        return (isAgainst() ? "✗ " : "") + odds + " of " + Odds.needed(error());
    }

    private Tone tone() {
        return isAgainst() ? Tone.BAD : standing.tone();
    }

    private double error() {
        return isAgainst() ? decision.falseRollback() : decision.falsePromotion();
    }

    private boolean isAgainst() {
        return weight().filter(each -> each.rollback() > 0 && each.rollback() > each.promotion())
                .isPresent();
    }

    private Optional<Weight> weight() {
        return standing.weight();
    }
}
