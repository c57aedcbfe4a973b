package io.mirrorexperiment.bench.scale;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a sandbox answered about one run that looks: its objects, and its counters.
 *
 * @param objects by path of the API, each as JSON
 * @param counters the answers of the metrics system, by the word of their topic
 */
record Recording(Map<String, String> objects, Map<String, String> counters) {
    /** The name of everything of the one run; other runs have another of the same length. */
    static final String NAME = "reviews";

    /** Keeps it in a folder. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> object : objects.entrySet()) {
            Files.writeString(folder.resolve("object." + object.getKey().replace('/', '!')), object.getValue());
        }
        for (Map.Entry<String, String> answer : counters.entrySet()) {
            Files.writeString(folder.resolve("answer." + answer.getKey()), answer.getValue());
        }
    }

    /** Reads what {@link #write} kept. */
    static Recording read(Path folder) throws IOException {
        Map<String, String> objects = new TreeMap<>();
        Map<String, String> counters = new TreeMap<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                String text = Files.readString(file, StandardCharsets.UTF_8);
                if (name.startsWith("object.")) {
                    objects.put(name.substring("object.".length()).replace('!', '/'), text);
                } else if (name.startsWith("answer.")) {
                    counters.put(name.substring("answer.".length()), text);
                }
            }
        }
        return new Recording(objects, counters);
    }
}
