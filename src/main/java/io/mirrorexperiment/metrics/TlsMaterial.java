package io.mirrorexperiment.metrics;

import java.util.Optional;

/**
 * The PEM texts of a connection; equal texts need no new connection.
 *
 * @param ca who the server is checked against; the machine's own certificates if empty
 * @param chain our certificate and those above it
 * @param key our private key
 */
record TlsMaterial(Optional<String> ca, Optional<String> chain, Optional<String> key) {
    static final TlsMaterial NONE = new TlsMaterial(Optional.empty(), Optional.empty(), Optional.empty());

    /** Says which texts there are, not what they say. */
    @Override
    public String toString() {
        return "TlsMaterial[ca=" + ca.isPresent() + ", chain=" + chain.isPresent() + ", key=" + key.isPresent() + "]";
    }
}
