package io.mirrorexperiment.sandbox.mesh;

import java.util.OptionalInt;

/** The parts of a Host header. */
record Authority(String host, OptionalInt port) {
    static Authority of(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || text.indexOf(']') > colon) {
            return new Authority(text, OptionalInt.empty());
        }
        try {
            return new Authority(text.substring(0, colon), OptionalInt.of(Integer.parseInt(text.substring(colon + 1))));
        } catch (NumberFormatException notAPort) {
            return new Authority(text, OptionalInt.empty());
        }
    }

    /** The authority that Envoy gives to a mirrored copy: the suffix goes between host and port. */
    String shadow() {
        return host + "-shadow" + (port.isPresent() ? ":" + port.getAsInt() : "");
    }
}
