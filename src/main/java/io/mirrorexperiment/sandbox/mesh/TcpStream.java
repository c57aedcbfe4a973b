package io.mirrorexperiment.sandbox.mesh;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;

/** What is done with connections: opened, introduced, joined, asked. */
final class TcpStream {
    private static final int LONGEST_LINE = 4096;
    private static final int CONNECT_MILLIS = 2_000;

    private TcpStream() {}

    static Socket to(int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            socket.connect(new InetSocketAddress(loopback, port), CONNECT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** A line before all else: to a sidecar, where the connection is meant to go; between sidecars, who sends it. */
    static void introduce(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Reads that line, and nothing behind it. */
    static String introduction(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.size() >= LONGEST_LINE) {
                throw new IOException("the connection does not say what it is for");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /**
     * Carries bytes both ways until both ends have said all, or one of them breaks off; an end that has said all still listens.
     *
     * @param up told of bytes on their way from the client
     * @param down told of bytes on their way to it
     */
    static void join(Socket client, Socket server, LongConsumer up, LongConsumer down) throws IOException {
        Thread back = new Thread(
                () -> carryQuietly(server, client, down), Thread.currentThread().getName() + "-back");
        back.setDaemon(true);
        back.start();
        try {
            carry(client, server, up);
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            shut(client);
            shut(server);
        }
    }

    private static void carryQuietly(Socket from, Socket to, LongConsumer told) {
        try {
            carry(from, to, told);
        } catch (IOException broken) {
            shut(from);
            shut(to);
        }
    }

    private static void carry(Socket from, Socket to, LongConsumer told) throws IOException {
        byte[] some = new byte[8192];
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(some); read >= 0; read = in.read(some)) {
            told.accept(read);
            out.write(some, 0, read);
        }
        to.shutdownOutput();
    }

    /**
     * Asks once, on a connection of its own; whether there was an answer.
     *
     * @param introduction what a sidecar at the other end wants to hear first
     */
    static boolean ask(int port, Optional<String> introduction, String question, Duration patience) {
        try (Socket socket = to(port)) {
            socket.setSoTimeout((int) patience.toMillis());
            if (introduction.isPresent()) {
                introduce(socket, introduction.get());
            }
            socket.getOutputStream().write(question.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return socket.getInputStream().readAllBytes().length > 0;
        } catch (IOException broken) {
            return false;
        }
    }

    static void shut(Closeable one) {
        try {
            one.close();
        } catch (IOException alreadyBroken) {
            return;
        }
    }
}
