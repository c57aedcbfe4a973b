package io.mirrorexperiment.metrics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.experiment.Reading;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What Prometheus would answer after one scrape of some pods, in its own words. */
final class Scraped {
    static final Instant AT = Instant.parse("2026-01-01T00:10:00Z");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Scraped() {}

    /** One sample: labels in pairs. */
    static Sample sample(String number, String... labels) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            map.put(labels[i], labels[i + 1]);
        }
        return new Sample(map, number);
    }

    /** Two pods: 1000 requests with 15 bad ones, timed, and 200 without failures. */
    static Map<Topic, List<Sample>> twoPods(Instant sampledAt) {
        String time = BigDecimal.valueOf(sampledAt.toEpochMilli(), 3).toPlainString();
        Map<Topic, List<Sample>> answers = new EnumMap<>(Topic.class);
        answers.put(
                Topic.REQUESTS,
                List.of(
                        sample("985", "pod", "a", "instance", "10.0.0.1:15020", "response_code", "200"),
                        sample("10", "pod", "a", "instance", "10.0.0.1:15020", "response_code", "503"),
                        sample(
                                "5",
                                "pod",
                                "a",
                                "instance",
                                "10.0.0.1:15020",
                                "response_code",
                                "200",
                                "grpc_response_status",
                                "14"),
                        sample("200", "pod", "b", "instance", "10.0.0.2:15020", "response_code", "200")));
        answers.put(
                Topic.SAMPLE_TIMES,
                List.of(
                        sample(time, "pod", "a", "instance", "10.0.0.1:15020"),
                        sample(time, "pod", "b", "instance", "10.0.0.2:15020")));
        answers.put(
                Topic.BUCKETS,
                List.of(
                        sample("700", "pod", "a", "instance", "10.0.0.1:15020", "le", "10"),
                        sample("1000", "pod", "a", "instance", "10.0.0.1:15020", "le", "+Inf"),
                        sample("400", "pod", "a", "instance", "10.0.0.1:15020", "le", "5"),
                        sample("200", "pod", "b", "instance", "10.0.0.2:15020", "le", "+Inf"),
                        sample("0", "pod", "b", "instance", "10.0.0.2:15020", "le", "5"),
                        sample("150", "pod", "b", "instance", "10.0.0.2:15020", "le", "10")));
        answers.put(
                Topic.SUMS,
                List.of(
                        sample("8500.5", "pod", "a", "instance", "10.0.0.1:15020"),
                        sample("1900", "pod", "b", "instance", "10.0.0.2:15020")));
        return answers;
    }

    /** What {@link #twoPods} means. */
    static Reading.Counters twoPodsRead(Instant sampledAt) {
        return new Reading.Counters(Map.of(
                "a", new Reading.Series(sampledAt, 1000, 15, histogram(8500.5, 400, 700, 1000)),
                "b", new Reading.Series(sampledAt, 200, 0, histogram(1900, 0, 150, 200))));
    }

    private static Reading.Histogram histogram(double sum, long atMost5, long atMost10, long all) {
        return new Reading.Histogram(
                List.of(
                        new Reading.Bucket(5, atMost5),
                        new Reading.Bucket(10, atMost10),
                        new Reading.Bucket(Double.POSITIVE_INFINITY, all)),
                sum);
    }

    /** The body of an instant vector. */
    static String body(List<Sample> samples) {
        return node(samples).toString();
    }

    /** The body of an instant vector, to be spoilt. */
    static ObjectNode node(List<Sample> samples) {
        ObjectNode answer = JSON.objectNode().put("status", "success");
        ArrayNode result = answer.putObject("data").put("resultType", "vector").putArray("result");
        for (Sample sample : samples) {
            ObjectNode element = result.addObject();
            ObjectNode metric = element.putObject("metric");
            new TreeMap<>(sample.labels()).forEach(metric::put);
            element.putArray("value").add(new BigDecimal("1767226200.000")).add(sample.text());
        }
        return answer;
    }

    /** Reads four bodies as a look does. */
    static Reading.Counters read(Map<Topic, byte[]> bodies) throws OddAnswerException {
        Map<Topic, Answer> answers = new EnumMap<>(Topic.class);
        for (Map.Entry<Topic, byte[]> body : bodies.entrySet()) {
            answers.put(body.getKey(), AnswerReader.vector(body.getValue()));
        }
        return Topic.together(answers).counters(ErrorRule.SERVER);
    }

    /** Bodies for samples. */
    static Map<Topic, byte[]> bodies(Map<Topic, List<Sample>> samples) {
        Map<Topic, byte[]> bodies = new EnumMap<>(Topic.class);
        samples.forEach((topic, list) -> bodies.put(topic, body(list).getBytes(StandardCharsets.UTF_8)));
        return bodies;
    }
}
