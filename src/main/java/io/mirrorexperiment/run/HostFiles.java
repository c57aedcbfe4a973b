package io.mirrorexperiment.run;

import java.io.IOException;
import java.nio.file.Path;

/** How a host reads the files that a spec names. */
@FunctionalInterface
public interface HostFiles {
    /**
     * The bytes of a file.
     *
     * @throws IOException if they cannot be had; the message names the file
     */
    byte[] read(String path) throws IOException;

    /** Where a file is that others append to, such as a log. */
    default Path place(String path) {
        return Path.of(path);
    }
}
