package io.mirrorexperiment.journal;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Forecast;
import io.mirrorexperiment.experiment.Ledger;
import io.mirrorexperiment.experiment.Look;
import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Pairs;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Twins;
import io.mirrorexperiment.experiment.Weight;
import io.mirrorexperiment.graph.Bytes;
import io.mirrorexperiment.graph.Flow;
import io.mirrorexperiment.graph.Latency;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Values of the records in a journal: by hand, and arbitrary ones by the records' own components, so that none is forgotten. */
final class Words {
    /** Istio's edges in milliseconds: {@code istio_request_duration_milliseconds_bucket} of istio-proxy 1.27. */
    private static final double[] EDGES = {
        0.5,
        1,
        5,
        10,
        25,
        50,
        100,
        250,
        500,
        1000,
        2500,
        5000,
        10000,
        30000,
        60000,
        300000,
        600000,
        1800000,
        3600000,
        Double.POSITIVE_INFINITY
    };

    private Words() {}

    static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of("", "null", "a \"b\" \\ /", "≤ 1 %", "😀", "\u0000\n\u2028", "{is: x}", "1e3"),
                Arbitraries.strings().ofMaxLength(12).filter(text -> text.codePoints()
                        .noneMatch(point -> Character.getType(point) == Character.SURROGATE)));
    }

    static Arbitrary<Instant> instants() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 253_402_300_799L),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
    }

    /** A value of a type that can be in a journal. */
    static Arbitrary<Object> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return Arbitraries.of(plain.getEnumConstants()).map(Object.class::cast);
        }
        if (plain.isSealed()) {
            return oneOf(plain);
        }
        if (plain == Objective.class) {
            return Experiments.objectives().map(Object.class::cast);
        }
        if (plain == Weight.class) {
            return weights().map(Object.class::cast);
        }
        if (plain == Ledger.class) {
            return ledgers().map(Object.class::cast);
        }
        if (plain == Forecast.class) {
            return Combinators.combine(
                            Arbitraries.doubles().between(0, Double.MAX_VALUE),
                            counts(),
                            texts().list().ofMaxSize(3))
                    .as(Forecast::new);
        }
        if (plain == Entry.Extended.class) {
            return Combinators.combine(instants(), Arbitraries.integers().greaterOrEqual(1), texts())
                    .as(Entry.Extended::new);
        }
        if (plain == Pairs.class) {
            return Combinators.combine(counts(), counts(), counts(), counts()).as(Pairs::new);
        }
        if (plain == Twins.Latency.class) {
            return latencies().map(Object.class::cast);
        }
        if (plain == Twins.Leftovers.class) {
            return Combinators.combine(counts(), counts(), counts(), counts(), counts())
                    .as(Twins.Leftovers::new);
        }
        if (plain == Bytes.class) {
            return Combinators.combine(rates(), rates(), rates()).as(Bytes::new);
        }
        if (plain == Flow.class) {
            return flows().map(Object.class::cast);
        }
        if (plain == Latency.class) {
            return rates().map(millis -> new Latency(
                    OptionalDouble.of(millis),
                    OptionalDouble.empty(),
                    OptionalDouble.of(millis / 2),
                    OptionalDouble.empty(),
                    OptionalDouble.of(millis)));
        }
        return plain.isRecord() ? record(plain) : leaf(plain);
    }

    /** With as many digits as there are. */
    static Latency latency() {
        OptionalDouble third = OptionalDouble.of(10_000.0 / 3);
        return new Latency(third, third, third, third, third);
    }

    static Bytes bytes() {
        return new Bytes(1e6 / 3, 1e6 / 7, 1.0 / 3);
    }

    private static Arbitrary<Double> rates() {
        return Arbitraries.doubles().between(0, 1e12);
    }

    private static Arbitrary<Flow> flows() {
        return Combinators.combine(
                        rates(),
                        rates(),
                        of(Latency.class),
                        Arbitraries.maps(texts(), rates()).ofMaxSize(2),
                        of(Bytes.class).optional())
                .as((requests, failed, latency, flags, bytes) ->
                        new Flow(requests, failed, (Latency) latency, flags, bytes.map(Bytes.class::cast)));
    }

    private static Arbitrary<Long> counts() {
        return Arbitraries.longs().between(0, 1L << 53);
    }

    private static Arbitrary<Twins.Latency> latencies() {
        Arbitrary<Double> sums = Arbitraries.doubles();
        return Combinators.combine(sums, sums.map(Math::abs)).as(Twins.Latency::new);
    }

    private static Arbitrary<Weight> weights() {
        Arbitrary<Double> logs = doubles().filter(log -> !log.isNaN());
        Arbitrary<OptionalLong> left = Arbitraries.longs().optional().map(count -> count.map(OptionalLong::of)
                .orElse(OptionalLong.empty()));
        return Combinators.combine(logs, logs, left, texts()).as(Weight::new);
    }

    private static Arbitrary<Ledger> ledgers() {
        Arbitrary<List<Double>> logs = doubles().list().ofMaxSize(5);
        Arbitrary<Integer> looks = Arbitraries.integers().greaterOrEqual(0);
        Arbitrary<Ledger.Account> accounts =
                Combinators.combine(logs, logs, looks).as(Ledger.Account::new);
        return Combinators.combine(looks, accounts.list().ofMaxSize(3)).as(Ledger::new);
    }

    private static Arbitrary<Object> oneOf(Class<?> sealed) {
        List<Arbitrary<Object>> words =
                Arrays.stream(sealed.getPermittedSubclasses()).map(Words::of).toList();
        return Arbitraries.of(words).flatMap(word -> word);
    }

    private static Arbitrary<Object> generic(ParameterizedType type) {
        Class<?> raw = (Class<?>) type.getRawType();
        Arbitrary<Object> content = of(type.getActualTypeArguments()[raw == Map.class ? 1 : 0]);
        if (raw == Set.class) {
            return content.set().ofMaxSize(3).map(Object.class::cast);
        }
        if (raw == Map.class) {
            return Arbitraries.maps(texts(), content).ofMaxSize(3).map(Object.class::cast);
        }
        return raw == Optional.class
                ? content.optional().map(Object.class::cast)
                : content.list().ofMaxSize(3).map(Object.class::cast);
    }

    private static Arbitrary<Object> record(Class<?> record) {
        List<Arbitrary<Object>> parts = new ArrayList<>();
        List<Class<?>> types = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            parts.add(of(component.getGenericType()));
            types.add(component.getType());
        }
        return Combinators.combine(parts).as(values -> made(record, types, values));
    }

    private static Object made(Class<?> record, List<Class<?>> types, List<Object> values) {
        try {
            var constructor = record.getDeclaredConstructor(types.toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + record.getSimpleName(), e);
        }
    }

    private static Arbitrary<Object> leaf(Class<?> type) {
        Map<Class<?>, Arbitrary<?>> leaves = Map.of(
                String.class, texts(),
                URI.class,
                        Arbitraries.of("https://a.example.com", "http://b:1/c?d=e")
                                .map(URI::create),
                Instant.class, instants(),
                Duration.class, Arbitraries.longs().greaterOrEqual(0).map(Duration::ofNanos),
                OptionalDouble.class,
                        doubles().map(OptionalDouble::of).injectNull(0.2).map(Words::orEmpty),
                double.class, doubles(),
                long.class, Arbitraries.longs(),
                int.class, Arbitraries.integers(),
                boolean.class, Arbitraries.of(true, false));
        Arbitrary<?> leaf = leaves.get(type);
        if (leaf == null) {
            throw new IllegalStateException("journals have a new kind of value: " + type);
        }
        return leaf.map(Object.class::cast);
    }

    private static OptionalDouble orEmpty(OptionalDouble value) {
        return value == null ? OptionalDouble.empty() : value;
    }

    private static Arbitrary<Double> doubles() {
        return Arbitraries.oneOf(
                Arbitraries.longs().map(Double::longBitsToDouble),
                Arbitraries.of(
                        0.0,
                        -0.0,
                        0.1,
                        Double.MIN_VALUE,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY));
    }

    static Plan plan() {
        return new Plan(
                "istio",
                "reviews-v1",
                "reviews-v2",
                Map.of("version", "v1"),
                Map.of("version", "v2"),
                "example/reviews:1.0",
                "reviews",
                OptionalDouble.of(40),
                List.of("VirtualService.networking.istio.io/default/reviews"),
                List.of("Deployment.apps/default/reviews-v2"),
                List.of("VirtualService.networking.istio.io/default/reviews", "Deployment.apps/default/reviews-v1"),
                Journals.at(3600),
                List.of("if this process dies, the mirror stays until somebody runs `mirror-experiment reap`"),
                List.of("--- reviews\n+++ reviews\n@@ -1 +1 @@\n-a\n+b\n"),
                Optional.empty());
    }

    /** Two pods on each side. */
    static Look look(Instant at, long dark) {
        return new Look(at, counters(at, "reviews-v1", 5 * dark / 2), counters(at, "reviews-v2", dark));
    }

    /** So many pods on the dark side. */
    static Look crowd(Instant at, int pods) {
        Map<String, Reading.Series> series = IntStream.range(0, pods)
                .boxed()
                .collect(Collectors.toMap(
                        pod -> "reviews-v2-5d4f8c7b6-" + pod, pod -> new Reading.Series(at, 7, 0, histogram(7))));
        return new Look(at, counters(at, "reviews-v1", 5), new Reading.Counters(series));
    }

    static Totals totals(long requests, long bad) {
        return new Totals(requests, bad, histogram(requests), 0);
    }

    static MirrorProof proof(long live, long dark) {
        String words = dark + " of " + live + " live requests copied: 40 % (asked 40 %)";
        return new MirrorProof(MirrorProof.Standing.PROVEN, live, dark, (double) dark / live, words);
    }

    static List<Assessment> assessments(long requests) {
        return Experiments.sample().objectives().stream()
                .map(objective -> new Assessment(
                        objective,
                        Assessment.Standing.UNDECIDED,
                        new Evidence(
                                OptionalDouble.of(12.345678901234567),
                                OptionalDouble.of(11.9),
                                OptionalDouble.of(10),
                                OptionalDouble.of(25),
                                requests,
                                "95 % of " + requests + " requests took at most 25 ms, interpolated 12.3 ms")))
                .toList();
    }

    private static Reading counters(Instant at, String workload, long requests) {
        return new Reading.Counters(Map.of(
                workload + "-5d4f8c7b6-abcde", new Reading.Series(at, requests, 0, histogram(requests)),
                workload + "-5d4f8c7b6-fghij", new Reading.Series(at, requests, 1, histogram(requests))));
    }

    private static Reading.Histogram histogram(long requests) {
        List<Reading.Bucket> buckets = IntStream.range(0, EDGES.length)
                .mapToObj(index -> new Reading.Bucket(EDGES[index], Math.min(requests, requests * index / 8)))
                .toList();
        return new Reading.Histogram(buckets, requests * 17.25);
    }
}
