package io.mirrorexperiment.sandbox.prometheus.promql;

/** A query that gets no answer; the message is worded as Prometheus words it. */
public final class QueryRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    private QueryRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** The text is no query that is understood here. */
    static QueryRefused unreadable(String query, int position, String message) {
        return new QueryRefused(Reason.UNREADABLE, Position.of(query, position) + ": parse error: " + message);
    }

    /** A range query needs numbers at each step. */
    static QueryRefused unfitForRange(ValueType type) {
        return new QueryRefused(
                Reason.UNREADABLE,
                "invalid expression type \"" + type.documented()
                        + "\" for range query, must be Scalar or instant Vector");
    }

    /** The query is readable and has no answer for the data it met. */
    static QueryRefused unanswerable(String message) {
        return new QueryRefused(Reason.UNANSWERABLE, message);
    }

    /** Why there is no answer. */
    public Reason reason() {
        return reason;
    }

    /** The two ways in which a query fails. */
    public enum Reason {
        /** Prometheus' {@code bad_data}. */
        UNREADABLE,
        /** Prometheus' {@code execution}. */
        UNANSWERABLE
    }
}
