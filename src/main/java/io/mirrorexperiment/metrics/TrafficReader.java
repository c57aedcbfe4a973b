package io.mirrorexperiment.metrics;

import io.mirrorexperiment.graph.Edge;
import io.mirrorexperiment.graph.Flow;
import io.mirrorexperiment.graph.Graph;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** Puts the answers about the traffic of a window together to a graph. What is odd about single values is left out and said. Pure. */
final class TrafficReader {
    private final ErrorRule rule;
    private final boolean byCaller;
    private final Map<TrafficEnds, Map<String, TrafficTally>> tallies = new LinkedHashMap<>();
    private final TreeSet<String> strangers = new TreeSet<>();
    private final TreeSet<String> oddities = new TreeSet<>();
    private int odd;

    private TrafficReader(ErrorRule rule, boolean byCaller) {
        this.rule = rule;
        this.byCaller = byCaller;
    }

    /**
     * The graph.
     *
     * @param at the end of the window, by our own clock
     */
    static Graph graph(
            Map<TrafficTopic, List<Sample>> answers, ErrorRule rule, boolean byCaller, Instant at, Duration window) {
        TrafficReader reader = new TrafficReader(rule, byCaller);
        answers.forEach((topic, samples) -> samples.forEach(sample -> reader.add(topic, sample)));
        return new Graph(at, window, reader.edges(), List.of(), reader.remarks());
    }

    private void add(TrafficTopic topic, Sample sample) {
        OptionalDouble rate = rate(sample);
        if (rate.isEmpty()) {
            odd++;
            oddities.add(SampleText.shown(sample.text()));
            return;
        }
        try {
            boolean bad = topic == TrafficTopic.REQUESTS && rule.isBad(sample);
            tallies.computeIfAbsent(TrafficEnds.of(sample, topic, byCaller), ends -> new HashMap<>())
                    .computeIfAbsent(sample.label("reporter"), reporter -> new TrafficTally())
                    .add(topic, sample, rate.getAsDouble(), bad);
        } catch (OddAnswerException e) {
            odd++;
            oddities.add(e.reason());
        }
    }

    private static OptionalDouble rate(Sample sample) {
        double rate = SampleText.number(sample.text()).orElse(Double.NaN);
        return rate >= 0 && Double.isFinite(rate) ? OptionalDouble.of(rate + 0.0) : OptionalDouble.empty();
    }

    private List<Edge> edges() {
        PeerNames names = PeerNames.of(tallies.keySet());
        Map<TrafficEnds, Map<String, TrafficTally>> named = new LinkedHashMap<>();
        tallies.forEach((ends, reporters) -> reporters.forEach(
                (reporter, tally) -> named.computeIfAbsent(names.known(ends), known -> new HashMap<>())
                        .merge(reporter, tally, TrafficTally::plus)));
        List<Edge> edges = new ArrayList<>();
        named.forEach((ends, reporters) -> edge(ends, reporters).ifPresent(edges::add));
        return edges;
    }

    private Optional<Edge> edge(TrafficEnds ends, Map<String, TrafficTally> reporters) {
        Map<String, Flow> flows = new HashMap<>();
        reporters.forEach((reporter, tally) -> {
            Flow flow = tally.flow();
            if (flow.isBusy()) {
                flows.put(reporter, flow);
            }
        });
        Optional<Flow> source = Optional.ofNullable(flows.remove("source"));
        Optional<Flow> destination = Optional.ofNullable(flows.remove("destination"));
        Optional<Flow> waypoint = Optional.ofNullable(flows.remove("waypoint"));
        strangers.addAll(flows.keySet());
        return source.isEmpty() && destination.isEmpty() && waypoint.isEmpty()
                ? Optional.empty()
                : Optional.of(new Edge(
                        ends.source(),
                        ends.service(),
                        ends.destination(),
                        ends.protocol(),
                        source,
                        destination,
                        waypoint,
                        Optional.empty()));
    }

    private List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (odd > 0) {
            remarks.add(odd + (odd == 1 ? " value was" : " values were") + " left out: "
                    + String.join("; ", oddities.stream().limit(3).toList()) + (oddities.size() > 3 ? "; …" : "")
                    + ".");
        }
        if (!strangers.isEmpty()) {
            remarks.add("Of reporters other than source, destination and waypoint nothing is shown: "
                    + SampleText.shown(String.join(", ", strangers)) + ".");
        }
        return remarks;
    }
}
