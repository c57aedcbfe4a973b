package io.mirrorexperiment.sandbox.kube.wire;

import java.io.IOException;

/** An answer that goes on: pieces are sent until one side ends it. Used by one thread. */
public interface Stream extends AutoCloseable {
    /** Sends one piece now; fails if the client is gone. */
    void send(byte[] piece) throws IOException;

    /** Whether somebody still listens. */
    boolean open();

    @Override
    void close() throws IOException;
}
