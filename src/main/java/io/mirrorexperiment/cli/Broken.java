package io.mirrorexperiment.cli;

import java.util.Locale;

/** The rules of the travels demo that can be taken away, to see what they were good for. */
enum Broken {
    /** Each portal to a version of its own. */
    ROUTING,
    /** The delay of requests to hotels. */
    FAULT,
    /** The weights of the versions of travels. */
    SHIFT,
    /** The weights of the versions of the database. */
    TCP,
    /** The timeout of one portal's requests. */
    TIMEOUT,
    /** The limits of connections and requests. */
    BREAKER,
    /** The copies to the third version. */
    MIRROR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
