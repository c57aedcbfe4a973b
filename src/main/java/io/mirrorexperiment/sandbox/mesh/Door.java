package io.mirrorexperiment.sandbox.mesh;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server on a free port of the loopback; each request is answered on a thread of the door's own pool. */
final class Door implements Entrance, AutoCloseable {
    /** What belongs to one connection and is never passed on; Host and the length are written anew. */
    private static final Set<String> PER_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-length",
            "host",
            "date");

    private static final int MOST_AT_ONCE = 200;
    private static final long GRACE_NANOS = 1_000_000_000L;

    /** Answers requests, on many threads at once. */
    @FunctionalInterface
    interface Visitor {
        Answer answer(Request request);
    }

    static {
        // Without it every answer waits 40 ms for the delayed acknowledgement of its header packet.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService crew;
    private final Visitor visitor;
    private final AtomicInteger underWay = new AtomicInteger();

    private Door(HttpServer server, String name, Visitor visitor) {
        this.server = server;
        this.crew = Crew.patient(name, MOST_AT_ONCE);
        this.visitor = visitor;
    }

    /**
     * Opens a door on a free port.
     *
     * @throws UncheckedIOException if the machine has no port left
     */
    static Door open(String name, Visitor visitor) {
        try {
            InetSocketAddress free = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
            Door door = new Door(HttpServer.create(free, 1024), name, visitor);
            door.server.createContext("/", door::serve);
            door.server.setExecutor(door.crew);
            door.startAsDaemon();
            return door;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The sandbox can't listen on 127.0.0.1 for " + name + ": " + e.getMessage(), e);
        }
    }

    /** The server's own thread is a daemon only if a daemon starts it. */
    private void startAsDaemon() {
        Future<?> started = crew.submit(server::start);
        try {
            started.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("The sandbox's HTTP server does not start", e);
        }
    }

    @Override
    public int port() {
        return server.getAddress().getPort();
    }

    static boolean passesOn(String header) {
        return !PER_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
    }

    private void serve(HttpExchange exchange) throws IOException {
        underWay.incrementAndGet();
        try (exchange) {
            write(exchange, visitor.answer(read(exchange)));
        } finally {
            underWay.decrementAndGet();
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        String host = exchange.getRequestHeaders().getFirst("Host");
        return new Request(
                exchange.getRequestMethod(),
                path.startsWith("/") ? path : "/" + path,
                host == null ? "" : host,
                fields(exchange.getRequestHeaders()),
                Payload.of(exchange.getRequestBody().readAllBytes()),
                "127.0.0.1:" + exchange.getRemoteAddress().getPort());
    }

    private static Fields fields(Headers headers) {
        List<Fields.Field> list = new ArrayList<>();
        headers.forEach((name, values) -> {
            if (passesOn(name)) {
                values.forEach(value -> list.add(new Fields.Field(name.toLowerCase(Locale.ROOT), value)));
            }
        });
        return new Fields(list);
    }

    private static void write(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().stream().filter(field -> passesOn(field.name())).forEach(field -> exchange.getResponseHeaders()
                .add(field.name(), field.value()));
        boolean bodiless = exchange.getRequestMethod().equals("HEAD")
                || answer.body().size() == 0
                || answer.status() == 204
                || answer.status() == 304;
        exchange.sendResponseHeaders(
                answer.status(), bodiless ? -1 : answer.body().size());
        if (!bodiless) {
            exchange.getResponseBody().write(answer.body().bytes());
        }
    }

    @Override
    public void closeGently() {
        long deadline = System.nanoTime() + GRACE_NANOS;
        while (underWay.get() > 0
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
        close();
    }

    @Override
    public void close() {
        server.stop(0);
        crew.shutdownNow();
    }
}
