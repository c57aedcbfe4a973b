package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Experiment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The demo's world ten times as fast, with a spec for it and somebody who types commands. */
final class Shop implements AutoCloseable {
    private final DemoFolder folder = DemoFolder.create();
    private final Stage stage;
    private final Path state;

    private Shop(Stage stage, String spec) {
        this.stage = stage;
        this.state = folder.path().resolve("state");
        folder.write(folder.kubeconfig(), stage.kubeconfig());
        folder.write(folder.spec(), spec);
    }

    /** Open, with customers. */
    static Shop open() {
        return open("errors=0");
    }

    /** Open, with customers and a dark version that behaves as {@code --dark} says. */
    static Shop open(String dark) {
        return open(dark, DemoMetrics.PROMETHEUS);
    }

    /** The same where counters are read elsewhere. */
    static Shop open(String dark, DemoMetrics metrics) {
        DemoOptions options = new DemoOptions();
        options.speed = 10;
        options.qps = 5;
        options.rule = Decision.Rule.POINT;
        options.iterations = 5;
        options.dark = Optional.of(dark);
        options.metrics = metrics;
        Stage stage = Stage.open(options);
        stage.play();
        return new Shop(stage, patient(DemoSpec.text(options, stage.prometheus())));
    }

    /** Commands are tested here, not the speed of a machine that may be busy. */
    private static String patient(String spec) {
        return spec.replace("upperLimit: 250}", "upperLimit: 9000}").replace("upperLimit: 100}", "upperLimit: 9000}");
    }

    /** Types a command about this shop's cluster. */
    Typed type(String... words) {
        return type(Signals.none(), words);
    }

    Typed type(Signals signals, String... words) {
        return type(signals, Stopwatch.ofThisProcess(), words);
    }

    Typed type(Signals signals, Stopwatch stopwatch, String... words) {
        return Typed.on(
                Map.of("XDG_STATE_HOME", state.toString()),
                signals,
                stopwatch,
                here(words).toArray(String[]::new));
    }

    /** A connection of one's own, to be closed by whoever asked. */
    Cluster connect() {
        return Cluster.connect(new ClusterOptions(
                Optional.of(folder.kubeconfig().toString()),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(5)));
    }

    /** The spec, read. */
    Experiment experiment() {
        Specs specs = new Specs();
        specs.file = spec();
        specs.shortestIntervalMillis = 10;
        return specs.read("default", Optional.empty(), false).experiment();
    }

    /** The words of a command with this shop's kubeconfig. */
    List<String> here(String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        if (!words[0].equals("list")) {
            all.addAll(List.of("--kubeconfig", folder.kubeconfig().toString()));
        }
        if (List.of("run", "plan", "check").contains(words[0])) {
            all.addAll(List.of("--shortest-interval", "10"));
        }
        return all;
    }

    String spec() {
        return folder.spec().toString();
    }

    Path kubeconfig() {
        return folder.kubeconfig();
    }

    Path folder() {
        return folder.path();
    }

    Path state() {
        return state;
    }

    Snapshot snapshot() {
        return stage.snapshot();
    }

    boolean isMirrored() {
        return stage.isMirrored();
    }

    @Override
    public void close() {
        stage.close();
        folder.delete();
    }
}
