package io.mirrorexperiment.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mirrorexperiment.telemetry.Telemetry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Shows metrics and health of this process to whoever reaches its port, as kubelets and Prometheus do: on all addresses, without
 * authentication, so nothing is shown that names a run, a service or a secret. Only reading is allowed. Thread-safe; {@value #AT_ONCE}
 * requests at a time are answered, each within a time limit, so that nobody can hold the threads that probes need.
 */
public final class OperationsServer implements AutoCloseable {
    private static final int AT_ONCE = 3;
    private static final int WAITING = 32;

    private final HttpServer server;
    private final Telemetry telemetry;
    private final ThreadPoolExecutor threads;

    private OperationsServer(HttpServer server, Telemetry telemetry) {
        this.server = server;
        this.telemetry = telemetry;
        this.threads = new ThreadPoolExecutor(
                AT_ONCE, AT_ONCE, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(WAITING), OperationsServer::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Listens.
     *
     * @param port 0 for one that is free
     * @throws IOException if the port can't be had
     */
    public static OperationsServer open(int port, Telemetry telemetry) throws IOException {
        Limits.set();
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        OperationsServer opened = new OperationsServer(server, telemetry);
        server.setExecutor(opened.threads);
        server.createContext("/", opened::answer);
        server.start();
        return opened;
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answering.send(exchange, page(exchange));
        }
    }

    private Page page(HttpExchange exchange) {
        if (!Answering.reads(exchange)) {
            return Page.refused(405, "this can only be read");
        }
        return OperationsPages.of(
                exchange.getRequestURI().getPath(),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept")),
                telemetry);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "operations");
        thread.setDaemon(true);
        return thread;
    }
}
