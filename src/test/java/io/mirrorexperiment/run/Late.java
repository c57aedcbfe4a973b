package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.sandbox.kube.Fault;
import io.mirrorexperiment.sandbox.kube.Faults;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An engine that is suspended while it makes one object, wakes when somebody else has gone on, and is killed as soon as the object is
 * there: nothing that it does after that arrives. The other one is not counted and not disturbed.
 */
final class Late implements JournalStore {
    private final JournalStore store;
    private final String kind;
    private final Runnable meanwhile;
    private final AtomicBoolean suspended = new AtomicBoolean();
    private volatile boolean dead;
    private volatile boolean struck;

    /**
     * Keeps journals in {@code store}.
     *
     * @param kind the plural in the path of the object that it makes last
     * @param meanwhile what somebody else does while it is suspended
     */
    Late(JournalStore store, Faults faults, String kind, Runnable meanwhile) {
        this.store = store;
        this.kind = kind;
        this.meanwhile = meanwhile;
        faults.always((method, path) -> dropped(method, path), new Fault.DropBefore());
        faults.always((method, path) -> muted(), new Fault.DropAfter());
    }

    /** Whether it has made its last object. */
    boolean isDead() {
        return dead;
    }

    private boolean dropped(String method, String path) {
        boolean makes = method.equals("POST") && path.replaceFirst("\\?.*", "").endsWith("/" + kind);
        if (makes && suspended.compareAndSet(false, true)) {
            meanwhile.run();
            dead = true;
            struck = true;
            return false;
        }
        return dead;
    }

    private boolean muted() {
        boolean mute = struck;
        struck = false;
        return mute;
    }

    @Override
    public boolean save(Journal journal) {
        live();
        return store.save(journal);
    }

    @Override
    public Optional<Journal> load(RunId run) {
        live();
        return store.load(run);
    }

    private void live() {
        if (dead) {
            throw new Deadly.Killed();
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
