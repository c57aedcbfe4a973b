package io.mirrorexperiment.real;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prometheus' own checks of metrics and rules; comes with the Prometheus that the bed installs. */
public final class Promtool {
    private Promtool() {}

    /**
     * Runs it to its end; aborts the calling test, loudly, where there is none.
     *
     * @param in what it reads from its standard input
     */
    public static Bed.Said run(String in, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program().toString()));
        command.addAll(Arrays.asList(words));
        Path given = Files.createTempFile("promtool", ".in");
        Path out = Files.createTempFile("promtool", ".out");
        try {
            Files.writeString(given, in);
            Process process = new ProcessBuilder(command)
                    .redirectInput(given.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            int status = process.waitFor();
            return new Bed.Said(status, Files.readString(out, StandardCharsets.UTF_8), "");
        } finally {
            Files.delete(given);
            Files.delete(out);
        }
    }

    private static Path program() {
        Path found = Arrays.stream(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> Bed.up().with("prometheus").program("promtool"));
        if (!Files.isExecutable(found)) {
            Bed.lack("promtool: neither on the PATH nor in the bed");
        }
        return found;
    }
}
