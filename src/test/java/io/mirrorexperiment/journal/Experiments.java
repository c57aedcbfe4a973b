package io.mirrorexperiment.journal;

import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.Dark;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.MetricQuery;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Notification;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Occasion;
import io.mirrorexperiment.experiment.OnGitops;
import io.mirrorexperiment.experiment.OnInconclusive;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.QueriedMetric;
import io.mirrorexperiment.experiment.Queries;
import io.mirrorexperiment.experiment.Receiver;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.experiment.Steps;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.experiment.Version;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Experiments: one to count on, and arbitrary ones with every word. */
final class Experiments {
    private Experiments() {}

    /** The one of the readme. */
    static Experiment sample() {
        return new Experiment(
                "default",
                "reviews-v2",
                "reviews",
                new Version.Labelled("v1"),
                new Dark(new DarkSource.Clone("v2", "example/reviews:2.0"), Duration.ofMinutes(5)),
                new Mirror(
                        Mirror.Via.ISTIO,
                        40,
                        Mirror.SAFE_METHODS,
                        Optional.empty(),
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1)),
                new MetricsSystem(
                        URI.create("http://prometheus.istio-system:9090"),
                        new MetricsSystem.Auth.Bearer(new Credential.InSecret("prom-token", "token")),
                        Optional.of(new Credential.InSecret("prom-ca", "ca.crt")),
                        Optional.empty(),
                        Map.of("X-Scope-OrgID", "shop"),
                        "destination",
                        Duration.ofSeconds(10)),
                List.of(
                        new Objective(Metric.ERROR_RATE, new Limit.AtMost(0.01), OptionalDouble.empty()),
                        new Objective(
                                Metric.percentile(new BigDecimal("95")), new Limit.AtMost(100), OptionalDouble.empty()),
                        new Objective(Metric.LATENCY_MEAN, new Limit.AtMostOverLive(5), OptionalDouble.of(1000)),
                        new Objective(Metric.REQUEST_COUNT, new Limit.AtLeast(100), OptionalDouble.empty())),
                new Cadence(Duration.ofSeconds(10), 60, 3),
                new Decision(Decision.Rule.POINT, 0.01, 0.05, Duration.ZERO, true),
                new Promotion(Promotion.Mode.AUTO, Duration.ofHours(1), Duration.ofMinutes(10)),
                new OnInconclusive(false, Duration.ofHours(24)),
                Duration.ofMinutes(5));
    }

    /** Any that a run may be of. */
    static Arbitrary<Experiment> of(RunId run) {
        return Combinators.combine(untold(run), told().list().ofMaxSize(2)).as(Experiment::telling);
    }

    private static Arbitrary<Notification> told() {
        Arbitrary<Credential> secrets = words(Credential.class, Credential.class);
        Arbitrary<Receiver> webhooks = Combinators.combine(
                        words(Receiver.Target.class, Receiver.Target.class),
                        words(MetricsSystem.Auth.class, MetricsSystem.Auth.class),
                        words(Receiver.Content.class, Receiver.Content.class),
                        secrets.optional(),
                        Arbitraries.maps(Words.texts(), secrets).ofMaxSize(2))
                .as((target, auth, content, secret, headers) -> new Receiver.Webhook(
                        target,
                        MetricQuery.Method.POST,
                        Map.of("X-Team", "shop"),
                        headers,
                        auth,
                        secret,
                        secret,
                        content,
                        Duration.ofSeconds(10)));
        Arbitrary<Receiver> chats = words(Receiver.Door.class, Receiver.Door.class)
                .map(door -> new Receiver.Slack(
                        door, Optional.of("#a"), Optional.empty(), new Receiver.Own(), Duration.ofSeconds(1)));
        return Combinators.combine(
                        Arbitraries.oneOf(webhooks, chats),
                        Arbitraries.subsetOf(Occasion.values()).filter(on -> !on.isEmpty()))
                .as((receiver, on) -> new Notification(receiver, List.copyOf(on), List.of(Verdict.CONFORMS)));
    }

    private static Arbitrary<Experiment> untold(RunId run) {
        Experiment plain = sample();
        return Combinators.combine(
                        words(Version.class, Version.class).filter(live -> !live.isRevision()),
                        sides(),
                        metrics(),
                        objectives().list().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.of(Decision.Rule.values()),
                        Arbitraries.of(Promotion.Mode.values()),
                        queries().optional())
                .as((live, sides, metrics, objectives, rule, mode, queries) -> new Experiment(
                        run.namespace(),
                        run.name(),
                        plain.service(),
                        sides.dark().isRevision() ? new Version.OfRevision("live") : live,
                        sides.dark(),
                        sides.mirror(),
                        metrics,
                        objectives,
                        plain.cadence(),
                        new Decision(rule, 0.01, 0.05, Duration.ofMinutes(2), false),
                        new Promotion(
                                sides.dark().isRevision() ? Promotion.Mode.NONE : mode,
                                Duration.ofHours(1),
                                Duration.ZERO,
                                steps(sides, mode)),
                        plain.onInconclusive(),
                        plain.baseline(),
                        Optional.empty(),
                        Optional.empty(),
                        queries,
                        queries.map(asked -> OnGitops.PATCH)));
    }

    private static Optional<Steps> steps(Sides sides, Promotion.Mode mode) {
        boolean may = !sides.dark().isRevision()
                && sides.mirror().via() != Mirror.Via.EXISTING
                && !sides.mirror().via().byServices()
                && mode == Promotion.Mode.AUTO;
        return may ? Optional.of(new Steps(List.of(10, 50, 100), Duration.ofSeconds(60))) : Optional.empty();
    }

    private static Arbitrary<Queries> queries() {
        Arbitrary<MetricQuery> asked = Combinators.combine(
                        Words.texts(), Words.texts(), Words.texts(), words(Credential.class, Credential.class))
                .as((url, name, template, secret) -> new MetricQuery(
                        MetricQuery.Method.POST,
                        url,
                        List.of(new MetricQuery.Named(name, template)),
                        List.of(new MetricQuery.Named(name, template)),
                        Optional.of(template),
                        true,
                        Map.of("username", secret, "password", secret),
                        template));
        Arbitrary<QueriedMetric> metrics = Combinators.combine(
                        Words.texts(),
                        Words.texts(),
                        Arbitraries.of(QueriedMetric.Type.values()),
                        asked,
                        words(Credential.class, Credential.class).optional())
                .as((name, unit, type, query, ca) ->
                        new QueriedMetric(Metric.queried(name, unit), type, query, ca, Duration.ofSeconds(10)));
        return Combinators.combine(
                        metrics.list().ofMinSize(1).ofMaxSize(3),
                        Arbitraries.maps(Words.texts(), Words.texts()).ofMaxSize(2))
                .as(Queries::new);
    }

    static Arbitrary<Objective> objectives() {
        Arbitrary<Metric> metrics = Arbitraries.oneOf(
                Arbitraries.of(Metric.REQUEST_COUNT, Metric.ERROR_COUNT, Metric.ERROR_RATE),
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("0.0001"), new BigDecimal("99.9999"))
                        .ofScale(4)
                        .map(Metric::percentile));
        Arbitrary<Double> values = Arbitraries.doubles();
        Arbitrary<Limit> limits = Arbitraries.oneOf(
                values.map(Limit.AtMost::new), values.map(Limit.AtLeast::new), values.map(Limit.AtMostOverLive::new));
        return Arbitraries.oneOf(
                Combinators.combine(metrics, limits).as((m, limit) -> new Objective(m, limit, OptionalDouble.empty())),
                Combinators.combine(Arbitraries.doubles().between(0.001, 1e9).ofScale(3), limits)
                        .as((cap, limit) -> new Objective(Metric.LATENCY_MEAN, limit, OptionalDouble.of(cap))));
    }

    private record Sides(Dark dark, Mirror mirror) {}

    private static Arbitrary<Sides> sides() {
        return Combinators.combine(
                        words(DarkSource.class, DarkSource.class),
                        Arbitraries.of(Mirror.Via.values()),
                        Arbitraries.doubles().between(0, false, 100, true),
                        Words.texts().list().ofMinSize(1).ofMaxSize(3),
                        Words.texts().optional())
                .as((source, via, percent, methods, route) -> new Sides(
                        new Dark(source, Duration.ofMinutes(5)),
                        new Mirror(
                                fitting(source, via),
                                percent,
                                methods,
                                route,
                                Duration.ofSeconds(5),
                                Duration.ofMinutes(1))));
    }

    /** Revisions are mirrored to by Istio, or by a mirror of the user's. */
    private static Mirror.Via fitting(DarkSource source, Mirror.Via via) {
        boolean revision = new Dark(source, Duration.ofMinutes(5)).isRevision();
        return source.ours() || (revision && via.byServices()) ? Mirror.Via.ISTIO : via;
    }

    private static Arbitrary<MetricsSystem> metrics() {
        Arbitrary<MetricsSystem> pods = Arbitraries.of(MetricsSystem.Direct.values())
                .map(way -> MetricsSystem.ofPods(way, 9090, "/metrics", Duration.ofSeconds(2), Optional.empty()));
        return Arbitraries.oneOf(prometheus(), pods);
    }

    private static Arbitrary<MetricsSystem> prometheus() {
        return Combinators.combine(
                        Arbitraries.of("http://p", "https://[::1]:9090/a%20b/").map(URI::create),
                        words(MetricsSystem.Auth.class, MetricsSystem.Auth.class),
                        words(Credential.class, Credential.class).optional(),
                        words(MetricsSystem.ClientCertificate.class, MetricsSystem.ClientCertificate.class)
                                .optional(),
                        Arbitraries.maps(Arbitraries.of("X-Tenant", "a.b", "7"), Words.texts()))
                .as((url, auth, ca, client, headers) ->
                        new MetricsSystem(url, auth, ca, client, headers, "destination", Duration.ofSeconds(10)));
    }

    private static <T> Arbitrary<T> words(Class<?> type, Class<T> as) {
        return Words.of(type).map(as::cast);
    }
}
