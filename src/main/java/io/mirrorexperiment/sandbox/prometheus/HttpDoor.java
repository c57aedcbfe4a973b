package io.mirrorexperiment.sandbox.prometheus;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import javax.net.ssl.SSLServerSocket;

/**
 * A small HTTP/1.1 server on the loopback address.
 *
 * <p>The JDK's own server always dates its answers by the machine's clock; this one dates them by the given clock,
 * because clients correct their clock by the {@code Date} header.
 */
final class HttpDoor implements AutoCloseable {
    private static final int IDLE_MILLIS = 30_000;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Map<Integer, String> REASONS = Map.of(
            200,
            "OK",
            400,
            "Bad Request",
            401,
            "Unauthorized",
            404,
            "Not Found",
            405,
            "Method Not Allowed",
            422,
            "Unprocessable Entity",
            500,
            "Internal Server Error",
            503,
            "Service Unavailable");

    private final ServerSocket socket;
    private final boolean secure;
    private final Clock clock;
    private final ExecutorService threads;
    private final Function<WireRequest, Reply> answers;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private HttpDoor(
            ServerSocket socket,
            boolean secure,
            Clock clock,
            ExecutorService threads,
            Function<WireRequest, Reply> answers) {
        this.socket = socket;
        this.secure = secure;
        this.clock = clock;
        this.threads = threads;
        this.answers = answers;
    }

    /** Opens the port and answers from now on, each connection on a thread of its own. */
    static HttpDoor open(MetricsOptions options, ExecutorService threads, Function<WireRequest, Reply> answers)
            throws IOException {
        ServerSocket socket = bound(options.port(), options.tls());
        HttpDoor door = new HttpDoor(socket, options.tls().isPresent(), options.clock(), threads, answers);
        threads.execute(door::accept);
        return door;
    }

    private static ServerSocket bound(int port, Optional<MetricsOptions.Tls> tls) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        if (tls.isEmpty()) {
            return new ServerSocket(port, 0, loopback);
        }
        SSLServerSocket secure =
                (SSLServerSocket) tls.get().context().getServerSocketFactory().createServerSocket(port, 0, loopback);
        secure.setNeedClientAuth(tls.get().clientCertificateNeeded());
        return secure;
    }

    String url() {
        return (secure ? "https" : "http") + "://127.0.0.1:" + socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                threads.execute(() -> converse(connection));
            } catch (IOException closed) {
                // The socket is closed from close() only; the loop's condition sees it.
            }
        }
    }

    private void converse(Socket connection) {
        try (connection) {
            if (socket.isClosed()) {
                return;
            }
            connection.setSoTimeout(IDLE_MILLIS);
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            Optional<WireRequest> request = WireRequest.read(in);
            while (request.isPresent()) {
                Reply reply = answers.apply(request.get());
                send(reply, request.get(), connection.getOutputStream());
                request = request.get().isLast() ? Optional.empty() : WireRequest.read(in);
            }
        } catch (IOException brokenOff) {
            // The far end went away, idled too long or spoke no HTTP: closing the connection is the answer.
        } finally {
            open.remove(connection);
        }
    }

    private void send(Reply reply, WireRequest request, OutputStream out) throws IOException {
        byte[] body = reply.bytes();
        String head = "HTTP/1.1 " + reply.status() + " " + REASONS.getOrDefault(reply.status(), "Unknown") + "\r\n"
                + "Content-Type: " + reply.contentType() + "\r\n"
                + "Content-Length: " + body.length + "\r\n"
                + "Date: " + DATE.format(clock.instant()) + "\r\n"
                + (reply.status() == 401 ? "WWW-Authenticate: Basic\r\n" : "")
                + (request.isLast() ? "Connection: close\r\n" : "")
                + "\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.write(request.method().equals("HEAD") ? new byte[0] : body);
        out.flush();
    }

    @Override
    public void close() {
        closeQuietly(socket);
        open.forEach(HttpDoor::closeQuietly);
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception alreadyBroken) {
            // What cannot be closed is closed already, for all that anybody can do about it.
        }
    }
}
