package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.AccessLogPlace;
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
import io.mirrorexperiment.experiment.MetricsSystem.Auth;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.OnInconclusive;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.QueriedMetric;
import io.mirrorexperiment.experiment.Queries;
import io.mirrorexperiment.experiment.Requirements;
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

/** Experiments of all shapes that a spec can ask for. */
final class Experiments {
    /** Names that YAML could take for something else are among them. */
    private static final Arbitrary<String> NAMES =
            Arbitraries.of("reviews", "a", "0", "1e3", "null", "true", "no", "y-1", "x0");

    private static final Arbitrary<Duration> TIMES =
            Arbitraries.longs().between(1, 24 * 3_600_000L).map(Duration::ofMillis);

    private Experiments() {}

    static Arbitrary<Experiment> any() {
        return Combinators.combine(NAMES, NAMES, sides(), metrics(), objectives(), cadences(), endings(), places())
                .as((namespace, name, sides, metrics, objectives, cadence, ending, places) -> new Experiment(
                        namespace,
                        name,
                        "service",
                        new Version.Labelled("live"),
                        sides.dark(),
                        comparable(sides.mirror(), objectives),
                        metrics,
                        objectives,
                        cadence,
                        new Decision(Decision.Rule.POINT, 0, 0, Duration.ZERO, ending.failFast()),
                        ending.promotion(),
                        ending.onInconclusive(),
                        ending.baseline(),
                        places.logs(),
                        places.requires(),
                        places.queries(),
                        Optional.empty()));
    }

    private static Arbitrary<Queries> queries() {
        Arbitrary<Map<String, String>> variables = Arbitraries.maps(
                        Arbitraries.of("revision", "name", "_x1"), Arbitraries.of("", "true", "a: b", "7"))
                .ofMaxSize(3);
        return Combinators.combine(
                        queried().list().ofMinSize(1).ofMaxSize(3).uniqueElements(each -> each.metric()
                                .name()),
                        variables)
                .as(Queries::new);
    }

    private static Arbitrary<QueriedMetric> queried() {
        Arbitrary<Metric> names = Combinators.combine(
                        Arbitraries.of("a", "shop/p-1", "true", "1e3", "x.y_z"), Arbitraries.of("", "ms", "%", "no"))
                .as(Metric::queried);
        Arbitrary<Optional<Credential>> authorities =
                NAMES.<Credential>map(Credential.InFile::new).optional();
        return Combinators.combine(names, Arbitraries.of(QueriedMetric.Type.values()), asked(), authorities, TIMES)
                .as(QueriedMetric::new);
    }

    private static Arbitrary<MetricQuery> asked() {
        Map<String, Credential> keys =
                Map.of("username", new Credential.InSecret("s", "username"), "password", new Credential.OfHost("kept"));
        Arbitrary<List<MetricQuery.Named>> params = Arbitraries.of("$name", "[${elapsedTime}s] # no", "'\"", "7", "")
                .map(text -> List.of(new MetricQuery.Named("query", text)));
        return Combinators.combine(
                        params, Arbitraries.of("{}", "{\"v\": \"$to\"}\n").optional(), Arbitraries.of(true, false))
                .as((asked, body, basic) -> new MetricQuery(
                        body.isPresent() ? MetricQuery.Method.POST : MetricQuery.Method.GET,
                        "https://metrics.example.com:1/q?x=${password}",
                        basic ? List.of() : List.of(new MetricQuery.Named("API-Key", "Key ${username}")),
                        asked,
                        body,
                        basic,
                        keys,
                        ".data | tonumber"));
    }

    /** By the point rule only copies of all requests can be held against live ones. */
    private static Mirror comparable(Mirror mirror, List<Objective> objectives) {
        return objectives.stream().noneMatch(each -> each.limit() instanceof Limit.AtMostOverLive)
                ? mirror
                : new Mirror(
                        mirror.via(),
                        mirror.percent(),
                        Mirror.ALL_METHODS,
                        mirror.route(),
                        mirror.settle(),
                        mirror.flowWithin());
    }

    private record Sides(Dark dark, Mirror mirror) {}

    private record End(boolean failFast, Promotion promotion, OnInconclusive onInconclusive, Duration baseline) {}

    private record Places(Optional<AccessLogPlace> logs, Optional<Requirements> requires, Optional<Queries> queries) {}

    private static Arbitrary<Places> places() {
        return Combinators.combine(logs(), requirements().optional(), queries().optional())
                .as(Places::new);
    }

    private static Arbitrary<Requirements> requirements() {
        Arbitrary<Requirements.Condition> conditions = Combinators.combine(
                        Arbitraries.of("Ready", "Available"), Arbitraries.of("True", "False", "Unknown"))
                .as(Requirements.Condition::new);
        Arbitrary<Requirements.Wanted> wanted = Combinators.combine(
                        Arbitraries.of("deploy", "services.serving.knative.dev"), NAMES, NAMES, conditions.optional())
                .as(Requirements.Wanted::new);
        return Combinators.combine(TIMES, wanted.list().ofMinSize(1).ofMaxSize(3))
                .as(Requirements::new);
    }

