package io.mirrorexperiment.manifest;

/** One change of one object that a pure room asks for. */
public sealed interface Change {
    /** The object to change. */
    Address address();

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
