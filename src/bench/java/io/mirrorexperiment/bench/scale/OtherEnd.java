package io.mirrorexperiment.bench.scale;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The process of a far end, as who started it sees it.
 *
 * @param process to be ended
 * @param api port of the API server
 * @param counts port that tells what was asked for
 * @param start when the first run is due
 */
record OtherEnd(Process process, int api, int counts, Instant start) implements AutoCloseable {
    static OtherEnd start(Path recording, int runs, int seconds) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dsun.net.httpserver.nodelay=true",
                        "-XX:+UseSerialGC",
                        "-Xms6g",
                        "-Xmx6g",
                        "-Xmn1g",
                        "-cp",
                        System.getProperty("java.class.path", "."),
                        FarEnd.class.getName(),
                        recording.toString(),
                        Integer.toString(runs),
                        Integer.toString(seconds)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = said.readLine();
        if (line == null) {
            throw new IllegalStateException("the far end ended before it began");
        }
        String[] words = line.split(" ", -1);
        return new OtherEnd(process, Integer.parseInt(words[0]), Integer.parseInt(words[2]), Instant.parse(words[3]));
    }

    String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                clusters: [{name: far, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: bench, user: {}}]
                contexts: [{name: far, context: {cluster: far, user: bench}}]
                current-context: far
                """.formatted(api);
    }

    /** What was asked for since this was asked last. */
    String taken() throws IOException {
        try (InputStream said = URI.create("http://127.0.0.1:" + counts).toURL().openStream()) {
            return new String(said.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Processor time it has taken, in seconds. */
    double processor() {
        return (double) process.info().totalCpuDuration().orElseThrow().toMillis() / 1000;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
