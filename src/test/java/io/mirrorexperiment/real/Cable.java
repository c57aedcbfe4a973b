package io.mirrorexperiment.real;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The network between a gate and an API server or a metrics system. While it is cut, nothing passes and nobody is told: bytes are swallowed, connections
 * are taken and never answered. After that the old connections are dead.
 */
final class Cable implements AutoCloseable {
    private final ServerSocket here;
    private final URI far;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    private Cable(ServerSocket here, URI far) {
        this.here = here;
        this.far = far;
    }

    /** A cable to an address. */
    static Cable to(URI far) {
        try {
            Cable cable = new Cable(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), far);
            cable.threads.execute(cable::take);
            return cable;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What to connect to instead. */
    String url() {
        return far.getScheme() + "://127.0.0.1:" + here.getLocalPort();
    }

    void cut() {
        cut = true;
    }

    void mend() {
        cut = false;
        ends.forEach(Cable::drop);
    }

    private void take() {
        while (!here.isClosed()) {
            try {
                Socket near = here.accept();
                ends.add(near);
                threads.execute(() -> connect(near));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket near) {
        if (cut) {
            return;
        }
        try {
            Socket other = new Socket(far.getHost(), far.getPort());
            ends.add(other);
            threads.execute(() -> pass(near, other));
            pass(other, near);
        } catch (IOException e) {
            drop(near);
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] piece = new byte[16_384];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                if (!cut) {
                    out.write(piece, 0, n);
                }
            }
        } catch (IOException gone) {
            drop(from);
        }
        drop(to);
    }

    private static void drop(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            here.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ends.forEach(Cable::drop);
        threads.shutdownNow();
    }
}
