package io.mirrorexperiment.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What whole runs came to under faults: a line of JSON for each run in {@code target/real/faults.jsonl}, and the table of all lines in
 * {@code target/real/real-faults.md}. Thread-safe.
 */
final class Faults {
    private static final Path LINES = Path.of("target", "real", "faults.jsonl");
    private static final Path TABLE = Path.of("target", "real", "real-faults.md");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Faults() {}

    /** How one run with a fault ended. */
    record Row(String fault, int tries, String end, String left, long sent, long lost) {}

    static synchronized void append(Row row) {
        ObjectNode line = JSON.createObjectNode()
                .put("fault", row.fault())
                .put("tries", row.tries())
                .put("end", row.end())
                .put("left", row.left())
                .put("sent", row.sent())
                .put("lost", row.lost());
        try {
            Files.createDirectories(LINES.getParent());
            Files.writeString(LINES, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            Files.writeString(TABLE, table(read()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Row> read() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String text : Files.readAllLines(LINES)) {
            JsonNode line = JSON.readTree(text);
            rows.add(new Row(
                    line.path("fault").asText(),
                    line.path("tries").asInt(),
                    line.path("end").asText(),
                    line.path("left").asText(),
                    line.path("sent").asLong(),
                    line.path("lost").asLong()));
        }
        return rows;
    }

    private static String table(List<Row> rows) {
        Map<String, Row> sums = new LinkedHashMap<>();
        rows.forEach(row -> sums.merge(row.fault() + "|" + row.end() + "|" + row.left(), row, Faults::plus));
        Row all = rows.stream().reduce(new Row("**all**", 0, "", "", 0, 0), Faults::plus);
        StringBuilder text = new StringBuilder("""
                # Whole runs with faults, on real parts

                Real Kubernetes, Istio, Envoy and Prometheus, as [src/testbed](../src/testbed/README.md) starts them. The gate is a process of its own; customers ask
                through the ingress gateway, never again what failed. Lost is every request that was not answered with status 200. Left behind is what the namespace
                has after the run and had not before. Made by `mvn verify -Preal`, which writes this page to `target/real/real-faults.md`.

                | fault | tries | how the runs ended | left behind | live requests | lost |
                |---|---:|---|---|---:|---:|
                """);
        sums.values().stream()
                .sorted(java.util.Comparator.comparing(Row::fault))
                .forEach(row -> text.append(line(row)));
        return text.append(line(all)).toString();
    }

    private static Row plus(Row one, Row other) {
        return new Row(
                one.fault(),
                one.tries() + other.tries(),
                one.end(),
                one.left(),
                one.sent() + other.sent(),
                one.lost() + other.lost());
    }

    private static String line(Row row) {
        return "| %s | %d | %s | %s | %,d | %,d |%n"
                .formatted(row.fault(), row.tries(), row.end(), row.left(), row.sent(), row.lost());
    }
}
