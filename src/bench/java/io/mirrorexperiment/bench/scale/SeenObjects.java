package io.mirrorexperiment.bench.scale;

import io.mirrorexperiment.controller.Observer;
import io.mirrorexperiment.controller.Stand;
import io.mirrorexperiment.controller.Turned;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.manifest.Address;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was seen of objects that ask for runs. Thread-safe.
 *
 * @param told of which the status was told
 * @param looking whose runs look
 * @param gone that are there no more
 * @param late how late looks began
 */
record SeenObjects(Set<Address> told, Set<Address> looking, Set<Address> gone, Lateness late) implements Observer {
    SeenObjects() {
        this(
                ConcurrentHashMap.newKeySet(),
                ConcurrentHashMap.newKeySet(),
                ConcurrentHashMap.newKeySet(),
                new Lateness());
    }

    @Override
    public void told(Address object, Stand stand) {
        told.add(object);
    }

    @Override
    public void turned(Turned turned) {
        if (turned.news().stream().anyMatch(Entry.Iterated.class::isInstance)) {
            looking.add(turned.object());
            late.add(turned.late().toMillis());
        }
    }

    @Override
    public void gone(Address object) {
        gone.add(object);
    }
}
