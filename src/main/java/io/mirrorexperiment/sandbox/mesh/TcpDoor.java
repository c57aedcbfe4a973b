package io.mirrorexperiment.sandbox.mesh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.LockSupport;

/** A server of plain connections on a free port of the loopback; each is served on a thread of the door's own pool. */
final class TcpDoor implements Entrance {
    private static final int MOST_AT_ONCE = 400;
    private static final long GRACE_NANOS = 1_000_000_000L;

    /** Serves a connection to its end; whoever calls it closes it after. */
    @FunctionalInterface
    interface Visitor {
        void serve(Socket client) throws IOException;
    }

    private final ServerSocket server;
    private final ThreadPoolExecutor crew;
    private final Visitor visitor;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private TcpDoor(ServerSocket server, String name, Visitor visitor) {
        this.server = server;
        this.crew = Crew.of(name, MOST_AT_ONCE);
        this.visitor = visitor;
    }

    /**
     * Opens a door on a free port.
     *
     * @throws UncheckedIOException if the machine has no port left
     */
    static TcpDoor open(String name, Visitor visitor) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            TcpDoor door = new TcpDoor(new ServerSocket(0, 1024, loopback), name, visitor);
            door.crew.execute(door::accept);
            return door;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The sandbox can't listen on 127.0.0.1 for " + name + ": " + e.getMessage(), e);
        }
    }

    @Override
    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                hand(server.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void hand(Socket client) throws IOException {
        open.add(client);
        try {
            crew.execute(() -> serve(client));
        } catch (RejectedExecutionException full) {
            open.remove(client);
            client.close();
        }
    }

    private void serve(Socket client) {
        try (client) {
            visitor.serve(client);
        } catch (IOException broken) {
            // The far side has gone: so has what there was to serve.
            return;
        } finally {
            open.remove(client);
        }
    }

    @Override
    public void closeGently() {
        long deadline = System.nanoTime() + GRACE_NANOS;
        while (!open.isEmpty()
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(2_000_000);
        }
        close();
    }

    @Override
    public void close() {
        TcpStream.shut(server);
        open.forEach(TcpStream::shut);
        crew.shutdownNow();
    }
}
