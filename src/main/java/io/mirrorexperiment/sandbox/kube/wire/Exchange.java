package io.mirrorexperiment.sandbox.kube.wire;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * One request and the one answer to it. Belongs to the thread of its connection; exactly one of {@link #reply},
 * {@link #stream}, {@link #upgrade} or {@link #drop} is called.
 */
public final class Exchange {
    /** RFC 9110, section 5.6.7: the day has two digits, which RFC 1123's own form does not ask for. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private final Request request;
    private final Clock clock;
    private final Socket socket;
    private final PushbackInputStream in;
    private final OutputStream out;
    private boolean reusable = true;
    private boolean muted;

    Exchange(Request request, Clock clock, Socket socket, PushbackInputStream in, OutputStream out) {
        this.request = request;
        this.clock = clock;
        this.socket = socket;
        this.in = in;
        this.out = new BufferedOutputStream(out, 16 * 1024);
        this.reusable = !request.asksToClose();
    }

    /** What the client asks. */
    public Request request() {
        return request;
    }

    /** Answers at once with a whole body. */
    public void reply(int status, String contentType, byte[] body, Map<String, String> headers) throws IOException {
        if (muted) {
            drop();
            return;
        }
        head(status, contentType, headers);
        write("Content-Length: " + body.length + "\r\n\r\n");
        if (!request.method().equals("HEAD")) {
            out.write(body);
        }
        out.flush();
    }

    /** Begins an answer whose pieces reach the client as they are sent; the connection ends with it. */
    public Stream stream(String contentType) throws IOException {
        reusable = false;
        if (muted) {
            drop();
        }
        head(200, contentType, Map.of());
        write("Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
        out.flush();
        return new ChunkedStream(this, out);
    }

    /** Goes on as a WebSocket, one message per piece. */
    public Stream upgrade() throws IOException {
        reusable = false;
        if (muted) {
            drop();
        }
        write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + WebSocketStream.accept(request) + "\r\n\r\n");
        out.flush();
        return WebSocketStream.over(socket, in, out);
    }

    /** Ends the connection without a word. */
    public void drop() throws IOException {
        reusable = false;
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** From now on an answer is swallowed and the connection dropped in its place, as when a network fails. */
    public void mute() {
        muted = true;
    }

    boolean reusable() {
        return reusable && !socket.isClosed();
    }

    /** Whether the client has hung up; waits a millisecond for it. */
    boolean deserted() {
        try {
            socket.setSoTimeout(1);
            int next = in.read();
            if (next >= 0) {
                in.unread(next);
            }
            return next < 0;
        } catch (SocketTimeoutException stillThere) {
            return false;
        } catch (IOException gone) {
            return true;
        }
    }

    private void head(int status, String contentType, Map<String, String> headers) throws IOException {
        write("HTTP/1.1 " + status + " " + Phrases.of(status) + "\r\nContent-Type: " + contentType + "\r\nDate: "
                + DATE.format(clock.instant().atOffset(ZoneOffset.UTC)) + "\r\n");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            write(header.getKey() + ": " + header.getValue() + "\r\n");
        }
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