    private static Arbitrary<Sides> sides() {
        Arbitrary<DarkSource> sources = Arbitraries.oneOf(
                NAMES.map(name -> new DarkSource.Clone(name, "example/reviews:2.0")),
                NAMES.map(name -> new DarkSource.Clone(name, "example/reviews:2.0", Optional.of("reviews"))),
                NAMES.map(name -> new DarkSource.Present(new Version.OfDeployment(name))),
                NAMES.map(name -> new DarkSource.Present(new Version.Labelled(name))));
        Arbitrary<Mirror> ours = Combinators.combine(
                        Arbitraries.of(Mirror.Via.AUTO, Mirror.Via.ISTIO),
                        Arbitraries.doubles().between(0, false, 100, true).ofScale(4),
                        Arbitraries.of(Mirror.SAFE_METHODS, Mirror.ALL_METHODS, List.of("POST")),
                        NAMES.optional(),
                        TIMES,
                        TIMES)
                .as(Mirror::new);
        return Combinators.combine(sources, TIMES, ours, Arbitraries.of(true, false))
                .as((source, ready, mirror, adopted) ->
                        new Sides(new Dark(source, ready), adopted && !source.ours() ? existing(mirror) : mirror));
    }

    private static Mirror existing(Mirror other) {
        return new Mirror(
                Mirror.Via.EXISTING, 100, Mirror.ALL_METHODS, other.route(), Duration.ofSeconds(5), other.flowWithin());
    }

    private static Arbitrary<MetricsSystem> metrics() {
        Arbitrary<MetricsSystem> pods = Combinators.combine(
                        Arbitraries.of(MetricsSystem.Direct.values()),
                        Arbitraries.integers().between(1, 65_535),
                        Arbitraries.of("/stats/prometheus", "/", "/a-b/c.d_~"),
                        Arbitraries.of(MetricsSystem.Errors.values()).optional())
                .as((way, port, path, errors) -> MetricsSystem.ofPods(way, port, path, Duration.ofSeconds(3), errors));
        return Arbitraries.oneOf(prometheus(), pods);
    }

    private static Arbitrary<MetricsSystem> prometheus() {
        Arbitrary<Credential> credentials = Arbitraries.oneOf(
                NAMES.map(Credential.InFile::new),
                Combinators.combine(NAMES, NAMES).as(Credential.InSecret::new));
        Arbitrary<Auth> auths = Arbitraries.oneOf(
                Arbitraries.just(new Auth.None()),
                credentials.map(Auth.Bearer::new),
                Combinators.combine(Arbitraries.of("gate", "# me", "007", "- 'a\""), credentials)
                        .as(Auth.Basic::new));
        return Combinators.combine(
                        Arbitraries.of("http://p", "https://[::1]:9090/a%20b/", "HTTP://prom.example.com:1")
                                .map(URI::create),
                        auths,
                        credentials.optional(),
                        Combinators.combine(credentials, credentials)
                                .as(MetricsSystem.ClientCertificate::new)
                                .optional(),
                        Arbitraries.maps(
                                Arbitraries.of("X-Tenant", "a.b", "null", "7"), Arbitraries.of("1", "x: y", "#", "*")),
                        Arbitraries.of("destination", "waypoint"),
                        TIMES)
                .as(MetricsSystem::new);
    }

    private static Arbitrary<Optional<AccessLogPlace>> logs() {
        return Arbitraries.oneOf(
                        Combinators.combine(NAMES, TIMES).as(AccessLogPlace.InPods::new),
                        Combinators.combine(NAMES, NAMES, TIMES).as(AccessLogPlace.InFiles::new))
                .map(AccessLogPlace.class::cast)
                .optional();
    }

    private static Arbitrary<List<Objective>> objectives() {
        Arbitrary<Metric> percentiles = Arbitraries.bigDecimals()
                .between(new BigDecimal("0.0001"), new BigDecimal("99.9999"))
                .ofScale(4)
                .map(Metric::percentile);
        Arbitrary<Double> values = Arbitraries.doubles().between(1e-12, 1e12).ofScale(12);
        Arbitrary<Limit> limits = Arbitraries.oneOf(
                values.map(Limit.AtMost::new), values.map(Limit.AtLeast::new), values.map(Limit.AtMostOverLive::new));
        Arbitrary<Objective> latencies = Combinators.combine(percentiles, limits)
                .as((metric, limit) -> new Objective(metric, limit, OptionalDouble.empty()));
        Arbitrary<Objective> rates = Arbitraries.doubles()
                .between(0, true, 1, false)
                .ofScale(6)
                .map(limit -> new Objective(Metric.ERROR_RATE, new Limit.AtMost(limit), OptionalDouble.empty()));
        Arbitrary<Objective> means = values.map(
                limit -> new Objective(Metric.LATENCY_MEAN, new Limit.AtMost(limit), OptionalDouble.of(limit * 2)));
        return Arbitraries.oneOf(latencies, rates, means)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .uniqueElements(each -> each.metric() + " " + each.limit().getClass());
    }

    private static Arbitrary<Cadence> cadences() {
        return Combinators.combine(
                        Arbitraries.longs().between(1000, 60_000).map(Duration::ofMillis),
                        Arbitraries.integers().between(1, 1000),
                        Arbitraries.integers().between(0, 100))
                .as(Cadence::new);
    }

    private static Arbitrary<End> endings() {
        Arbitrary<Promotion> promotions = Arbitraries.oneOf(
                TIMES.map(keep -> new Promotion(Promotion.Mode.AUTO, Duration.ofHours(1), keep)),
                Combinators.combine(TIMES, TIMES)
                        .as((expires, keep) -> new Promotion(Promotion.Mode.MANUAL, expires, keep)),
                Arbitraries.just(new Promotion(Promotion.Mode.NONE, Duration.ofHours(1), Duration.ZERO)));
        Arbitrary<OnInconclusive> inconclusives = Arbitraries.oneOf(
                TIMES.map(hold -> new OnInconclusive(true, hold)),
                Arbitraries.just(new OnInconclusive(false, Duration.ofHours(24))));
        return Combinators.combine(Arbitraries.of(true, false), promotions, inconclusives, TIMES)
                .as(End::new);
    }
}
