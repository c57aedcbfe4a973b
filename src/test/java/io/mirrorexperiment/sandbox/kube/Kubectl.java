package io.mirrorexperiment.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real kubectl, run in a folder whose file {@code config} is its kubeconfig. */
public final class Kubectl {
    private final Path folder;

    public Kubectl(Path folder) {
        this.folder = folder;
    }

    /** What a command printed, and how it ended. */
    public record Said(int code, String text) {}

    /** Skips a test class, loudly, where there is no kubectl. */
    public static void assumeThere(Class<?> test) {
        boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, "kubectl")));
        if (!there) {
            System.err.println(test.getSimpleName() + " is SKIPPED: there is no kubectl on the PATH");
        }
        assumeTrue(there, "no kubectl on the PATH");
    }

    /** Starts a command whose output goes to a file of the folder. */
    public Process start(Path output, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("kubectl", "--kubeconfig", "config", "--cache-dir", "cache"));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** Runs a command to its end. */
    public Said run(String... words) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "out", ".txt");
        Process process = start(output, words);
        boolean over = process.waitFor(30, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(over).as("kubectl %s ends", List.of(words)).isTrue();
        return new Said(process.exitValue(), Files.readString(output));
    }

    /** Runs a command that must succeed. */
    public String says(String... words) throws IOException, InterruptedException {
        Said said = run(words);
        assertThat(said.code()).as(said.text()).isZero();
        return said.text();
    }
}
