package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.sandbox.kube.Fault;
import io.mirrorexperiment.sandbox.kube.Faults;
import java.util.List;
import java.util.Optional;

/**
 * Kills one engine at its n-th effect: before or after a writing API call, before or after a save. Once dead, nothing that it does
 * arrives any more. Effects are counted from the moment it is armed.
 */
final class Deadly implements JournalStore {
    private final JournalStore store;
    private final int fatal;
    private final boolean after;
    private int effects;
    private boolean armed;
    private boolean dead;
    private boolean struck;

    /**
     * Keeps journals in {@code store}.
     *
     * @param fatal at which effect it dies, from 1; 0 for never
     * @param after whether that effect still comes about
     */
    Deadly(JournalStore store, Faults faults, int fatal, boolean after) {
        this.store = store;
        this.fatal = fatal;
        this.after = after;
        faults.always((method, path) -> dropped(method, path), new Fault.DropBefore());
        faults.always((method, path) -> muted(), new Fault.DropAfter());
    }

    /** The engine is no more. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("killed", null, false, false);
        }
    }

    synchronized void arm() {
        armed = true;
    }

    synchronized boolean isDead() {
        return dead;
    }

    synchronized int effects() {
        return effects;
    }

    private synchronized boolean dropped(String method, String path) {
        if (!dead && writes(method, path) && strikes()) {
            dead = true;
            struck = after;
            return !after;
        }
        return dead;
    }

    /** Asked right after {@link #dropped} about the same request, if that let it through. */
    private synchronized boolean muted() {
        boolean mute = struck;
        struck = false;
        return mute;
    }

    private boolean strikes() {
        return armed && ++effects == fatal;
    }

    /** Questions about rights are asked by POST, and change nothing. */
    static boolean writes(String method, String path) {
        return !method.equals("GET")
                && !path.startsWith("/apis/authorization.k8s.io")
                && !path.startsWith("/apis/authentication.k8s.io");
    }

    @Override
    public synchronized boolean save(Journal journal) {
        live();
        boolean last = strikes();
        if (last && !after) {
            dead = true;
            throw new Killed();
        }
        boolean saved = store.save(journal);
        if (last) {
            dead = true;
            throw new Killed();
        }
        return saved;
    }

    @Override
    public synchronized Optional<Journal> load(RunId run) {
        live();
        return store.load(run);
    }

    private void live() {
        if (dead) {
            throw new Killed();
        }
    }

    @Override
    public List<RunId> runs() {
        return store.runs();
    }

    @Override
    public String place() {
        return store.place();
    }
}
