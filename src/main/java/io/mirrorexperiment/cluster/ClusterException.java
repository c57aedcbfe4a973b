package io.mirrorexperiment.cluster;

import org.jspecify.annotations.Nullable;

/**
 * The API server, or the way to it, did not do what was asked. The message says what was asked of which object and the
 * server's own words; it never holds a request body, a token or a password.
 *
 * <p>After {@link Reason#UNREACHABLE} it is unknown whether a write was done: read before you write again.
 */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    ClusterException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    ClusterException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** What kind of trouble it is. */
    public Reason reason() {
        return reason;
    }

    /** The whole sentence; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** What a caller can tell apart. */
    public enum Reason {
        /** The object changed or went since it was read: read it again and decide again. */
        CONFLICT,
        /** An object of that name is already there. */
        ALREADY_EXISTS,
        /** We may not do that (403). */
        FORBIDDEN,
        /** The server does not know who we are (401), also after the credentials were read again. */
        UNAUTHORIZED,
        /** The server, or an admission webhook or policy of it, does not want such an object (400, 422, …). */
        REFUSED,
        /** The server does not serve such a kind of object. */
        NOT_SERVED,
        /** No answer, not in time, or one that says "not now" (5xx, 429). */
        UNREACHABLE,
        /** Which server to ask cannot be told: no kubeconfig, a broken one, or no such context. */
        UNCONFIGURED
    }
}
