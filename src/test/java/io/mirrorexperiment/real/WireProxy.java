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
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A loopback port through which a real server is reached, and on which its answers can be spoilt. Thread-safe. */
public final class WireProxy implements AutoCloseable {
    private final ServerSocket door;
    private final URI behind;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "wire-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Spoiler spoiler = new Spoiler(UnaryOperator.identity(), Integer.MAX_VALUE, 0);

    /** First the answer's bytes, as they come, are changed; then so many are let through, with a pause after each of them. */
    private record Spoiler(UnaryOperator<byte[]> change, int most, long pauseMillis) {}

    private WireProxy(URI behind) throws IOException {
        this.behind = behind;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Opens a door to a server; it may be away. */
    public static WireProxy before(URI server) {
        try {
            WireProxy proxy = new WireProxy(server);
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Where the server is reached through this door. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** Lets everything through. */
    public WireProxy passing() {
        return spoiling(UnaryOperator.identity(), Integer.MAX_VALUE, 0);
    }

    /** Closes the connection after so many bytes of the answer. */
    public WireProxy truncatingAfter(int bytes) {
        return spoiling(UnaryOperator.identity(), bytes, 0);
    }

    /** Takes questions and never answers. */
    public WireProxy silent() {
        return spoiling(answer -> new byte[0], Integer.MAX_VALUE, 0);
    }

    /** Lets one byte through, waits, and so on. */
    public WireProxy dripping(long pauseMillis) {
        return spoiling(UnaryOperator.identity(), Integer.MAX_VALUE, pauseMillis);
    }

    /** Changes each piece of an answer, which comes in one piece if it is short. */
    public WireProxy changing(UnaryOperator<byte[]> change) {
        return spoiling(change, Integer.MAX_VALUE, 0);
    }

    private WireProxy spoiling(UnaryOperator<byte[]> change, int most, long pauseMillis) {
        spoiler = new Spoiler(change, most, pauseMillis);
        open.forEach(WireProxy::shut);
        return this;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket asker = door.accept();
                open.add(asker);
                threads.execute(() -> connect(asker));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket asker) {
        try (asker;
                Socket server = new Socket(behind.getHost(), behind.getPort())) {
            open.add(server);
            threads.execute(() -> questions(asker, server));
            answers(server, asker, spoiler);
        } catch (IOException | InterruptedException over) {
            // Either side has closed; so does the other.
        } finally {
            open.remove(asker);
        }
    }

    private void questions(Socket asker, Socket server) {
        try {
            asker.getInputStream().transferTo(server.getOutputStream());
        } catch (IOException over) {
            // As above.
        } finally {
            open.remove(server);
            shut(server);
        }
    }

    private static void answers(Socket from, Socket to, Spoiler spoiler) throws IOException, InterruptedException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] piece = new byte[1 << 16];
        int passed = 0;
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            byte[] changed = spoiler.change().apply(java.util.Arrays.copyOf(piece, read));
            for (int i = 0; i < changed.length; i++) {
                if (passed++ >= spoiler.most()) {
                    return;
                }
                out.write(changed[i]);
                TimeUnit.MILLISECONDS.sleep(spoiler.pauseMillis());
            }
            out.flush();
        }
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        open.forEach(WireProxy::shut);
        threads.shutdownNow();
    }
}
