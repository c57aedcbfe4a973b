package io.mirrorexperiment.telemetry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * When the API server answered last. Whoever looks while it has been silent for a while has it asked, off their own thread and at most once
 * at a time; who looks again finds what came of it. Nobody asks where nobody looks. Thread-safe.
 */
final class Pulse {
    /** Silence that is worth a question. */
    static final Duration SILENCE = Duration.ofSeconds(5);

    private final Clock clock;
    private final Runnable question;
    private final Executor threads;
    private final AtomicReference<Optional<Instant>> heard = new AtomicReference<>(Optional.empty());
    private final AtomicBoolean asking = new AtomicBoolean();

    /**
     * Not heard of yet.
     *
     * @param question asks the server for anything; may block and fail
     */
    Pulse(Clock clock, Runnable question, Executor threads) {
        this.clock = clock;
        this.question = question;
        this.threads = threads;
    }

    /** It has answered. */
    void heard() {
        heard.set(Optional.of(clock.instant()));
    }

    Optional<Instant> last() {
        return heard.get();
    }

    /** The same; if that is long ago, it is asked. */
    Optional<Instant> felt() {
        Optional<Instant> last = heard.get();
        boolean silent =
                last.filter(at -> at.plus(SILENCE).isAfter(clock.instant())).isEmpty();
        if (silent && asking.compareAndSet(false, true)) {
            threads.execute(this::ask);
        }
        return last;
    }

    private void ask() {
        try {
            question.run();
        } finally {
            asking.set(false);
        }
    }
}
