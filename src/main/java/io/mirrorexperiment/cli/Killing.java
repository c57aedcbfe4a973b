package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.FileStore;
import io.mirrorexperiment.journal.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Runs the engine in a process of its own, kills that while the mirror is open, and goes on from the journal. */
record Killing(Performance play) {
    private static final RunId RUN = new RunId("default", "reviews-v2", 1);
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

    /** Returns the exit code of the process that went on. */
    int run() {
        say("An engine of its own process runs the experiment …");
        Journal left = kill();
        say("Killed it (SIGKILL) after look " + looks(left) + " of "
                + left.cadence().ticks() + ". Nobody judges now, and the mirror is still open: "
                + (play.stage().isMirrored() ? "the route has it." : "the route does not have it yet."));
        say("Another process goes on from the journal:");
        return play.resume(RUN);
    }

    private static long looks(Journal journal) {
        return journal.all(Entry.Iterated.class).count();
    }

    private Journal kill() {
        FileStore journals = new FileStore(play.folder().journals());
        Process engine = start();
        try {
            Journal journal = mirrored(engine, journals);
            engine.destroyForcibly();
            engine.waitFor();
            return journals.load(RUN).orElse(journal);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.nothingChanged("interrupted while the engine was being killed");
        } finally {
            engine.destroyForcibly();
        }
    }

    private static Journal mirrored(Process engine, FileStore journals) {
        long start = System.nanoTime();
        while (engine.isAlive() && System.nanoTime() - start < PATIENCE_NANOS) {
            Optional<Journal> journal = journals.load(RUN).filter(each -> looks(each) >= 3);
            if (journal.isPresent()) {
                return journal.get();
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw Refusal.nothingChanged("the engine's process ended before it could be killed; its log is in "
                + "engine.log of the demo's folder (--keep)");
    }

    private Process start() {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run"));
        words.addAll(play.runWords());
        try {
            return new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(play.folder().path().resolve("engine.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("no second Java process can be started", e);
        }
    }

    private void say(String line) {
        play.view().people(play.host()).out().println(line);
    }
}
