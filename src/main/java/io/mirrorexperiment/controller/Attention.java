package io.mirrorexperiment.controller;

import io.mirrorexperiment.cluster.Ear;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.SegmentStore;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** All objects that this process attends to, and what of the journals it wrote itself. Thread-safe. */
final class Attention {
    private final Map<Address, Attended> objects = new ConcurrentHashMap<>();
    private final Map<RunId, Address> runs = new ConcurrentHashMap<>();
    private final Map<RunId, String> written = new ConcurrentHashMap<>();
    private final Targets targets;
    private final Consumer<Address> wake;

    Attention(Targets targets, Consumer<Address> wake) {
        this.targets = targets;
        this.wake = wake;
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
    }

    void forget(RunId run) {
        runs.remove(run);
        written.remove(run);
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

    /** Hears of journals that somebody else has written into. */
    Ear journals() {
        return new Ear() {
            @Override
            public void changed(Manifest bare) {
                SegmentStore.run(bare.name())
                        .filter(run -> !bare.resourceVersion().equals(written.get(run)))
                        .map(runs::get)
                        .ifPresent(wake);
            }

            @Override
            public void gone(Address address) {
                SegmentStore.run(address.name()).map(runs::get).ifPresent(wake);
            }
        };
    }
}
