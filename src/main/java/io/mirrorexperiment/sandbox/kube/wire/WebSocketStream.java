package io.mirrorexperiment.sandbox.kube.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Pieces as text messages of a WebSocket (RFC 6455); a thread of its own answers pings and hears the end. */
final class WebSocketStream implements Stream {
    private static final String SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int LONGEST_FRAME = 1024 * 1024;

    private final Socket socket;
    private final OutputStream out;
    private volatile boolean open = true;

    private WebSocketStream(Socket socket, OutputStream out) {
        this.socket = socket;
        this.out = out;
    }

    static WebSocketStream over(Socket socket, InputStream in, OutputStream out) {
        WebSocketStream stream = new WebSocketStream(socket, out);
        Thread listener = new Thread(() -> stream.listen(new DataInputStream(in)), "sandbox-websocket");
        listener.setDaemon(true);
        listener.start();
        return stream;
    }

    /** The value of Sec-WebSocket-Accept, RFC 6455 section 4.2.2. */
    static String accept(Request request) {
        String key = request.header("sec-websocket-key").orElse("") + SALT;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(key.getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1", impossible);
        }
    }

    @Override
    public void send(byte[] piece) throws IOException {
        frame(TEXT, piece);
    }

    @Override
    public boolean open() {
        return open;
    }

    @Override
    public void close() throws IOException {
        if (open) {
            frame(CLOSE, new byte[] {(byte) (1000 >> 8), (byte) 1000});
        }
    }

    private void listen(DataInputStream in) {
        try {
            boolean more = true;
            while (more) {
                more = hear(in);
            }
        } catch (IOException gone) {
            // the client hung up without a farewell: the same end
        } finally {
            open = false;
            closeQuietly();
        }
    }

    private boolean hear(DataInputStream in) throws IOException {
        int opcode = in.readUnsignedByte() & 0x0f;
        byte[] payload = payload(in);
        if (opcode == PING) {
            frame(PONG, payload);
        }
        if (opcode == CLOSE) {
            frame(CLOSE, payload);
        }
        return opcode != CLOSE;
    }

    private static byte[] payload(DataInputStream in) throws IOException {
        int second = in.readUnsignedByte();
        long length = second & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        if (length < 0 || length > LONGEST_FRAME) {
            throw new IOException("a frame of " + length + " bytes is refused");
        }
        byte[] mask = (second & 0x80) == 0 ? new byte[4] : in.readNBytes(4);
        byte[] payload = in.readNBytes((int) length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return payload;
    }

    private synchronized void frame(int opcode, byte[] payload) throws IOException {
        out.write(0x80 | opcode);
        if (payload.length < 126) {
            out.write(payload.length);
        } else if (payload.length <= 0xffff) {
            out.write(126);
            out.write(ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            out.write(127);
            out.write(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        out.write(payload);
        out.flush();
    }

    private void closeQuietly() {
        try {
            socket.close();
        } catch (IOException already) {
            // nothing left to close
        }
    }
}
