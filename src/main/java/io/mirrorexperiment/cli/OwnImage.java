package io.mirrorexperiment.cli;

import io.mirrorexperiment.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The program's own image in a sandbox: its containers are processes like this one. */
final class OwnImage {
    /** Without a tag: whatever version is asked for, it is this one. */
    static final String REPOSITORY = "mirror-experiment.local/mirror-experiment";

    private OwnImage() {}

    /** What the sandbox needs to know of it. */
    static SandboxOptions.Program program() {
        return new SandboxOptions.Program(
                REPOSITORY,
                names -> Map.of(
                        "mirror-experiment",
                        words("mirror-experiment", names),
                        Iter8Words.NAME,
                        words(Iter8Words.NAME, names)));
    }

    /**
     * This process' own, but for its arguments; the archive of classes that it was started with serves again. Names of Services are reached by the
     * sandbox's proxy, addresses of this machine without it.
     */
    private static List<String> words(String name, int names) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Stream.of(ProcessHandle.current().info().arguments().orElseGet(() -> new String[0]))
                .filter(OwnImage::isForAll)
                .forEach(words::add);
        words.addAll(
                List.of("-Dhttp.proxyHost=127.0.0.1", "-Dhttp.proxyPort=" + names, "-Dhttp.nonProxyHosts=127.0.0.1"));
        words.add("-D" + Host.COMMAND + "=" + name);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return words;
    }

    /** Agents, debuggers and the properties of a test belong to this process alone. */
    private static boolean isForAll(String option) {
        return option.startsWith("-XX:TieredStopAtLevel")
                || option.startsWith("-XX:SharedArchiveFile")
                || option.startsWith("-Xlog:disable");
    }
}
