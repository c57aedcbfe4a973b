package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.Dark;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.OnInconclusive;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Version;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Experiments on reviews that the cases of this room are about. */
final class Experiments {
    static final Promotion AUTO = new Promotion(Promotion.Mode.AUTO, Duration.ofHours(1), Duration.ofMinutes(5));
    static final Promotion MANUAL = new Promotion(Promotion.Mode.MANUAL, Duration.ofHours(1), Duration.ofMinutes(5));
    static final Promotion NONE = new Promotion(Promotion.Mode.NONE, Duration.ofHours(1), Duration.ofMinutes(5));
    static final OnInconclusive ROLL_BACK = new OnInconclusive(false, Duration.ofHours(24));
    static final OnInconclusive HOLD = new OnInconclusive(true, Duration.ofHours(24));
    static final DarkSource CLONE = new DarkSource.Clone("v2", "example/reviews:2.0");
    static final DarkSource PRESENT = new DarkSource.Present(new Version.Labelled("v2"));

    static final List<Objective> OBJECTIVES = List.of(
            objective("error-rate", new Limit.AtMost(0.01)),
            objective("latency-p95", new Limit.AtMost(100)),
            new Objective(Metric.LATENCY_MEAN, new Limit.AtMost(50), OptionalDouble.of(1000)),
            objective("error-rate", new Limit.AtMostOverLive(0.005)));

    private Experiments() {}

    static Experiment ours(DarkSource dark, int iterations, Promotion promotion, OnInconclusive onInconclusive) {
        return experiment(dark, mirror(Mirror.Via.ISTIO), iterations, promotion, onInconclusive);
    }

    static Experiment adopted(Promotion promotion) {
        return experiment(PRESENT, mirror(Mirror.Via.EXISTING), 6, promotion, ROLL_BACK);
    }

    private static Mirror mirror(Mirror.Via via) {
        return new Mirror(
                via,
                via == Mirror.Via.EXISTING ? 100 : 40,
                via == Mirror.Via.EXISTING ? Mirror.ALL_METHODS : Mirror.SAFE_METHODS,
                Optional.empty(),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1));
    }

    private static Experiment experiment(
            DarkSource dark, Mirror mirror, int iterations, Promotion promotion, OnInconclusive onInconclusive) {
        return new Experiment(
                "default",
                "reviews-v2",
                "reviews",
                new Version.Labelled("v1"),
                new Dark(dark, Duration.ofMinutes(5)),
                mirror,
                metrics(),
                OBJECTIVES,
                new Cadence(Duration.ofSeconds(10), iterations, 1),
                new Decision(Decision.Rule.POINT, 0.01, 0.05, Duration.ofMinutes(2), true),
                promotion,
                onInconclusive,
                Duration.ofMinutes(5));
    }

    /** The same, judged in another way. */
    static Experiment judged(Experiment all, Decision decision) {
        return with(all, all.metrics(), decision);
    }

    /** The same without a Prometheus. */
    static Experiment askingPods(Experiment all) {
        return with(
                all,
                MetricsSystem.ofPods(
                        MetricsSystem.Direct.API_SERVER,
                        15020,
                        "/stats/prometheus",
                        Duration.ofSeconds(10),
                        Optional.empty()),
                all.decision());
    }

    private static Experiment with(Experiment all, MetricsSystem metrics, Decision decision) {
        return new Experiment(
                all.namespace(),
                all.name(),
                all.service(),
                all.live(),
                all.dark(),
                all.mirror(),
                metrics,
                all.objectives(),
                all.cadence(),
                decision,
                all.promotion(),
                all.onInconclusive(),
                all.baseline());
    }

    private static MetricsSystem metrics() {
        return new MetricsSystem(
                URI.create("http://prometheus.istio-system:9090"),
                new MetricsSystem.Auth.Bearer(new Credential.InSecret("prom-token", "token")),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                "destination",
                Duration.ofSeconds(10));
    }

    static Objective objective(String metric, Limit limit) {
        return new Objective(Metric.named(metric).orElseThrow(), limit, OptionalDouble.empty());
    }
}
