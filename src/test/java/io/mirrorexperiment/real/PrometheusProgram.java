package io.mirrorexperiment.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real Prometheus of this test alone: own folder, own free loopback port, gone with its data when closed. The program is
 * the one on the PATH or, without one, the bed's.
 */
public final class PrometheusProgram implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("msg=\"Listening on\" address=127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern READY = Pattern.compile("msg=\"Server is ready to receive web requests");
    private static final long PATIENCE_MILLIS = 30_000;

    private final Path folder;
    private Process process;
    private int port;

    private PrometheusProgram(String config) throws IOException {
        this.folder = Files.createTempDirectory("prometheus");
        Files.writeString(folder.resolve("prometheus.yml"), config);
        this.process = launched();
        this.port = awaitReady();
    }

    /** Starts one with this configuration file and returns when it answers. */
    public static PrometheusProgram start(String config) {
        try {
            PrometheusProgram program = new PrometheusProgram(config);
            Runtime.getRuntime().addShutdownHook(new Thread(program::end, "prometheus-end"));
            return program;
        } catch (IOException cause) {
            throw new UncheckedIOException("Prometheus cannot be started", cause);
        }
    }

    /** Where it answers, without a slash at the end; the same after {@link #startAgain}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Ends it as an administrator would (SIGTERM) and waits until it has ended; its data stay. */
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Starts a stopped one again, on the same port and with its old data, but another configuration file. */
    public void startAgain(String config) {
        try {
            Files.writeString(folder.resolve("prometheus.yml"), config);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        startAgain();
    }

    /** Starts a stopped one again, on the same port and with its old data. */
    public void startAgain() {
        try {
            process = launched();
            port = awaitReady();
        } catch (IOException cause) {
            throw new UncheckedIOException("Prometheus cannot be started again", cause);
        }
    }

    /** Should a test forget or be killed, the program does not outlive it. */
    private void end() {
        process.destroyForcibly();
    }

    private Process launched() throws IOException {
        return new ProcessBuilder(
                        program().toString(),
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    private static Path program() {
        return onPath("prometheus").orElseGet(() -> Bed.up().with("prometheus").program("prometheus"));
    }

    private static Optional<Path> onPath(String name) {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Path log() {
        return folder.resolve("log");
    }

    private int awaitReady() throws IOException {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (process.isAlive() && System.currentTimeMillis() < deadline) {
            String said = Files.readString(log());
            Matcher listening = LISTENING.matcher(said);
            if (READY.matcher(said).find() && listening.find()) {
                return Integer.parseInt(listening.group(1));
            }
            pause();
        }
        throw new IllegalStateException("Prometheus did not become ready:\n" + Files.readString(log()));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
