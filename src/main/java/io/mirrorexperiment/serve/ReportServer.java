package io.mirrorexperiment.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Shows the report of a run to browsers on this machine and to nobody else: only the loopback address is listened on, only reading is
 * allowed, nothing is fetched from elsewhere and nothing kept. Thread-safe; one request at a time is answered.
 */
public final class ReportServer implements AutoCloseable {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final HttpServer server;
    private final Supplier<Optional<Journal>> journals;
    private final Clock clock;

    private ReportServer(HttpServer server, Supplier<Optional<Journal>> journals, Clock clock) {
        this.server = server;
        this.journals = journals;
        this.clock = clock;
    }

    /**
     * Listens.
     *
     * @param port 0 for one that is free
     * @param journals gives the newest journal, empty before the first; asked at each request, from a thread of the server
     * @throws IOException if the port can't be had
     */
    public static ReportServer open(int port, Supplier<Optional<Journal>> journals, Clock clock) throws IOException {
        Limits.set();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
        ReportServer opened = new ReportServer(server, journals, clock);
        server.createContext("/", opened::answer);
        server.start();
        return opened;
    }

    /** Where it can be looked at. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answering.send(exchange, page(exchange));
        }
    }

    private Page page(HttpExchange exchange) {
        Optional<String> host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"));
        return ReportPages.stranger(host, server.getAddress().getPort()).orElseGet(() -> {
            if (!Answering.reads(exchange)) {
                return Page.refused(405, "a report can be read; what is done with a run is said on the command line");
            }
            return newest(exchange.getRequestURI().getPath());
        });
    }

    private Page newest(String path) {
        try {
            return journals.get()
                    .map(journal -> ReportPages.of(path, journal, clock.instant()))
                    .orElseGet(() -> Page.unknown("the run is about to begin"));
        } catch (StoreException e) {
            return Page.unknown("the journal cannot be read: " + e.getMessage());
        }
    }
}
