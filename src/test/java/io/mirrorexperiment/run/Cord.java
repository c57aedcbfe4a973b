package io.mirrorexperiment.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The one way from a process to an API server: passes everything on, watches too, counts the writes, and is cut before or after one of
 * them. What is behind a cut cord is as good as dead: nothing that it does comes about any more.
 */
final class Cord implements AutoCloseable {
    private static final List<String> WRITES = List.of("POST ", "PUT ", "PATCH ", "DELETE ");

    private final URI behind;
    private final ServerSocket door;
    private final int fatal;
    private final boolean after;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private int effects;
    private volatile boolean cut;

    /**
     * A cord.
     *
     * @param fatal at which write it is cut, from 1
     * @param after whether that write still comes about
     */
    Cord(URI behind, int fatal, boolean after) {
        this.behind = behind;
        this.fatal = fatal;
        this.after = after;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::open);
    }

    String url() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    synchronized int effects() {
        return effects;
    }

    boolean isCut() {
        return cut;
    }

    private void open() {
        try {
            while (!cut) {
                Socket near = kept(door.accept());
                Socket far = kept(new Socket(behind.getHost(), behind.getPort()));
                Line line = new Line(near, far);
                threads.execute(line::there);
                threads.execute(line::back);
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private Socket kept(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    private void cut() {
        cut = true;
        close(door);
        sockets.forEach(Cord::close);
    }

    private static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception closed) {
            throw new IllegalStateException(closed);
        }
    }

    /** Whether this is the write at which it is cut. */
    private synchronized boolean isFatal(byte[] bytes, int length) {
        String head = new String(bytes, 0, Math.min(length, 200), StandardCharsets.US_ASCII);
        boolean writes = WRITES.stream().anyMatch(head::startsWith)
                && !head.contains("authorization.k8s.io")
                && !head.contains("/leases/mirror-experiment-controller");
        return writes && ++effects == fatal;
    }

    @Override
    public void close() {
        cut();
        threads.shutdownNow();
    }

    /** One connection. Requests are not pipelined, so each begins what is read at once. */
    private final class Line {
        private final Socket near;
        private final Socket far;
        private volatile boolean last;

        Line(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        void there() {
            pump(near, far, true);
        }

        void back() {
            pump(far, near, false);
        }

        private void pump(Socket from, Socket to, boolean there) {
            byte[] bytes = new byte[64 * 1024];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = in.read(bytes); length >= 0 && passes(bytes, length, there); length = in.read(bytes)) {
                    out.write(bytes, 0, length);
                    out.flush();
                }
            } catch (IOException closed) {
                last = true;
            }
        }

        /** The first that comes back after the last write says that it was done. */
        private boolean passes(byte[] bytes, int length, boolean there) {
            boolean fatalNow = there && isFatal(bytes, length);
            if ((fatalNow && !after) || (!there && last)) {
                cut();
            }
            last |= fatalNow;
            return !cut;
        }
    }
}
