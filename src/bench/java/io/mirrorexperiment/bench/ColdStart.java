package io.mirrorexperiment.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How long short commands take from nothing to their end, and how much memory, beside a Java that does nothing. Prints the table of
 * docs/performance.md; needs GNU time. All are started in turn, so that what else the machine does weighs on each alike.
 */
public final class ColdStart {
    private static final String RUN = "default.reviews-v2.1";
    private static final Path JOURNAL = Path.of("src/test/resources/io/mirrorexperiment/journal/format-4.json");

    private ColdStart() {}

    /** One process: seconds on the wall and of the processors, and the most memory it had, in MB. */
    private record Start(double wall, double processor, double memory) {}

    /** Takes the number of starts of each, by default 15. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int times = arguments.length == 0 ? 15 : Integer.parseInt(arguments[0]);
        Path journals = Files.createTempDirectory("cold-start");
        Files.copy(JOURNAL, journals.resolve(RUN + ".json"));
        Path folder = journals.resolve("iter8");
        launch(folder);
        Map<String, List<Start>> starts = new LinkedHashMap<>();
        for (int i = 0; i <= times; i++) {
            for (Map.Entry<String, List<String>> line : lines(journals, folder).entrySet()) {
                Start start = start(line.getValue());
                if (i > 0) { // the first makes the archive, and fills the machine's caches
                    starts.computeIfAbsent(line.getKey(), name -> new ArrayList<>())
                            .add(start);
                }
            }
        }
        try (Stream<Path> files = Files.walk(journals)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        print(starts);
    }

    /** An experiment in Iter8's words, whose one loop found no metrics system. */
    private static void launch(Path folder) throws IOException, InterruptedException {
        String values = "reporter=destination,providerURL=http://127.0.0.1:9/api/v1/query,"
                + "versionInfo.destination_workload=httpbin,versionInfo.destination_workload_namespace=default";
        new ProcessBuilder(
                        "./mirror-experiment",
                        "iter8",
                        "launch",
                        "-c",
                        "slo-validation-istio",
                        "--set",
                        values,
                        "--runDir",
                        folder.toString())
                .inheritIO()
                .start()
                .waitFor();
    }

    private static Map<String, List<String>> lines(Path journals, Path folder) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        String classes = "target/test-classes";
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String nothing = Nothing.class.getName();
        lines.put("a Java that does nothing", List.of(java, "-XX:+UseSerialGC", "-cp", classes, nothing));
        lines.put(
                "the same without Java's own archive",
                List.of(java, "-XX:+UseSerialGC", "-Xshare:off", "-cp", classes, nothing));
        lines.put("`--version`", List.of("./mirror-experiment", "--version"));
        lines.put("`list`", List.of("./mirror-experiment", "list", "--journal-folder", journals.toString()));
        lines.put(
                "`report RUN`", List.of("./mirror-experiment", "report", RUN, "--journal-folder", journals.toString()));
        lines.put(
                "`report RUN -o json`",
                List.of("./mirror-experiment", "report", RUN, "-o", "json", "--journal-folder", journals.toString()));
        String place = folder.toString();
        lines.put("`iter8 report`", List.of("./mirror-experiment", "iter8", "report", "--runDir", place));
        lines.put(
                "`iter8 assert`",
                List.of("./mirror-experiment", "iter8", "assert", "-c", "completed", "--runDir", place));
        return lines;
    }

    private static Start start(List<String> line) throws IOException, InterruptedException {
        List<String> measured = new ArrayList<>(List.of("/usr/bin/time", "-f", "%e %U %S %M"));
        measured.addAll(line);
        Process process = new ProcessBuilder(measured)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        String[] said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip()
                .split("\\s+", -1);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(line + ": " + String.join(" ", said));
        }
        int last = said.length - 1;
        return new Start(
                Double.parseDouble(said[last - 3]),
                Double.parseDouble(said[last - 2]) + Double.parseDouble(said[last - 1]),
                Double.parseDouble(said[last]) / 1024);
    }

    private static void print(Map<String, List<Start>> starts) {
        double nothing = median(starts.values().iterator().next().stream()
                .mapToDouble(Start::wall)
                .toArray());
        System.out.println(
                "| | wall, median | fastest | processors, median | memory, median | times a Java that does nothing |");
        System.out.println("|---|---|---|---|---|---|");
        starts.forEach((name, all) -> {
            double[] wall = all.stream().mapToDouble(Start::wall).toArray();
            double median = median(wall);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f s | %.2f s | %.2f s | %.0f MB | %.1f |%n",
                    name,
                    median,
                    wall[0],
                    median(all.stream().mapToDouble(Start::processor).toArray()),
                    median(all.stream().mapToDouble(Start::memory).toArray()),
                    median / nothing);
        });
    }

    /** Sorts, too: the fastest comes first then. */
    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** What is left of a program when it does nothing. */
    static final class Nothing {
        private Nothing() {}

        /** Does nothing. */
        public static void main(String[] arguments) {}
    }
}
