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

    /**
     * What these find in a world that is some seconds old depends on how busy this machine is; their classes are loaded whatever it is. By word, the
     * codes that they may end with besides 0.
     */
    private static final Map<String, Set<Integer>> DEPENDING = Map.of(
            "plan", Set.of(Refusal.NOTHING_CHANGED),
            "check", Set.of(Refusal.NOTHING_CHANGED),
            "iter8", Set.of(Iter8Asserting.NOT_SATISFIED, Iter8Loop.INCONCLUSIVE));

    private final Host host;
    private final DemoFolder folder;
    private final String prometheus;

    private Rehearsal(Host host, DemoFolder folder, String prometheus) {
        this.host = host;
        this.folder = folder;
        this.prometheus = prometheus;
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
            well = new Rehearsal(silent(), folder, stage.prometheus()).play();
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
        return Stream.concat(lines().stream(), iter8().stream())
                .filter(line -> !ends(line))
                .toList()
                .isEmpty();
    }

    private boolean ends(List<String> line) {
        int code = Main.run(host, line.toArray(String[]::new));
        boolean well =
                code == 0 || DEPENDING.getOrDefault(line.get(0), Set.of()).contains(code);
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
                kept("report", RUN, "-o", "markdown"),
                at("list", "--journal", "cluster"));
    }

    private List<List<String>> iter8() {
        String[] local = {"--runDir", folder.path().resolve("iter8").toString()};
        return List.of(
                launched("launch", local),
                line("run", local, "--reuseResult"),
                line("report", local),
                line("report", local, "-o", "html"),
                line("report", local, "-o", "json"),
                line("assert", local, "-c", "completed,nofailure,slos"),
                at(launched("k launch", "--set", "iter8lib.runner=none").toArray(String[]::new)),
                at("iter8", "k", "run", "--reuseResult"),
                at("iter8", "k", "report"),
                at("iter8", "k", "assert", "-c", "completed,nofailure,slos"),
                at("iter8", "k", "delete"));
    }

    private List<String> launched(String words, String... more) {
        String values = "reporter=destination,providerURL=" + prometheus
                + "/api/v1/query,versionInfo.destination_workload=reviews-v1,versionInfo.destination_workload_namespace=default";
        return line(words, more, "-c", "slo-validation-istio", "--set", values, "--set", "SLOs.istio/error-rate=0");
    }

    private static List<String> line(String words, String[] first, String... then) {
        return Stream.of(new String[] {"iter8"}, words.split(" ", -1), first, then)
                .flatMap(Stream::of)
                .toList();
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
