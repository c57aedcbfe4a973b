package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.Decision;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Plays the usual commands once, one after the other, in one process and on the sandbox: what is loaded here is what an archive of classes has to
 * hold for every command to start quickly. It is not a command of its own: the start script and the build of the image run it while Java
 * keeps such an archive. Ends with 0, or with 1 and the lines on standard error that did not end as they should.
 */
public final class Rehearsal {
    private static final String RUN = "default.reviews-v2.1";

    /** What they find in a world that is some seconds old depends on how busy this machine is; their classes are loaded whatever it is. */
    private static final Set<String> ASKING = Set.of("plan", "check");

    private final Host host;
    private final DemoFolder folder;

    private Rehearsal(Host host, DemoFolder folder) {
        this.host = host;
        this.folder = folder;
    }

    /** Takes no arguments. */
    public static void main(String[] arguments) {
        Main.quiet(false);
        DemoFolder folder = DemoFolder.create();
        boolean well;
        try (Stage stage = Stage.open(quick())) {
            folder.write(folder.kubeconfig(), stage.kubeconfig());
            folder.write(folder.spec(), DemoSpec.text(quick(), stage.prometheus()));
            folder.write(unhurried(folder), DemoSpec.text(new DemoOptions(), stage.prometheus()));
            stage.play();
            well = new Rehearsal(silent(), folder).play();
        } finally {
            folder.delete();
        }
        Runtime.getRuntime().exit(well ? 0 : 1);
    }

    private static DemoOptions quick() {
        DemoOptions options = new DemoOptions();
        options.speed = 8;
        options.iterations = 2;
        options.qps = 5;
        options.rule = Decision.Rule.POINT;
        return options;
    }

    /** The spec as a user writes it: without the interval that only a demo may have. */
    private static Path unhurried(DemoFolder folder) {
        return folder.path().resolve("unhurried.yaml");
    }

    private static Host silent() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new Host(
                InputStream.nullInputStream(),
                nowhere,
                nowhere,
                Map.copyOf(System.getenv()),
                false,
                new ProcessSignals(),
                code -> {},
                Stopwatch.ofThisProcess());
    }

    private boolean play() {
        return lines().stream().filter(line -> !ends(line)).toList().isEmpty();
    }

    private boolean ends(List<String> line) {
        int code = Main.run(host, line.toArray(String[]::new));
        boolean well = code == 0 || (code == Refusal.NOTHING_CHANGED && ASKING.contains(line.get(0)));
        if (!well) {
            System.err.println("mirror-experiment " + String.join(" ", line) + " ended with " + code);
        }
        return well;
    }

    private List<List<String>> lines() {
        String spec = folder.spec().toString();
        return List.of(
                List.of("--version"),
                List.of("--help"),
                at("plan", unhurried(folder).toString()),
                at("check", unhurried(folder).toString()),
                kept(
                        "run",
                        spec,
                        "--shortest-interval",
                        "10",
                        "--plain",
                        "--json",
                        file("json"),
                        "--html",
                        file("html")),
                kept("list"),
                kept("status", RUN),
                kept("report", RUN),
                kept("report", RUN, "-o", "json"),
                kept("report", RUN, "-o", "html"),
                kept("report", RUN, "-o", "junit"),
                at("list", "--journal", "cluster"));
    }

    private String file(String ending) {
        return folder.path().resolve("report." + ending).toString();
    }

    private List<String> at(String... words) {
        return with(List.of(words), "--kubeconfig", folder.kubeconfig().toString());
    }

    private List<String> kept(String... words) {
        return with(at(words), "--journal-folder", folder.journals().toString());
    }

    private static List<String> with(List<String> words, String flag, String value) {
        return Stream.concat(words.stream(), Stream.of(flag, value)).toList();
    }
}
