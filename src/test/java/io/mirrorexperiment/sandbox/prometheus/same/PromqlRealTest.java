package io.mirrorexperiment.sandbox.prometheus.same;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.sandbox.prometheus.same.Api.Got;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;

/** Generated PromQL about generated scrapes has the same answer from the sandbox and from a real Prometheus. */
class PromqlRealTest {
    private static final long SEED = Long.getLong("metrics.seed", 20_261_121L);
    private static List<SameScrapes> running = List.of();

    @BeforeContainer
    static void record() {
        running = List.of(SameScrapes.of(SEED));
    }

    @AfterContainer
    static void end() {
        running.forEach(SameScrapes::close);
    }

    private static SameScrapes both() {
        return running.get(0);
    }

    @Property(
            tries = 4000,
            seed = "4711",
            afterFailure = AfterFailureMode.PREVIOUS_SEED,
            edgeCases = EdgeCasesMode.NONE)
    void instantQueriesHaveTheSameAnswers(@ForAll("queries") String query, @ForAll("instants") long at) {
        String[] asked = {"query", query, "time", SameScrapes.seconds(at)};

        Got real = both().real().get("/api/v1/query", asked);

        assertThat(Likeness.difference(real, both().sandbox().get("/api/v1/query", asked)))
                .isEmpty();
        countKinds(real);
    }

    @Property(
            tries = 1000,
            seed = "4711",
            afterFailure = AfterFailureMode.PREVIOUS_SEED,
            edgeCases = EdgeCasesMode.NONE)
    void rangeQueriesHaveTheSameAnswers(
            @ForAll("queries") String query,
            @ForAll("instants") long one,
            @ForAll("instants") long other,
            @ForAll("steps") String step) {
        String[] asked = {
            "query",
            query,
            "start",
            SameScrapes.seconds(Math.min(one, other)),
            "end",
            SameScrapes.seconds(Math.max(one, other)),
            "step",
            step
        };

        Got real = both().real().post("/api/v1/query_range", asked);

        assertThat(Likeness.difference(real, both().sandbox().post("/api/v1/query_range", asked)))
                .isEmpty();
        countKinds(real);
    }

    /** Agreement about nothing proves little: a good part of the questions must have substance. */
    private static void countKinds(Got real) {
        String kind = real.status() != 200 ? real.errorType() : real.result().isEmpty() ? "empty" : "substance";
        Statistics.label("answers").collect(kind);
        Statistics.label("answers").coverage(kinds -> kinds.check("substance").percentage(share -> share > 40.0));
    }

    @Provide
    Arbitrary<String> queries() {
        return new GeneratedQueries(times()).queries();
    }

    @Provide
    Arbitrary<String> steps() {
        return Arbitraries.of("250ms", "0.77", "1s", "15s", "1m", "7m");
    }

    /** Scrapes, a millisecond beside them, and where the look-back ends. */
    @Provide
    Arbitrary<Long> instants() {
        Arbitrary<Long> scrapes = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(both().scrapeTimes())), Tuple.of(1, Arbitraries.of(both().writtenTimes())));
        Arbitrary<Long> beside = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.of(0L, -1L, 1L)), Tuple.of(1, Arbitraries.of(300_000L, 299_999L, 300_001L)));
        return Combinators.combine(scrapes, beside).as(Long::sum);
    }

    private static List<Long> times() {
        return Stream.concat(both().scrapeTimes().stream(), both().writtenTimes().stream())
                .sorted()
                .toList();
    }
}
