package io.mirrorexperiment.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The gate as users run it: a process of its own, with a kubeconfig, lines, an exit code and a JSON report. */
final class GateProcess implements AutoCloseable {
    private static final int MINUTES = 6;
    private static final Set<String> WITHOUT_REPORT = Set.of("check", "plan", "controller");

    private final Process process;
    private final Path out;
    private final Path report;

    private GateProcess(Process process, Path out, Path report) {
        this.process = process;
        this.out = out;
        this.report = report;
    }

    /**
     * Starts a command.
     *
     * @param home where it keeps its journals, as a user's home
     */
    static GateProcess start(Path home, Path kubeconfig, List<String> words) {
        try {
            Path out = Files.createTempFile(Files.createDirectories(home), words.get(0), ".out");
            Path report = out.resolveSibling(out.getFileName() + ".json");
            ProcessBuilder builder = new ProcessBuilder(line(kubeconfig, report, words))
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            builder.environment().put("XDG_STATE_HOME", home.toString());
            return new GateProcess(builder.start(), out, report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> line(Path kubeconfig, Path report, List<String> words) {
        List<String> line = new ArrayList<>(GateProgram.words());
        line.addAll(words);
        line.addAll(List.of("--kubeconfig", kubeconfig.toString(), "--request-timeout", "5"));
        if (!WITHOUT_REPORT.contains(words.get(0))) {
            line.addAll(List.of("--plain", "--json", report.toString()));
        }
        return line;
    }

    /** Waits for its end; the exit code. */
    int exit() {
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("the gate did not end within " + MINUTES + " minutes:\n" + said());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean hasEnded() {
        return !process.isAlive();
    }

    /** Everything that it printed so far. */
    String said() {
        try {
            return Files.readString(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last line: the one for machines. */
    String lastLine() {
        List<String> lines = said().lines().toList();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    /** The JSON report of a run that has ended. */
    JsonNode report() {
        try {
            return new ObjectMapper().readTree(report.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(said(), e);
        }
    }

    /** Sends a signal: TERM, INT or KILL. */
    void signal(String name) {
        Bed.Said.of(List.of("kill", "-" + name, Long.toString(process.pid())), 10);
    }

    /** Kills what is still running. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
