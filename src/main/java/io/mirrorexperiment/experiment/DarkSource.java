package io.mirrorexperiment.experiment;

import java.util.Optional;

/** Where the dark version comes from. */
public sealed interface DarkSource {
    /**
     * The live version cloned with another image; ours to make and to remove.
     *
     * @param version value of the label {@code version} of the clone
     * @param image the image to try
     * @param container whose image it is; where it is not said, the pod template tells
     */
    record Clone(String version, String image, Optional<String> container) implements DarkSource {
        /** Of a version whose pod template tells which container is meant. */
        public Clone(String version, String image) {
            this(version, image, Optional.empty());
        }
    }

    /**
     * Manifests in a file of the user; ours to apply and, on rollback, to remove. Their text stays out of journals: the
     * digest tells whether the file is still the one that was planned.
     *
     * @param path as the spec has it, resolved against the spec's folder
     * @param sha256 digest of the file's bytes in lower-case hexadecimal
     */
    record Given(String path, String sha256) implements DarkSource {}

    /**
     * Already there; never removed by us.
     *
     * @param version which one
     */
    record Present(Version version) implements DarkSource {}

    /**
     * A new revision of the live version's Knative Service, with another image; ours to make and to remove.
     *
     * @param revision its name, which begins with that of the Service
     * @param image the image to try
     */
    record Stamped(String revision, String image) implements DarkSource {}

    /** Whether a rollback removes the dark version. */
    default boolean ours() {
        return !(this instanceof Present);
    }
}
