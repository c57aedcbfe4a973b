package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.Dark;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Look;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.OnInconclusive;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.experiment.Version;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Journals of any entries in any order, with what a hostile far end could say in them. */
final class Journals {
    /** Stands wherever a secret could be. */
    static final String SECRET = "hunter2xyz";

    private static final Arbitrary<String> TEXTS = Arbitraries.oneOf(
            Arbitraries.of(
                    "",
                    "503 from https://ci:" + SECRET + "@prom.example/api and https://" + SECRET + "@host: refused",
                    "Authorization: Bearer " + SECRET + " was refused",
                    "two\nlines\tand \u001b[31ma colour\u001b[0m",
                    "\u202eright to left\u2066",
                    "日本語の説明がとても長くて、幅が二倍になる文字でいっぱいです。",
                    "x".repeat(250),
                    "a sentence of some length that has to be wrapped, because no line may be wider than it was asked to be, ever"),
            Arbitraries.strings().ofMaxLength(40));

    private static final Arbitrary<Instant> TIMES =
            Arbitraries.longs().between(0, 4_000_000_000L).map(Instant::ofEpochSecond);
    private static final Arbitrary<Duration> SPANS =
            Arbitraries.longs().between(1, 90_000_000L).map(Duration::ofMillis);
    private static final Arbitrary<Long> COUNTS =
            Arbitraries.oneOf(Arbitraries.longs().between(0, 3000), Arbitraries.of(-1L, Long.MAX_VALUE, 123_456_789L));
    private static final Arbitrary<Double> NUMBERS = Arbitraries.oneOf(
            Arbitraries.doubles().between(0, 1),
            Arbitraries.doubles().between(0, 5000),
            Arbitraries.of(
                    0.0, -0.0, -3.5, 1e-12, 1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
    private static final Arbitrary<OptionalDouble> MAYBE =
            NUMBERS.optional(0.7).map(number -> number.map(OptionalDouble::of).orElse(OptionalDouble.empty()));

    private Journals() {}

    static Arbitrary<Journal> any() {
        return experiments()
                .flatMap(experiment -> entries(experiment).list().ofMaxSize(40).map(entries -> Journal.begun(
                                new RunId("shop-a", "reviews.v2", 17), "holder", experiment)
                        .plus(entries)));
    }

    private static Arbitrary<Experiment> experiments() {
        return Combinators.combine(
                        sources(),
                        Arbitraries.of(true, false),
                        objectives().list().ofMinSize(1).ofMaxSize(5),
                        Combinators.combine(
                                        SPANS,
                                        Arbitraries.integers().between(1, 5000),
                                        Arbitraries.integers().between(0, 9))
                                .as(Cadence::new),
                        Arbitraries.of(Decision.Rule.values()),
                        Arbitraries.of(Promotion.Mode.values()),
                        Arbitraries.of(true, false),
                        TEXTS)
                .as((source, existing, objectives, cadence, rule, mode, hold, text) -> new Experiment(
                        "shop-a",
                        "reviews.v2",
                        "reviews",
                        new Version.Labelled("v1"),
                        new Dark(source, Duration.ofMinutes(5)),
                        mirror(existing && !source.ours()),
                        existing && hold ? pods() : metrics(),
                        objectives,
                        cadence,
                        new Decision(rule, 0.01, 0.05, Duration.ofMinutes(2), hold),
                        new Promotion(mode, Duration.ofHours(1), Duration.ofMinutes(5)),
                        new OnInconclusive(hold, Duration.ofHours(24)),
                        Duration.ofMinutes(5)));
    }

    private static Arbitrary<DarkSource> sources() {
        return Arbitraries.oneOf(
                TEXTS.map(image -> new DarkSource.Clone("v2", image)),
                TEXTS.map(path -> new DarkSource.Given(path, "00")),
                Arbitraries.just(new DarkSource.Present(new Version.OfDeployment("reviews-v2"))));
    }

    private static Mirror mirror(boolean existing) {
        return new Mirror(
                existing ? Mirror.Via.EXISTING : Mirror.Via.ISTIO,
                12.5,
                existing ? Mirror.ALL_METHODS : Mirror.SAFE_METHODS,
                Optional.empty(),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1));
    }

    private static MetricsSystem pods() {
        return MetricsSystem.ofPods(
                MetricsSystem.Direct.NETWORK, 15090, "/stats/prometheus", Duration.ofSeconds(10), Optional.empty());
    }

    private static MetricsSystem metrics() {
        return new MetricsSystem(
                URI.create("https://prom.example:9090/base"),
                new MetricsSystem.Auth.Basic("gate", new Credential.InFile("/run/secrets/prom")),
                Optional.of(new Credential.InSecret("prom", "ca.crt")),
                Optional.of(new MetricsSystem.ClientCertificate(
                        new Credential.InSecret("prom", "tls.crt"), new Credential.InSecret("prom", "tls.key"))),
                Map.of("X-Api-Key", "Bearer " + SECRET, "X-Scope-OrgID", SECRET),
                "destination",
                Duration.ofSeconds(10));
    }

    private static Arbitrary<Objective> objectives() {
        Arbitrary<Double> limits =
                Arbitraries.oneOf(Arbitraries.doubles().between(0, 1000), Arbitraries.of(0.0, 1e-9, 0.01, 1e12, 1e300));
        return Combinators.combine(
                        Arbitraries.of(
                                "request-count",
                                "error-count",
                                "error-rate",
                                "latency-mean",
                                "latency-p95",
                                "latency-p99.999"),
                        Arbitraries.<Limit>oneOf(
                                limits.map(Limit.AtMost::new),
                                limits.map(Limit.AtLeast::new),
                                limits.map(Limit.AtMostOverLive::new)))
                .as((metric, limit) ->
                        new Objective(Metric.named(metric).orElseThrow(), limit, OptionalDouble.empty()));
    }

    private static Arbitrary<Entry> entries(Experiment experiment) {
        return Arbitraries.<Entry>oneOf(List.of(
                Combinators.combine(TIMES, plans()).as(Entry.Planned::new),
                TIMES.map(Entry.Prepared::new),
                TIMES.map(at -> new Entry.Pinned(at, look(at))),
                TIMES.map(Entry.Deployed::new),
                Combinators.combine(TIMES, TEXTS).as(Entry.Ready::new),
                Combinators.combine(TIMES, totals(), SPANS)
                        .as((at, totals, span) -> new Entry.Baselined(at, look(at), totals, span)),
                TIMES.map(Entry.Mirrored::new),
                Combinators.combine(TIMES, proofs()).as((at, proof) -> new Entry.Flowing(at, look(at), proof)),
                ticks(experiment),
                ticks(experiment),
                ticks(experiment),
                Combinators.combine(TIMES, Arbitraries.of(Verdict.values()), Arbitraries.of(Cause.values()), TEXTS)
                        .as(Entry.Judged::new),
                TIMES.map(Entry.Unmirrored::new),
                Combinators.combine(TIMES, TIMES).as(Entry.Held::new),
                Combinators.combine(TIMES, TIMES).as(Entry.Awaited::new),
                Combinators.combine(TIMES, Arbitraries.of(Entry.Request.values()), TEXTS)
                        .as(Entry.Asked::new),
                Combinators.combine(TIMES, TEXTS).as(Entry.Committed::new),
                TIMES.map(Entry.LiveChanged::new),
                TIMES.map(Entry.Scaled::new),
                TIMES.map(Entry.Shifted::new),
                TIMES.map(Entry.Verified::new),
                Combinators.combine(TIMES, Arbitraries.of(Cause.values()), TEXTS)
                        .as(Entry.Regretted::new),
                TIMES.map(Entry.TakenBack::new),
                TIMES.map(Entry.OldDropped::new),
                TIMES.map(Entry.DarkRemoved::new),
                TIMES.map(Entry.Unpinned::new),
                TIMES.map(Entry.Cleared::new),
                TIMES.map(Entry.Released::new),
                Combinators.combine(TIMES, TEXTS, TEXTS, Arbitraries.of(true, false))
                        .as(Entry.Stumbled::new),
                Combinators.combine(TIMES, endings(), TEXTS.list().ofMaxSize(3)).as(Entry.Finished::new)));
    }

    private static Arbitrary<Entry> ticks(Experiment experiment) {
        return Combinators.combine(
                        TIMES,
                        Arbitraries.integers().between(1, 200),
                        Arbitraries.of(true, false),
                        totals(),
                        totals(),
                        evidence().list().ofSize(experiment.objectives().size()),
                        proofs(),
                        TEXTS.list().ofMaxSize(2))
                .as((at, tick, warmUp, live, dark, evidence, proof, trouble) -> new Entry.Iterated(
                        at,
                        tick,
                        warmUp,
                        Optional.empty(),
                        live,
                        dark,
                        warmUp ? List.of() : assessments(experiment, evidence),
                        proof,
                        trouble));
    }

    private static List<Assessment> assessments(Experiment experiment, List<Evidence> evidence) {
        return java.util.stream.IntStream.range(0, evidence.size())
                .mapToObj(
                        i -> new Assessment(experiment.objectives().get(i), standing(evidence.get(i)), evidence.get(i)))
                .toList();
    }

    private static Assessment.Standing standing(Evidence evidence) {
        if (evidence.value().isEmpty()) {
            return Assessment.Standing.UNDECIDED;
        }
        return evidence.requests() % 2 == 0 ? Assessment.Standing.MET : Assessment.Standing.BREACHED;
    }

    private static Arbitrary<Evidence> evidence() {
        return Combinators.combine(MAYBE, MAYBE, MAYBE, MAYBE, COUNTS, TEXTS).as(Evidence::new);
    }

    private static Arbitrary<MirrorProof> proofs() {
        return Combinators.combine(Arbitraries.of(MirrorProof.Standing.values()), COUNTS, COUNTS, NUMBERS, TEXTS)
                .as(MirrorProof::new);
    }

    private static Arbitrary<Totals> totals() {
        return Combinators.combine(COUNTS, COUNTS)
                .as((requests, bad) -> new Totals(requests, bad, Reading.Histogram.EMPTY, 1));
    }

    private static Arbitrary<Ending> endings() {
        return Combinators.combine(
                        Arbitraries.of(Verdict.values()),
                        Arbitraries.of(Outcome.values()),
                        Arbitraries.of(Cause.values()),
                        TEXTS)
                .as(Ending::new);
    }

    private static Arbitrary<Plan> plans() {
        return Combinators.combine(TEXTS, MAYBE, TEXTS.list().ofMaxSize(3), TIMES)
                .as((text, percent, texts, deadline) -> new Plan(
                                "istio",
                                "reviews-v1",
                                text,
                                Map.of(),
                                Map.of(),
                                text,
                                "reviews",
                                percent,
                                texts,
                                texts,
                                texts,
                                deadline,
                                texts,
                                texts,
                                Optional.empty())
                        .beside(texts));
    }

    private static Look look(Instant at) {
        return new Look(at, new Reading.Counters(Map.of()), new Reading.Missing("none"));
    }
}
