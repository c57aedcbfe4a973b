package io.mirrorexperiment.sandbox.mesh;

import java.nio.charset.StandardCharsets;

/** The body of a message; the bytes are never changed. */
final class Payload {
    static final Payload EMPTY = new Payload(new byte[0]);

    private final byte[] bytes;

    private Payload(byte[] bytes) {
        this.bytes = bytes;
    }

    static Payload of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Payload(bytes);
    }

    static Payload of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes themselves, not a copy: for writing only. */
    byte[] bytes() {
        return bytes;
    }

    int size() {
        return bytes.length;
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
