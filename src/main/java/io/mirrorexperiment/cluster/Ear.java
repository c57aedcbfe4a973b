package io.mirrorexperiment.cluster;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Manifest;

/** Who is told of objects by a {@link Feed}; called on one thread at a time, and must come back soon. */
public interface Ear {
    /**
     * An object is there, or has changed.
     *
     * @param bare its apiVersion, kind and metadata; nothing else of it is ever sent
     */
    void changed(Manifest bare);

    /** An object is gone. */
    void gone(Address address);
}
