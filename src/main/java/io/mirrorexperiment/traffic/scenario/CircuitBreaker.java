package io.mirrorexperiment.traffic.scenario;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Limits of what callers may ask of the service at a time. Each caller's proxy counts for itself.
 *
 * @param pool limits of connections and requests
 * @param outliers when an endpoint is left out
 */
public record CircuitBreaker(Optional<Pool> pool, Optional<Outliers> outliers) {
    /**
     * Limits of connections and requests; what is not said stays without limit of ours.
     *
     * @param connections at a time
     * @param pending requests that may wait for a connection
     * @param requests at a time
     * @param perConnection requests that a connection may carry in its life
     * @param retries at a time
     * @param connectTimeout for a new connection
     */
    public record Pool(
            OptionalInt connections,
            OptionalInt pending,
            OptionalInt requests,
            OptionalInt perConnection,
            OptionalInt retries,
            Optional<Duration> connectTimeout) {
        /** Checks. */
        public Pool {
            positive(connections, pending, requests, perConnection, retries);
            connectTimeout.ifPresent(time -> Times.check("the time for a connection", time));
            if (Stream.of(connections, pending, requests, perConnection, retries)
                            .noneMatch(OptionalInt::isPresent)
                    && connectTimeout.isEmpty()) {
                throw new IllegalArgumentException("a connection pool needs a limit");
            }
        }

        /** Connections at a time, requests that may wait, and requests at a time. */
        public static Pool of(int connections, int pending, int requests) {
            return new Pool(
                    OptionalInt.of(connections),
                    OptionalInt.of(pending),
                    OptionalInt.of(requests),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    Optional.empty());
        }
    }

    /**
     * When an endpoint is left out, and for how long; what is not said is as the proxy has it.
     *
     * @param errors answers with status 5xx in a row
     * @param gatewayErrors answers with status 502, 503 or 504 in a row
     * @param interval between two looks at the endpoints
     * @param ejection how long an endpoint is left out at first
     * @param maxPercent of the endpoints that may be out at a time
     */
    public record Outliers(
            OptionalInt errors,
            OptionalInt gatewayErrors,
            Optional<Duration> interval,
            Optional<Duration> ejection,
            OptionalInt maxPercent) {
        /** Checks. */
        public Outliers {
            positive(errors, gatewayErrors);
            interval.ifPresent(time -> Times.check("the interval of outlier detection", time));
            ejection.ifPresent(time -> Times.check("the time of an ejection", time));
            if (maxPercent.isPresent() && (maxPercent.getAsInt() < 1 || maxPercent.getAsInt() > 100)) {
                throw new IllegalArgumentException("the share of endpoints that may be out is from 1 to 100 percent");
            }
            if (errors.isEmpty() && gatewayErrors.isEmpty()) {
                throw new IllegalArgumentException(
                        "outlier detection needs the number of errors, or of gateway errors, in a row");
            }
        }

        /** An endpoint is left out after so many errors in a row. */
        public static Outliers after(int errors) {
            return new Outliers(
                    OptionalInt.of(errors),
                    OptionalInt.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty());
        }
    }

    /** Checks. */
    public CircuitBreaker {
        if (pool.isEmpty() && outliers.isEmpty()) {
            throw new IllegalArgumentException("a circuit breaker needs a connection pool or outlier detection");
        }
    }

    private static void positive(OptionalInt... limits) {
        for (OptionalInt limit : limits) {
            if (limit.isPresent() && limit.getAsInt() < 1) {
                throw new IllegalArgumentException("a limit is 1 or more, but one is " + limit.getAsInt());
            }
        }
    }
}
