package io.mirrorexperiment.bench.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** One version's counters as they were recorded, growing evenly since; scraped every five seconds. */
final class GrowingCounters {
    private static final double PER_SECOND = 1;
    private static final double SCRAPE = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Asking, List<Sample>> samples = new EnumMap<>(Asking.class);
    private final IntToDoubleFunction begun;

    /**
     * Reads a recording.
     *
     * @param version {@code v1} or {@code dark}
     * @param begun when a run's counters were as recorded, in Unix seconds
     */
    GrowingCounters(Recording recording, String version, IntToDoubleFunction begun) throws IOException {
        this.begun = begun;
        double requests = 0;
        for (JsonNode each : result(recording, version, Asking.REQUESTS)) {
            requests += each.at("/value/1").asDouble();
        }
        for (Asking topic : Asking.values()) {
            List<Sample> all = new ArrayList<>();
            for (JsonNode each : result(recording, version, topic)) {
                all.add(Sample.of(each, requests));
            }
            samples.put(topic, all);
        }
    }

    /**
     * One sample.
     *
     * @param labels as JSON without its last brace, in pieces between which the run's name is
     * @param value as recorded
     * @param each by how much a request raises it
     */
    private record Sample(List<String> labels, double value, double each) {
        static Sample of(JsonNode sample, double requests) {
            String labels = sample.path("metric").toString();
            double value = sample.at("/value/1").asDouble();
            return new Sample(
                    List.of(labels.substring(0, labels.length() - 1).split(Recording.NAME, -1)),
                    value,
                    value / requests);
        }
    }

    void append(StringBuilder answer, Asking topic, int run, String workload, double time, boolean named) {
        double scraped = Math.floor(time / SCRAPE) * SCRAPE;
        double more = Math.floor(Math.max(0, scraped - begun.applyAsDouble(run)) * PER_SECOND);
        for (Sample sample : samples.getOrDefault(topic, List.of())) {
            answer.append("{\"metric\":").append(sample.labels().get(0));
            for (int i = 1; i < sample.labels().size(); i++) {
                answer.append(Twin.name(run)).append(sample.labels().get(i));
            }
            if (named) {
                answer.append(",\"destination_workload\":\"")
                        .append(workload)
                        .append("\",\"destination_workload_namespace\":\"")
                        .append(Twin.namespace(run))
                        .append('"');
            }
            answer.append("},\"value\":[").append(time).append(",\"");
            append(answer, topic, sample, scraped, more);
            answer.append("\"]},");
        }
    }

    private static void append(StringBuilder answer, Asking topic, Sample sample, double scraped, double more) {
        switch (topic) {
            case TIMES -> answer.append((long) scraped);
            case SUMS -> answer.append(sample.value() + sample.each() * more);
            default -> answer.append((long) (sample.value() + Math.floor(sample.each() * more)));
        }
    }

    private static JsonNode result(Recording recording, String version, Asking topic) throws IOException {
        return JSON.readTree(recording.counters().getOrDefault(version + "." + topic, "{}"))
                .at("/data/result");
    }
}
