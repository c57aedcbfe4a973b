package io.mirrorexperiment.controller;

import io.mirrorexperiment.cluster.Ear;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.SegmentStore;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** All objects that this process attends to, and what of the journals it wrote itself. Thread-safe. */
final class Attention {
    private final Map<Address, Attended> objects = new ConcurrentHashMap<>();
    private final Map<RunId, Address> runs = new ConcurrentHashMap<>();
    private final Map<RunId, String> written = new ConcurrentHashMap<>();
    private final Set<Address> atWork = ConcurrentHashMap.newKeySet();
    private final Map<RunId, String> rumours = new ConcurrentHashMap<>();
    private final Targets targets;
    private final Consumer<Address> wake;
    private final Consumer<Address> removed;
    private final Consumer<RunId> doubt;

    /**
     * Attends to nothing yet.
     *
     * @param wake told of objects that have to be looked at
     * @param removed told of objects that are gone
     * @param doubt told of runs into whose journals somebody else has written
     */
    Attention(Targets targets, Consumer<Address> wake, Consumer<Address> removed, Consumer<RunId> doubt) {
        this.targets = targets;
        this.wake = wake;
        this.removed = removed;
        this.doubt = doubt;
    }

    Optional<Attended> of(Address address) {
        return Optional.ofNullable(objects.get(address));
    }

    void wake(Address address) {
        wake.accept(address);
    }

    List<Address> all() {
        return List.copyOf(objects.keySet());
    }

    /** Takes an object as it was read or written just now. */
    void see(Attended attended, Manifest object) {
        Seen seen = Seen.of(object);
        attended.see(seen);
        index(seen);
    }

    /** This process has written a journal: hearing of it again says nothing new. */
    void wrote(String name, String version) {
        SegmentStore.run(name).ifPresent(run -> written.put(run, version));
    }

    void forget(Address address) {
        Attended gone = objects.remove(address);
        if (gone != null) {
            gone.seen().mark().ifPresent(mark -> forget(mark.run()));
        }
        targets.leave(address).forEach(wake);
        removed.accept(address);
    }

    void forget(RunId run) {
        runs.remove(run);
        written.remove(run);
        rumours.remove(run);
    }

    /**
     * An object has its turn. What is heard of its journal meanwhile is mostly of what the turn itself writes: a server tells of a write
     * before it has answered it.
     */
    void begins(Address address) {
        atWork.add(address);
    }

    /** Its turn is over: whether somebody else has written can be told now. */
    void ends(Address address) {
        atWork.remove(address);
        of(address).flatMap(attended -> attended.seen().mark()).ifPresent(mark -> believe(mark.run()));
    }

    private void believe(RunId run) {
        String version = rumours.remove(run);
        if (version != null && !version.equals(written.get(run))) {
            heard(run);
        }
    }

    private void index(Seen seen) {
        if (seen.mark().filter(Mark::ended).isPresent()) {
            targets.leave(seen.address()).forEach(wake);
        }
        seen.open().ifPresent(mark -> {
            runs.put(mark.run(), seen.address());
            targets.have(mark.target(), seen.address());
        });
    }

    /** Hears of objects that ask for runs. */
    Ear objects() {
        return new Ear() {
            @Override
            public void changed(Manifest bare) {
                Seen seen = Seen.of(bare);
                Attended known = objects.putIfAbsent(seen.address(), new Attended(seen));
                if (known != null && known.seen().equals(seen)) {
                    return;
                }
                if (known != null) {
                    known.see(seen);
                }
                index(seen);
                wake.accept(seen.address());
            }

            @Override
            public void gone(Address address) {
                forget(address);
            }
        };
    }

    /** Of a run that this process knows nothing of, or nothing any more, it asks anyway. */
    private void heard(RunId run) {
        Address address = runs.get(run);
        if (address != null) {
            doubt.accept(run);
            wake.accept(address);
        }
    }

    private void heard(RunId run, String version) {
        Address address = runs.get(run);
        if (address != null) {
            rumours.put(run, version);
            if (!atWork.contains(address)) {
                believe(run);
            }
        }
    }

    /** Hears of journals that somebody else has written into. */
    Ear journals() {
        return new Ear() {
            @Override
            public void changed(Manifest bare) {
                run(bare.address()).ifPresent(run -> heard(run, bare.resourceVersion()));
            }

            @Override
            public void gone(Address address) {
                run(address).ifPresent(Attention.this::heard);
            }
        };
    }

    /** A journal is in the namespace of its run; what has such a name elsewhere is none. */
    private static Optional<RunId> run(Address text) {
        return SegmentStore.run(text.name()).filter(run -> run.namespace().equals(text.namespace()));
    }
}
