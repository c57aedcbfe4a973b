package io.mirrorexperiment.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One change of one object that a pure room asks for. */
public sealed interface Change {
    /** The object to change. */
    Address address();

    /** The objects as they are after some changes, in no particular order; what is not changed stays. */
    static List<Manifest> applied(List<Change> changes, List<Manifest> objects) {
        Map<Address, Manifest> after = new LinkedHashMap<>();
        objects.forEach(object -> after.put(object.address(), object));
        for (Change change : changes) {
            if (change instanceof Create create) {
                after.put(create.address(), create.manifest());
            } else if (change instanceof Update update) {
                after.put(update.address(), update.after());
            } else {
                after.remove(change.address());
            }
        }
        return List.copyOf(after.values());
    }

    /**
     * Make an object that is not there.
     *
     * @param manifest the whole object
     */
    record Create(Manifest manifest) implements Change {
        @Override
        public Address address() {
            return manifest.address();
        }
    }

    /**
     * Replace an object, if it still has the resource version that it was read with.
     *
     * @param before as it was read
     * @param after as it shall be
     */
    record Update(Manifest before, Manifest after) implements Change {
        @Override
        public Address address() {
            return after.address();
        }
    }

    /**
     * Delete an object, if it is still the one that was read.
     *
     * @param manifest as it was read
     */
    record Delete(Manifest manifest) implements Change {
        @Override
        public Address address() {
            return manifest.address();
        }
    }
}
