package io.mirrorexperiment.sandbox.kube.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Pieces as chunks of one HTTP body. */
final class ChunkedStream implements Stream {
    private static final byte[] LINE_END = {'\r', '\n'};

    private final Exchange exchange;
    private final OutputStream out;

    ChunkedStream(Exchange exchange, OutputStream out) {
        this.exchange = exchange;
        this.out = out;
    }

    @Override
    public void send(byte[] piece) throws IOException {
        if (piece.length == 0) {
            return;
        }
        out.write(Integer.toHexString(piece.length).getBytes(StandardCharsets.ISO_8859_1));
        out.write(LINE_END);
        out.write(piece);
        out.write(LINE_END);
        out.flush();
    }

    @Override
    public boolean open() {
        return !exchange.deserted();
    }

    @Override
    public void close() throws IOException {
        out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
