package io.mirrorexperiment.real;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A line to a real server that can be cut, at any byte, go dead, and come back. It passes bytes on and understands none of them, so TLS
 * goes through it. Thread-safe; its threads are daemons and end on {@link #close}.
 */
public final class Line implements AutoCloseable {
    private static final long UNLIMITED = Long.MAX_VALUE;

    private final URI far;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong allowance = new AtomicLong(UNLIMITED);
    private volatile ServerSocket door;
    private volatile boolean dead;

    private Line(URI far, ServerSocket door) {
        this.far = far;
        this.door = door;
        this.port = door.getLocalPort();
    }

    /** A line to a server, up. */
    public static Line to(URI far) {
        Line line = new Line(far, listen(0));
        line.accept(line.door);
        return line;
    }

    private static ServerSocket listen(int port) {
        try {
            ServerSocket door = new ServerSocket();
            door.setReuseAddress(true);
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return door;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The near end. */
    public URI near() {
        return URI.create(far.getScheme() + "://127.0.0.1:" + port);
    }

    /** Cuts every connection; new ones are taken. */
    public void cut() {
        open.forEach(Line::shut);
    }

    /** As a server that is away: every connection is cut, and none is taken until {@link #up}. */
    public void down() {
        shut(door);
        cut();
    }

    /** As a server that is back. */
    public void up() {
        door = listen(port);
        accept(door);
    }

    /** Whether nothing gets through in either direction, though connections stay and new ones are taken. */
    public void dead(boolean isDead) {
        dead = isDead;
    }

    /** Cuts the connections as soon as the server has answered that many more bytes, in all; once. */
    public void cutAfterAnswered(long bytes) {
        allowance.set(bytes);
    }

    private void accept(ServerSocket at) {
        daemon("line", () -> {
            while (!at.isClosed()) {
                connect(at.accept(), at);
            }
        });
    }

    /** A connection may be cut, and the door shut, while the one to the far end is made. */
    private void connect(Socket near, ServerSocket at) throws IOException {
        open.add(near);
        Socket there = new Socket(far.getHost(), far.getPort());
        open.add(there);
        if (at.isClosed() || near.isClosed()) {
            shut(near);
            shut(there);
        }
        daemon("line-up", () -> pass(near, there, false));
        daemon("line-down", () -> pass(there, near, true));
    }

    private void pass(Socket from, Socket to, boolean answers) throws IOException {
        byte[] bytes = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                if (answers && spent(n)) {
                    cut();
                    return;
                }
                if (!dead) {
                    out.write(bytes, 0, n);
                }
            }
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private boolean spent(int n) {
        long left = allowance.updateAndGet(before -> before == UNLIMITED ? UNLIMITED : before - n);
        boolean over = left != UNLIMITED && left < 0;
        if (over) {
            allowance.set(UNLIMITED);
        }
        return over;
    }

    private static void shut(AutoCloseable end) {
        try {
            end.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Work that ends when its connection does. */
    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException cut) {
                        // That is what a line is for.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        down();
    }
}
