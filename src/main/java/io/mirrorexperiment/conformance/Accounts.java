package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Ledger.Account;
import io.mirrorexperiment.stats.Bets;
import io.mirrorexperiment.stats.RollbackStream;
import java.util.List;

/** The rollback stream of an account, taken out and put back. */
final class Accounts {
    private Accounts() {}

    static Account begun(Bets bets, Promise promise) {
        return new Account(
                List.of(), RollbackStream.begun(bets, promise.firstStart()).logs(), 0);
    }

    static RollbackStream stream(Bets bets, Promise promise, Account account) {
        return RollbackStream.resumed(bets, promise.firstStart(), account.rollback(), account.looks());
    }

    static Account plus(Bets bets, Promise promise, Account account, double... steps) {
        RollbackStream longer = stream(bets, promise, account).plus(steps);
        return new Account(account.promotion(), longer.logs(), longer.looks());
    }
}
