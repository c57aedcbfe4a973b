package io.mirrorexperiment.journal;

import java.io.Serial;

/** A store cannot be read or written; the message says which and why. */
public final class StoreException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** With the far side's own trouble. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Where the trouble is in what was read. */
    public StoreException(String message) {
        super(message);
    }
}
