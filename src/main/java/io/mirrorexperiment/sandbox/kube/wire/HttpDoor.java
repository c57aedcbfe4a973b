package io.mirrorexperiment.sandbox.kube.wire;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small HTTP/1.1 server on loopback: keep-alive, chunked bodies both ways, WebSocket upgrades, and connections that
 * can be dropped on purpose, which the JDK's own server cannot do. One thread per connection.
 */
public final class HttpDoor implements AutoCloseable {
    private final ServerSocket server;
    private final Clock clock;
    private final Guest guest;
    private final ExecutorService threads;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private HttpDoor(ServerSocket server, Clock clock, Guest guest) {
        this.server = server;
        this.clock = clock;
        this.guest = guest;
        AtomicInteger count = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "sandbox-kube-" + server.getLocalPort() + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Answers requests. Called on the connection's thread; what it throws ends the connection. */
    @FunctionalInterface
    public interface Guest {
        /** Gives the one answer to a request. */
        void answer(Exchange exchange) throws IOException;
    }

    /**
     * Listens on loopback.
     *
     * @param port 0 for any free one
     * @param clock for the {@code Date} of the answers
     * @throws UncheckedIOException if the port is taken
     */
    public static HttpDoor open(int port, Clock clock, Guest guest) {
        try {
            HttpDoor door = new HttpDoor(new ServerSocket(port, 512, InetAddress.getLoopbackAddress()), clock, guest);
            door.threads.execute(door::welcome);
            return door;
        } catch (IOException taken) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, taken);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getLocalPort();
    }

    /** Whether {@link #close} was called; long answers look at it. */
    public boolean closed() {
        return closed;
    }

    /** Ends every connection and waits up to five seconds for their threads. */
    @Override
    public void close() {
        closed = true;
        shut(server);
        open.forEach(HttpDoor::shut);
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void welcome() {
        while (!closed) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException | RejectedExecutionException ending) {
                // the accept that close() interrupts; the loop's condition ends it
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            PushbackInputStream in = new PushbackInputStream(new BufferedInputStream(socket.getInputStream()), 1);
            RequestReader reader = new RequestReader(in);
            boolean more = true;
            while (more && !closed) {
                more = serveNext(socket, in, reader);
            }
        } catch (IOException gone) {
            // the far side is a client that comes and goes; there is nobody left to tell
        } finally {
            open.remove(socket);
        }
    }

    private boolean serveNext(Socket socket, PushbackInputStream in, RequestReader reader) throws IOException {
        Optional<Request> request = reader.next();
        if (request.isEmpty()) {
            return false;
        }
        Exchange exchange = new Exchange(request.get(), clock, socket, in, socket.getOutputStream());
        guest.answer(exchange);
        return exchange.reusable();
    }

    private static void shut(Closeable socket) {
        try {
            socket.close();
        } catch (IOException already) {
            // closing what is closed is fine
        }
    }
}
