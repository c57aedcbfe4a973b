package io.mirrorexperiment.sandbox.mesh;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A workload's own server of plain connections, as a database is one: hears a question out, takes as long and fails as often as
 * its image's profile says, answers in one go and hangs up. A failure is no answer at all.
 */
final class TcpApp implements TcpDoor.Visitor {
    private static final int LONGEST_QUESTION = 65_536;

    private final Supplier<ImageProfile> profile;
    private final Random chance;
    private final LogBook log;

    TcpApp(Supplier<ImageProfile> profile, Random chance, LogBook log) {
        this.profile = profile;
        this.chance = chance;
        this.log = log;
    }

    @Override
    public void serve(Socket client) throws IOException {
        int asked = client.getInputStream().readNBytes(LONGEST_QUESTION).length;
        ImageProfile now = profile.get();
        boolean fails;
        Duration latency;
        synchronized (chance) {
            latency = now.latency().draw(chance);
            fails = chance.nextDouble() < now.errors();
        }
        pause(latency);
        int answered = fails ? 0 : Math.max(1, now.responseSize());
        client.getOutputStream().write(new byte[answered]);
        log.write("query of " + asked + " bytes, answer of " + answered);
    }

    private static void pause(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (until - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
