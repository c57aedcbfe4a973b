package io.mirrorexperiment.real;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/**
 * How the gate is started as a process of its own: from the classes under test, with a class-data archive as the launcher makes one. A
 * hundred starts without it reckon for minutes on a machine on which everything else waits for them.
 */
public final class GateProgram {
    private static final Path FOLDER = Path.of("target", "real").toAbsolutePath();
    private static final String MAIN = "io.mirrorexperiment.cli.Main";
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static final int SECONDS = 120;

    private GateProgram() {}

    /** The words before those that a user types. */
    public static List<String> words() {
        return Ready.WORDS;
    }

    /** Made once, by whoever asks first; the others wait. */
    private static final class Ready {
        private static final List<String> WORDS = prepare();
    }

    private static List<String> prepare() {
        try {
            Files.createDirectories(FOLDER);
            String jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .map(Path::of)
                    .filter(GateProgram::isOfTheGate)
                    .map(GateProgram::jar)
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
            Path archive = FOLDER.resolve("gate.jsa");
            Files.deleteIfExists(archive);
            record(jars, archive);
            // Without an archive a start is slower, and nothing else.
            return program(
                    jars,
                    Files.exists(archive) ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable") : List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Libraries, and of the folders the one that the gate itself is in. */
    private static boolean isOfTheGate(Path entry) {
        return Files.isRegularFile(entry) || Files.exists(entry.resolve(MAIN.replace('.', '/') + ".class"));
    }

    /** Java keeps archives of classes from jars only. */
    private static Path jar(Path entry) {
        if (Files.isRegularFile(entry)) {
            return entry;
        }
        Path jar = FOLDER.resolve("gate.jar");
        int status = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", entry.toString(), ".");
        if (status != 0) {
            throw new IllegalStateException("jar ended with " + status + " for " + entry);
        }
        return jar;
    }

    private static void record(String jars, Path archive) {
        List<String> command = program(jars, List.of("-XX:ArchiveClassesAtExit=" + archive));
        command.addAll(
                List.of("demo", "--speed", "20", "--iterations", "2", "--qps", "5", "--rule", "point", "--plain"));
        Bed.Said.of(command, SECONDS);
    }

    private static List<String> program(String jars, List<String> options) {
        List<String> words = new ArrayList<>();
        // A shell that starts something in the background lets it ignore SIGINT, and Java then ignores it too.
        words.addAll(List.of("env", "--default-signal=INT"));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(QUICK);
        words.addAll(options);
        words.addAll(List.of("-cp", jars, MAIN));
        return words;
    }
}
