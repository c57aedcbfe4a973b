package io.mirrorexperiment.spec;

import io.mirrorexperiment.traffic.scenario.CircuitBreaker;
import io.mirrorexperiment.traffic.scenario.CircuitBreaker.Outliers;
import io.mirrorexperiment.traffic.scenario.CircuitBreaker.Pool;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Limits of a circuit breaker. */
final class BreakerForm implements Form<CircuitBreaker> {
    private static final Form<Integer> LIMIT = Numbers.whole(1, 999_999_999);
    private static final List<String> POOL =
            List.of("connections", "pendingRequests", "requests", "requestsPerConnection", "retries", "connectTimeout");
    private static final List<String> OUTLIERS =
            List.of("errors", "gatewayErrors", "interval", "ejection", "maxEjectionPercent");

    @Override
    public Optional<CircuitBreaker> read(Field field) {
        Section breaker = Section.of(field, List.of("pool", "outliers"));
        Optional<Pool> pool = breaker.read("pool", BreakerForm::pool);
        Optional<Outliers> outliers = breaker.read("outliers", BreakerForm::outliers);
        return pool.isEmpty() && outliers.isEmpty() && !breaker.words().isEmpty()
                ? Optional.empty()
                : Checked.of(field, () -> new CircuitBreaker(pool, outliers));
    }

    private static Optional<Pool> pool(Field field) {
        Section pool = Section.of(field, POOL);
        return Checked.of(
                field,
                () -> new Pool(
                        limit(pool, "connections"),
                        limit(pool, "pendingRequests"),
                        limit(pool, "requests"),
                        limit(pool, "requestsPerConnection"),
                        limit(pool, "retries"),
                        pool.read("connectTimeout", Durations.positive())));
    }

    private static Optional<Outliers> outliers(Field field) {
        Section outliers = Section.of(field, OUTLIERS);
        return Checked.of(
                field,
                () -> new Outliers(
                        limit(outliers, "errors"),
                        limit(outliers, "gatewayErrors"),
                        outliers.read("interval", Durations.positive()),
                        outliers.read("ejection", Durations.positive()),
                        whole(outliers.read("maxEjectionPercent", Numbers.whole(1, 100)))));
    }

    private static OptionalInt limit(Section section, String word) {
        return whole(section.read(word, LIMIT));
    }

    private static OptionalInt whole(Optional<Integer> number) {
        return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }
}
