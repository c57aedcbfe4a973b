package io.mirrorexperiment.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Pairs;
import io.mirrorexperiment.experiment.Reading.Bucket;
import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Reading.Series;
import io.mirrorexperiment.run.Hindsight.Scrape;
import io.mirrorexperiment.run.Hindsight.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads recorded scenarios: cumulative counters by pod, and what is asked of them. What it does not know, it refuses. Pure. */
final class Scenarios {
    private static final Set<String> CONFIG = Set.of(
            "alpha",
            "beta",
            "restartWeight",
            "warmupIterations",
            "minIterations",
            "maxIterations",
            "tolerance",
            "burstFactor",
            "soakSeconds");

    private final JsonNode scenario;
    private final String place;

    private Scenarios(JsonNode scenario, String place) {
        this.scenario = scenario;
        this.place = place + ": scenario " + scenario.path("id").asText("without id");
    }

    /** One scenario, ready to be judged. */
    record Scenario(String id, Terms terms, List<Scrape> scrapes) {}

    /**
     * All scenarios of a file.
     *
     * @param place the file, for the message
     * @throws Refusal if anything in it is missing or not known
     */
    static List<Scenario> read(String place, String text) {
        List<Scenario> scenarios = new ArrayList<>();
        for (JsonNode scenario : list(tree(place, text), place)) {
            scenarios.add(new Scenarios(scenario, place).scenario());
        }
        return scenarios;
    }

    private static JsonNode tree(String place, String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw Refusal.usage(place + ": no JSON: " + e.getOriginalMessage());
        }
    }

    private static JsonNode list(JsonNode tree, String place) {
        JsonNode list = tree.isArray() ? tree : tree.path("scenarios");
        if (!list.isArray()) {
            throw Refusal.usage(place + ": there is no list of scenarios");
        }
        return list;
    }

    private Scenario scenario() {
        try {
            return new Scenario(scenario.path("id").asText(), terms(), scrapes());
        } catch (IllegalArgumentException e) {
            throw Refusal.usage(place + ": " + e.getMessage());
        }
    }

    private Terms terms() {
        JsonNode config = scenario.path("config");
        config.fieldNames().forEachRemaining(word -> {
            if (!CONFIG.contains(word)) {
                throw new IllegalArgumentException("the config word " + word + " is not known");
            }
        });
        int warmUp = (int) number(config, "warmupIterations", 0);
        return new Terms(
                objectives(),
                number(config, "alpha", .01),
                number(config, "beta", .05),
                number(config, "tolerance", 0),
                number(config, "burstFactor", 1),
                number(config, "restartWeight", .8),
                warmUp,
                (int) number(config, "minIterations", 3),
                (int) number(config, "maxIterations", 60),
                soaked(warmUp, number(config, "soakSeconds", 0)),
                has("relativeErrorPaired"));
    }

    private Instant soaked(int warmUp, double soak) {
        double start = number(scenario.path("scrapes").path(0), "t", 0);
        return at(start + warmUp * number(scenario, "intervalSeconds", 10) + soak);
    }

    private List<Objective> objectives() {
        List<Objective> objectives = new ArrayList<>();
        scenario.path("objectives").forEach(each -> objectives.add(objective(each)));
        if (objectives.isEmpty()) {
            throw new IllegalArgumentException("there are no objectives");
        }
        return objectives;
    }

    private boolean has(String type) {
        for (JsonNode each : scenario.path("objectives")) {
            if (type.equals(each.path("type").asText())) {
                return true;
            }
        }
        return false;
    }

    private static Objective objective(JsonNode each) {
        OptionalDouble none = OptionalDouble.empty();
        return switch (each.path("type").asText()) {
            case "errorRate" -> new Objective(Metric.ERROR_RATE, new Limit.AtMost(number(each, "limit")), none);
            case "quantile" ->
                new Objective(
                        new Metric(Metric.Kind.LATENCY_QUANTILE, number(each, "q")),
                        new Limit.AtMost(number(each, "limitMs")),
                        none);
            case "mean" ->
                new Objective(
                        Metric.LATENCY_MEAN,
                        new Limit.AtMost(number(each, "limitMs")),
                        each.has("capMs") ? OptionalDouble.of(number(each, "capMs")) : none);
            case "relativeErrorPaired" ->
                new Objective(Metric.ERROR_RATE, new Limit.AtMostOverLive(number(each, "delta")), none);
            default -> throw new IllegalArgumentException("the objective type " + each.path("type") + " is not known");
        };
    }

    private List<Scrape> scrapes() {
        List<Scrape> scrapes = new ArrayList<>();
        for (JsonNode scrape : scenario.path("scrapes")) {
            Instant at = at(number(scrape, "t"));
            Map<String, Series> series = new HashMap<>();
            scrape.path("series").forEach(pod -> series.put(pod.path("pod").asText(), series(at, pod)));
            scrapes.add(new Scrape(at, new Counters(series), pairs(scrape.path("pairs"))));
        }
        return scrapes;
    }

    private Series series(Instant at, JsonNode pod) {
        return new Series(at, count(pod.path("requests")), count(pod.path("errors")), histogram(pod));
    }

    private Histogram histogram(JsonNode pod) {
        if (!pod.has("buckets")) {
            return Histogram.EMPTY;
        }
        JsonNode edges = scenario.path("bucketUpperEdgesMs");
        if (edges.size() != pod.path("buckets").size()) {
            throw new IllegalArgumentException("the buckets of a pod and their edges are not as many");
        }
        List<Bucket> buckets = new ArrayList<>();
        for (int j = 0; j < edges.size(); j++) {
            double edge = edges.get(j).isTextual()
                    ? Double.POSITIVE_INFINITY
                    : edges.get(j).doubleValue();
            buckets.add(new Bucket(edge, count(pod.path("buckets").get(j))));
        }
        return new Histogram(buckets, number(pod, "sumMs", 0));
    }

    private static Pairs pairs(JsonNode pairs) {
        return pairs.isMissingNode()
                ? Pairs.NONE
                : new Pairs(count(pairs.path(0)), count(pairs.path(1)), count(pairs.path(2)), count(pairs.path(3)));
    }

    private static Instant at(double seconds) {
        return Instant.EPOCH.plus(Duration.ofMillis(Math.round(1000 * seconds)));
    }

    private static long count(JsonNode node) {
        if (!node.isIntegralNumber()) {
            throw new IllegalArgumentException("a count is missing or no whole number: " + node);
        }
        return node.longValue();
    }

    private static double number(JsonNode node, String word) {
        if (!node.path(word).isNumber()) {
            throw new IllegalArgumentException(word + " is missing or no number");
        }
        return node.path(word).doubleValue();
    }

    private static double number(JsonNode node, String word, double otherwise) {
        return node.has(word) ? number(node, word) : otherwise;
    }
}
