package io.mirrorexperiment.run;

import java.io.IOException;
import java.nio.file.Path;

/** How a host reads what a spec names and the cluster does not hold: files, and credentials of the host's own. */
@FunctionalInterface
public interface HostFiles {
    /**
     * The bytes of a file.
     *
     * @throws IOException if they cannot be had; the message names the file
     */
    byte[] read(String path) throws IOException;

    /**
     * The text of a credential that the host keeps; asked anew at each look.
     *
     * @throws IOException if it can't be had; the message names the credential and never the content
     */
    default String credential(String id) throws IOException {
        throw new IOException(
                "credentials are kept by hosts such as Jenkins, not here; name a Secret or a file instead of " + id);
    }

    /** Where a file is that others append to, such as a log. */
    default Path place(String path) {
        return Path.of(path);
    }
}
