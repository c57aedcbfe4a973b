package io.mirrorexperiment.sandbox.kube.wire;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The body of a request: bytes that are mostly text. */
public final class Body {
    private final byte[] bytes;

    Body(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether there was none. */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** As UTF-8. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** As it came. */
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }
}
