package io.mirrorexperiment.bench;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.journal.FileStore;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.run.Patience;
import io.mirrorexperiment.run.Run;
import io.mirrorexperiment.run.Runs;
import io.mirrorexperiment.run.Standing;
import io.mirrorexperiment.sandbox.Bookinfo;
import io.mirrorexperiment.sandbox.Sandbox;
import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.mesh.ImageProfile;
import io.mirrorexperiment.sandbox.mesh.LoadOptions;
import io.mirrorexperiment.spec.SpecFiles;
import io.mirrorexperiment.spec.SpecReader;
import io.mirrorexperiment.spec.SpecResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * One whole run in a sandbox of its own: the engine of the command line, over HTTP, at the true speed, with the usual patience.
 *
 * @param spec of the experiment; {@code %s} in it is where the metrics system answers
 * @param errors share of its requests that the dark version fails
 * @param qps requests per second, evenly spaced, all of them copied
 * @param seed of all chance in the sandbox
 */
record Shop(String spec, double errors, double qps, long seed) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Until the live version has a past to be held against. */
    private static final Duration PAST = Duration.ofSeconds(10);

    private static final Duration LONGEST_REST = Duration.ofMillis(500);

    /**
     * Plays it; returns its journal.
     *
     * @param journals folder to keep it in
     */
    Journal play(Path journals) {
        ImageProfile well = Objects.requireNonNull(Bookinfo.images().get(Bookinfo.DARK));
        SandboxOptions options =
                SandboxOptions.bookinfo().withSeed(seed).withImages(Map.of(Bookinfo.DARK, well.withErrors(errors)));
        try (Sandbox sandbox = Sandbox.start(options)) {
            if (!sandbox.awaitPods(PATIENCE)) {
                throw new IllegalStateException("the sandbox's pods are not ready after " + PATIENCE);
            }
            var unusedLoad = sandbox.load(LoadOptions.of(sandbox.gatewayUrl(), "bookshop.example", "/productpage")
                    .withQps(qps)
                    .withSpacing(LoadOptions.Spacing.UNIFORM, seed));
            rest(Instant.now().plus(PAST));
            return run(sandbox, journals);
        }
    }

    private Journal run(Sandbox sandbox, Path journals) {
        try (Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(sandbox.kubeconfig()));
                Run run = new Runs(
                                cluster,
                                new FileStore(journals),
                                path -> SpecFiles.none().read(path),
                                Clock.systemUTC(),
                                Patience.USUAL,
                                false)
                        .begin(experiment(sandbox), "benchmark " + seed)) {
            Standing standing = run.advance();
            while (!standing.finished()) {
                Instant longest = Instant.now().plus(LONGEST_REST);
                rest(standing.next().isBefore(longest) ? standing.next() : longest);
                standing = run.advance();
            }
            return standing.journal();
        }
    }

    private Experiment experiment(Sandbox sandbox) {
        String text = spec.replace("%s", sandbox.prometheusUrl());
        SpecResult result = new SpecReader(SpecFiles.none()).read(text.getBytes(StandardCharsets.UTF_8));
        if (result instanceof SpecResult.Valid valid) {
            return valid.experiment();
        }
        throw new IllegalStateException(result.toString());
    }

    private static void rest(Instant until) {
        for (Duration left = Duration.between(Instant.now(), until);
                left.toNanos() > 0;
                left = Duration.between(Instant.now(), until)) {
            LockSupport.parkNanos(left.toNanos());
        }
    }
}
