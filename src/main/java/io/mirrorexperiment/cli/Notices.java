package io.mirrorexperiment.cli;

import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.notify.Notifier;
import io.mirrorexperiment.run.Run;
import io.mirrorexperiment.run.Standing;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Tells others of the run that this process drives, where its spec names any; at the end it waits a little for what is on its way. */
final class Notices implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Optional<Notifier> notifier;
    private final Host host;

    private Notices(Optional<Notifier> notifier, Host host) {
        this.notifier = notifier;
        this.host = host;
    }

    static Notices of(Run run, Host host) {
        Journal journal = run.journal();
        Optional<Notifier> notifier =
                journal.experiment().notifications().map(ignored -> new Notifier(Clock.systemUTC()));
        notifier.ifPresent(each -> each.follow(journal, run::secret, Optional.empty()));
        return new Notices(notifier, host);
    }

    void seen(Standing standing) {
        notifier.ifPresent(each -> each.seen(standing.journal()));
    }

    /** What could not be delivered is said; nothing else follows from it. */
    @Override
    public void close() {
        notifier.ifPresent(each -> each.close(PATIENCE).forEach(host.err()::println));
    }
}
