package io.mirrorexperiment.sandbox;

import io.mirrorexperiment.sandbox.shell.Surroundings;
import io.mirrorexperiment.sandbox.shell.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An image whose containers are processes of this machine: nothing is isolated, but each acts by its own pod's service account, through a
 * kubeconfig that the variable {@code KUBECONFIG} names. Thread-safe.
 */
final class HostProgram implements Tool {
    private static final int NOT_STARTED = 128;
    private static final long GRACE_SECONDS = 10;

    private final Supplier<Map<String, List<String>>> commands;
    private final BiFunction<String, String, String> kubeconfigs;

    /**
     * An image.
     *
     * @param commands what a container's command is on this machine, by its first word; asked for whenever one begins
     * @param kubeconfigs the text of a kubeconfig by namespace and service account
     */
    HostProgram(Supplier<Map<String, List<String>>> commands, BiFunction<String, String, String> kubeconfigs) {
        this.commands = commands;
        this.kubeconfigs = kubeconfigs;
    }

    @Override
    public int run(List<String> command, List<String> arguments, Surroundings around, Consumer<String> log)
            throws InterruptedException {
        List<String> words = new ArrayList<>(command);
        words.addAll(arguments);
        List<String> program = words.isEmpty() ? null : commands.get().get(words.get(0));
        if (program == null) {
            log.accept("exec: \"" + String.join(" ", words) + "\": executable file not found in $PATH");
            return NOT_STARTED;
        }
        words.remove(0);
        words.addAll(0, program);
        try {
            return run(words, around, log);
        } catch (IOException e) {
            log.accept("exec: " + e.getMessage());
            return NOT_STARTED;
        }
    }

    private int run(List<String> words, Surroundings around, Consumer<String> log)
            throws IOException, InterruptedException {
        Path kubeconfig = Files.createTempFile("sandbox-", ".kubeconfig");
        try {
            Files.writeString(kubeconfig, kubeconfigs.apply(around.namespace(), around.account()));
            ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
            builder.environment().putAll(around.environment());
            builder.environment().put("KUBECONFIG", kubeconfig.toString());
            return ended(builder.start(), log);
        } finally {
            Files.deleteIfExists(kubeconfig);
        }
    }

    private static int ended(Process process, Consumer<String> log) throws InterruptedException {
        Thread reader = new Thread(() -> read(process, log), "output-" + process.pid());
        reader.setDaemon(true);
        reader.start();
        try {
            int code = process.waitFor();
            reader.join();
            return code;
        } catch (InterruptedException stopped) {
            end(process);
            throw stopped;
        }
    }

    /** As kubelet does it: a signal, and another that can't be refused. */
    private static void end(Process process) {
        process.destroy();
        Thread killer = new Thread(() -> kill(process), "end-" + process.pid());
        killer.setDaemon(true);
        killer.start();
    }

    private static void kill(Process process) {
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    private static void read(Process process, Consumer<String> log) {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(log);
        } catch (IOException | UncheckedIOException closed) {
            // the process has ended
        }
    }
}
