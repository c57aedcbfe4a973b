package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.AccessLogPlace;
import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Dark;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.OnGitops;
import io.mirrorexperiment.experiment.OnInconclusive;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Steps;
import io.mirrorexperiment.experiment.Version;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** An experiment on {@code reviews}: version v1 is live, v2 is tried; ten seconds a tick, half of the requests copied. */
record Trial(
        DarkSource source,
        Mirror mirror,
        Cadence cadence,
        boolean failFast,
        Promotion promotion,
        OnInconclusive onInconclusive,
        Optional<OnGitops> gitops) {
    static final String FILE = "dark.yaml";

    /** How long live is watched first where pods are asked themselves. */
    static final Duration WATCHED = Duration.ofSeconds(20);

    static Trial clones() {
        return new Trial(
                new DarkSource.Clone("v2", "example/reviews:v2"),
                new Mirror(
                        Mirror.Via.ISTIO,
                        50,
                        Mirror.ALL_METHODS,
                        Optional.empty(),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30)),
                new Cadence(Duration.ofSeconds(10), 2, 1),
                false,
                new Promotion(Promotion.Mode.AUTO, Duration.ofHours(1), Duration.ZERO),
                new OnInconclusive(false, Duration.ofHours(24)),
                Optional.empty());
    }

    static Trial given(World world) {
        return given(world, "v2");
    }

    static Trial given(World world, String version) {
        String text = Scenes.deployment(version, 1);
        world.files.put(FILE, text);
        return clones().from(new DarkSource.Given(FILE, sha256(text)));
    }

    static Trial present() {
        return clones().from(new DarkSource.Present(new Version.Labelled("v2")));
    }

    static Trial adopted() {
        return present().via(Mirror.Via.EXISTING, Mirror.ALL_METHODS).promoting(Promotion.Mode.NONE, Duration.ZERO);
    }

    Trial from(DarkSource other) {
        return new Trial(other, mirror, cadence, failFast, promotion, onInconclusive, gitops);
    }

    Trial via(Mirror.Via via, List<String> methods) {
        Mirror other = new Mirror(via, 50, methods, Optional.empty(), mirror.settle(), mirror.flowWithin());
        return new Trial(source, other, cadence, failFast, promotion, onInconclusive, gitops);
    }

    /** Users' requests are divided meanwhile. */
    Trial dividing(Map<String, Integer> weights) {
        return new Trial(source, mirror.shifting(weights), cadence, failFast, promotion, onInconclusive, gitops);
    }

    Trial promoting(Promotion.Mode mode, Duration keepOld) {
        Promotion other = new Promotion(mode, Duration.ofHours(1), keepOld);
        return new Trial(source, mirror, cadence, failFast, other, onInconclusive, gitops);
    }

    /** Live traffic goes over in steps of half a minute. */
    Trial stepping(Integer... percents) {
        Steps steps = new Steps(List.of(percents), Duration.ofSeconds(30));
        Promotion other = new Promotion(promotion.mode(), promotion.expires(), promotion.keepOld(), Optional.of(steps));
        return new Trial(source, mirror, cadence, failFast, other, onInconclusive, gitops);
    }

    Trial holding() {
        return new Trial(
                source, mirror, cadence, failFast, promotion, new OnInconclusive(true, Duration.ofHours(24)), gitops);
    }

    /** What a GitOps controller owns is edited all the same. */
    Trial patching() {
        return new Trial(source, mirror, cadence, failFast, promotion, onInconclusive, Optional.of(OnGitops.PATCH));
    }

    /** What the run would edit is printed. */
    Trial printing() {
        return new Trial(source, mirror, cadence, failFast, promotion, onInconclusive, Optional.of(OnGitops.PRINT));
    }

    Trial failingFast() {
        return new Trial(source, mirror, cadence, true, promotion, onInconclusive, gitops);
    }

    Trial ticking(int warmUp, int iterations) {
        Cadence other = new Cadence(Duration.ofSeconds(10), iterations, warmUp);
        return new Trial(source, mirror, other, failFast, promotion, onInconclusive, gitops);
    }

    Experiment in(World world) {
        Experiment plain = plain(world);
        return gitops.map(plain::with).orElse(plain);
    }

    private Experiment plain(World world) {
        return new Experiment(
                "default",
                "reviews-v2",
                "reviews",
                new Version.Labelled("v1"),
                new Dark(source, Duration.ofMinutes(1)),
                mirror,
                new MetricsSystem(
                        URI.create(world.metrics.url()),
                        new MetricsSystem.Auth.None(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        "destination",
                        Duration.ofSeconds(10)),
                List.of(
                        new Objective(Metric.ERROR_RATE, new Limit.AtMost(0.01), OptionalDouble.empty()),
                        new Objective(Metric.LATENCY_MEAN, new Limit.AtMost(50), OptionalDouble.empty())),
                cadence,
                new Decision(Decision.Rule.POINT, 0.01, 0.05, Duration.ZERO, failFast),
                promotion,
                onInconclusive,
                Duration.ofMinutes(1));
    }

    /** The same with access logs of pods. */
    Experiment logged(World world) {
        Experiment own = in(world);
        return new Experiment(
                own.namespace(),
                own.name(),
                own.service(),
                own.live(),
                own.dark(),
                own.mirror(),
                own.metrics(),
                own.objectives(),
                own.cadence(),
                own.decision(),
                own.promotion(),
                own.onInconclusive(),
                own.baseline(),
                Optional.of(new AccessLogPlace.InPods("istio-proxy", Duration.ofSeconds(10))),
                own.requires(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same without a Prometheus: the pods' sidecars are asked. */
    Experiment direct(World world) {
        Experiment own = in(world);
        return new Experiment(
                own.namespace(),
                own.name(),
                own.service(),
                own.live(),
                own.dark(),
                own.mirror(),
                MetricsSystem.ofPods(
                        MetricsSystem.Direct.API_SERVER,
                        15020,
                        "/stats/prometheus",
                        Duration.ofSeconds(10),
                        Optional.empty()),
                own.objectives(),
                own.cadence(),
                own.decision(),
                own.promotion(),
                own.onInconclusive(),
                WATCHED,
                own.accessLogs(),
                own.requires(),
                own.queries(),
                own.gitops());
    }

    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
