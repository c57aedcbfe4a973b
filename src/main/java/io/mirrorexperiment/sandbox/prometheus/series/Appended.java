package io.mirrorexperiment.sandbox.prometheus.series;

/** What became of a sample that was handed to the store. */
public enum Appended {
    /** It is stored. */
    ADDED,
    /** The very same sample was stored already. */
    REPEATED,
    /** The series has a sample at or after that time; Prometheus drops such samples, and so does the store. */
    OUT_OF_ORDER,
    /** It would start a new series, and the store holds as many as it may. */
    STORE_FULL
}
