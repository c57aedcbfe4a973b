package io.mirrorexperiment.experiment;

import java.util.List;

/**
 * What the sequential rule has to remember from look to look beside the totals; all that a restart of the process needs to go on
 * with the same evidence.
 *
 * @param looks at which there were requests, since warm-up
 * @param accounts one for each objective, in their order; none before the first look
 */
public record Ledger(int looks, List<Account> accounts) {
    /** Before the first look. */
    public static final Ledger EMPTY = new Ledger(0, List.of());

    /** Copies. */
    public Ledger {
        accounts = List.copyOf(accounts);
        if (looks < 0) {
            throw new IllegalArgumentException("looks are counted from 0: " + looks);
        }
    }

    /**
     * One objective's bets.
     *
     * @param promotion natural logarithms of what each bet on promotion has won, where the totals alone do not tell it
     * @param rollback likewise on rollback, all restarts together
     * @param looks that brought something for this objective
     */
    public record Account(List<Double> promotion, List<Double> rollback, int looks) {
        /** Copies. */
        public Account {
            promotion = List.copyOf(promotion);
            rollback = List.copyOf(rollback);
        }
    }
}
