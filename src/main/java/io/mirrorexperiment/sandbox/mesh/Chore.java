package io.mirrorexperiment.sandbox.mesh;

import io.mirrorexperiment.sandbox.PodRuntime.Ended;
import io.mirrorexperiment.sandbox.shell.Net;
import io.mirrorexperiment.sandbox.shell.Surroundings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A container's command line while it runs, on a thread of its own; run again as the pod's restart policy says. */
final class Chore {
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 5;

    private final ChoreSpec spec;
    private final Surroundings around;
    private final Net net;
    private final LogBook log;
    private final Clock clock;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile Stage stage = new Stage(Optional.empty(), false, 0);

    /**
     * Where a chore stands.
     *
     * @param ended how it ended, if it did and isn't run again
     * @param resting whether it is to be run again after a while
     */
    record Stage(Optional<Ended> ended, boolean resting, int restarts) {}

    private Chore(String pod, ChoreSpec spec, Surroundings around, LogBook log, Clock clock) {
        this.spec = spec;
        this.around = new Surroundings(
                around.environment(), this::send, around.namespace(), around.account(), around.speed());
        this.net = around.net();
        this.log = log;
        this.clock = clock;
        this.thread = new Thread(this::run, "chore-" + pod);
        thread.setDaemon(true);
    }

    static Chore start(String pod, ChoreSpec spec, Surroundings around, LogBook log, Clock clock) {
        Chore chore = new Chore(pod, spec, around, log, clock);
        chore.thread.start();
        return chore;
    }

    Stage stage() {
        return stage;
    }

    /** Ends it as a signal would; returns at once. */
    void stop() {
        stopped = true;
        thread.interrupt();
    }

    /** An HTTP client may swallow the interruption of its thread; what stops a chore must not get lost. */
    private Net.Outcome send(Net.Sent request, Duration patience) {
        Net.Outcome outcome = net.send(request, patience);
        if (stopped) {
            Thread.currentThread().interrupt();
        }
        return outcome;
    }

    private void run() {
        try {
            for (int restarts = 0; !once(restarts); restarts++) {
                stage = new Stage(Optional.empty(), true, restarts);
                TimeUnit.NANOSECONDS.sleep(backOff(restarts));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Twice as long each time; shorter where command lines are faster. */
    private long backOff(int restarts) {
        return Math.round((FIRST_BACK_OFF.toNanos() << Math.min(restarts, MOST_DOUBLINGS)) / around.speed());
    }

    /** Runs it; whether that was the last time. */
    private boolean once(int restarts) throws InterruptedException {
        stage = new Stage(Optional.empty(), false, restarts);
        Instant started = clock.instant();
        int code = spec.tool().run(spec.command(), spec.arguments(), around, log::write);
        boolean last = !spec.runsAgain(code);
        if (last) {
            stage = new Stage(Optional.of(new Ended(code, started, clock.instant())), false, restarts);
        }
        return last;
    }
}
