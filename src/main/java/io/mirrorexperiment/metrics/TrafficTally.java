package io.mirrorexperiment.metrics;

import io.mirrorexperiment.graph.Bytes;
import io.mirrorexperiment.graph.Flow;
import io.mirrorexperiment.graph.Latency;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds up what one reporter tells of one edge. Not safe for use by several threads. */
final class TrafficTally {
    private static final String NO_FLAG = "-";

    private final Map<TrafficTopic, Double> sums = new HashMap<>();
    private final Map<String, Double> flags = new HashMap<>();
    private final SortedMap<Double, Double> buckets = new TreeMap<>();
    private double failed;

    /**
     * Takes one sample.
     *
     * @param rate finite and not negative
     * @param bad whether it tells of requests that failed
     */
    void add(TrafficTopic topic, Sample sample, double rate, boolean bad) throws OddAnswerException {
        if (topic == TrafficTopic.BUCKETS) {
            buckets.merge(LatencyHistogram.edge(sample.label("le")), rate, Double::sum);
            return;
        }
        sums.merge(topic, rate, Double::sum);
        failed += bad ? rate : 0;
        String flag = sample.label("response_flags");
        if (rate > 0 && !flag.isEmpty() && !flag.equals(NO_FLAG)) {
            flags.merge(flag, rate, Double::sum);
        }
    }

    /** Both together. */
    TrafficTally plus(TrafficTally other) {
        other.sums.forEach((topic, rate) -> sums.merge(topic, rate, Double::sum));
        other.flags.forEach((flag, rate) -> flags.merge(flag, rate, Double::sum));
        other.buckets.forEach((edge, rate) -> buckets.merge(edge, rate, Double::sum));
        failed += other.failed;
        return this;
    }

    Flow flow() {
        OptionalDouble sum = sums.containsKey(TrafficTopic.SUMS)
                ? OptionalDouble.of(sum(TrafficTopic.SUMS))
                : OptionalDouble.empty();
        return new Flow(sum(TrafficTopic.REQUESTS), failed, Latency.of(buckets, sum), flags, bytes());
    }

    private Optional<Bytes> bytes() {
        boolean tcp = sums.keySet().stream().anyMatch(TrafficTopic::isTcp);
        return tcp
                ? Optional.of(new Bytes(sum(TrafficTopic.SENT), sum(TrafficTopic.RECEIVED), sum(TrafficTopic.OPENED)))
                : Optional.empty();
    }

    private double sum(TrafficTopic topic) {
        return sums.getOrDefault(topic, 0.0);
    }
}
