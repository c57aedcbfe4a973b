package io.mirrorexperiment.sandbox.mesh;

import java.time.Duration;
import java.util.Map;

/**
 * What a load generator has seen up to one moment.
 *
 * @param sent requests that left
 * @param shed requests that were due while too many were under way, and did not leave
 * @param byStatus answers by status
 * @param failed requests without an answer
 * @param p50 time to the whole answer, a half of the answers took at most that; within 2 %
 * @param p95 likewise for 95 of 100
 * @param p99 likewise for 99 of 100
 */
public record LoadCounts(
        long sent, long shed, Map<Integer, Long> byStatus, long failed, Duration p50, Duration p95, Duration p99) {
    /** Copies the map. */
    public LoadCounts {
        byStatus = Map.copyOf(byStatus);
    }

    /** Answers of any status. */
    public long answered() {
        return byStatus.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Answers with a status of 500 or more. */
    public long errors() {
        return byStatus.entrySet().stream()
                .filter(entry -> entry.getKey() >= 500)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Requests that have neither been answered nor failed yet. */
    public long underWay() {
        return sent - answered() - failed;
    }
}
