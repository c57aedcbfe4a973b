package io.mirrorexperiment.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.experiment.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a server sends: never an exception, and counters only if every invariant of true counters holds. */
class ReadingProperties {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Property(tries = 400)
    void arbitraryBytesAreNeverCounters(@ForAll byte[] bytes, @ForAll Topic topic) {
        Map<Topic, byte[]> bodies = Scraped.bodies(Scraped.twoPods(Scraped.AT));
        bodies.put(topic, bytes);

        assertThat(read(bodies)).isEmpty();
    }

    @Property(tries = 400)
    void arbitraryJsonIsNeverCountersUnlessItIsAVector(@ForAll("json") JsonNode json, @ForAll Topic topic) {
        Map<Topic, byte[]> bodies = Scraped.bodies(Scraped.twoPods(Scraped.AT));
        bodies.put(topic, bytes(json));

        assertThat(read(bodies)).isEmpty();
    }

    @Property(tries = 1500)
    void aSpoiltAnswerIsMissingOrStillConsistent(
            @ForAll Topic topic, @ForAll("json") JsonNode foreign, @ForAll Random random) {
        Map<Topic, byte[]> bodies = Scraped.bodies(Scraped.twoPods(Scraped.AT));
        ObjectNode answer = Scraped.node(Scraped.twoPods(Scraped.AT).getOrDefault(topic, List.of()));
        spoil(answer, foreign, random);
        bodies.put(topic, bytes(answer));

        read(bodies).ifPresent(ReadingProperties::checkInvariants);
    }

    @Property(tries = 1000)
    void anOddNumberIsMissingOrStillConsistent(
            @ForAll Topic topic, @ForAll("numbers") String number, @ForAll Random random) {
        Map<Topic, List<Sample>> answers = Scraped.twoPods(Scraped.AT);
        List<Sample> samples = new ArrayList<>(answers.getOrDefault(topic, List.of()));
        samples.replaceAll(
                sample -> random.nextInt(samples.size()) == 0 ? new Sample(sample.labels(), number) : sample);
        answers.put(topic, samples);

        read(Scraped.bodies(answers)).ifPresent(ReadingProperties::checkInvariants);
    }

    @Property(tries = 1500)
    void anAnswerWithSpoiltBytesIsMissingOrStillConsistent(@ForAll Topic topic, @ForAll Random random) {
        Map<Topic, byte[]> bodies = Scraped.bodies(Scraped.twoPods(Scraped.AT));
        byte[] body = bodies.getOrDefault(topic, new byte[0]);
        for (int i = 0; i <= random.nextInt(3); i++) {
            body[random.nextInt(body.length)] = (byte) "0123456789-.eE+\"{}[]:,aN \n\0".charAt(random.nextInt(27));
        }

        read(bodies).ifPresent(ReadingProperties::checkInvariants);
    }

    @Property(tries = 200)
    void aTruncatedAnswerIsMissing(@ForAll Topic topic, @ForAll Random random) {
        Map<Topic, byte[]> bodies = Scraped.bodies(Scraped.twoPods(Scraped.AT));
        byte[] body = bodies.getOrDefault(topic, new byte[0]);
        bodies.put(topic, Arrays.copyOf(body, random.nextInt(body.length)));

        assertThat(read(bodies)).isEmpty();
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "NaN",
                        "+Inf",
                        "-Inf",
                        "Inf",
                        "-1",
                        "-0",
                        "0.5",
                        "1e300",
                        "1e-300",
                        "9007199254740992",
                        "",
                        "x"),
                Arbitraries.integers().between(-2000, 2000).map(Object::toString),
                Arbitraries.doubles().map(Object::toString));
    }

    @Provide
    Arbitrary<JsonNode> json() {
        Arbitrary<JsonNode> leaves = Arbitraries.oneOf(
                Arbitraries.of(
                                "success",
                                "vector",
                                "NaN",
                                "+Inf",
                                "-1",
                                "1.5",
                                "7",
                                "1e300",
                                "9007199254740993",
                                "",
                                "a")
                        .map(JSON::textNode),
                Arbitraries.integers().map(JSON::numberNode),
                Arbitraries.doubles().map(JSON::numberNode),
                Arbitraries.of(true, false).map(JSON::booleanNode),
                Arbitraries.just(JSON.nullNode()));
        return Arbitraries.recursive(() -> leaves, ReadingProperties::containers, 0, 3);
    }

    private static Arbitrary<JsonNode> containers(Arbitrary<JsonNode> inner) {
        Arbitrary<String> names = Arbitraries.of(
                "status", "data", "result", "resultType", "metric", "value", "warnings", "isPartial", "pod", "le", "x");
        Arbitrary<JsonNode> arrays =
                inner.list().ofMaxSize(3).map(list -> JSON.arrayNode().addAll(list));
        Arbitrary<JsonNode> objects = Arbitraries.maps(names, inner)
                .ofMaxSize(4)
                .map(map -> JSON.objectNode().setAll(map));
        return Arbitraries.oneOf(inner, arrays, objects);
    }

    /** Replaces, removes or repeats something somewhere in the tree. */
    private static void spoil(ObjectNode answer, JsonNode foreign, Random random) {
        List<JsonNode> containers = new ArrayList<>();
        collect(answer, containers);
        JsonNode place = containers.get(random.nextInt(containers.size()));
        if (place instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            if (random.nextBoolean()) {
                object.remove(name);
            } else {
                object.set(name, foreign);
            }
        } else if (place instanceof ArrayNode array && !array.isEmpty()) {
            int index = random.nextInt(array.size());
            switch (random.nextInt(3)) {
                case 0 -> array.remove(index);
                case 1 -> array.set(index, foreign);
                default -> array.add(array.get(index).deepCopy());
            }
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private static Optional<Reading.Counters> read(Map<Topic, byte[]> bodies) {
        try {
            return Optional.of(Scraped.read(bodies));
        } catch (OddAnswerException odd) {
            assertThat(odd.reason()).isNotBlank().hasSizeLessThan(2000).doesNotContainPattern("\\p{Cc}");
            return Optional.empty();
        }
    }

    private static void checkInvariants(Reading.Counters counters) {
        counters.series().forEach((pod, series) -> {
            assertThat(pod).isNotEmpty();
            assertThat(series.requests()).isBetween(0L, (1L << 53) - 1);
            assertThat(series.bad()).isBetween(0L, series.requests());
            checkInvariants(series.latency());
        });
    }

    private static void checkInvariants(Reading.Histogram latency) {
        assertThat(latency.sum()).isFinite().isNotNegative();
        List<Reading.Bucket> buckets = latency.buckets();
        for (int i = 1; i < buckets.size(); i++) {
            assertThat(buckets.get(i).upperEdge())
                    .isGreaterThan(buckets.get(i - 1).upperEdge());
            assertThat(buckets.get(i).count())
                    .isGreaterThanOrEqualTo(buckets.get(i - 1).count());
        }
        if (!buckets.isEmpty()) {
            assertThat(buckets.get(0).count()).isNotNegative();
            assertThat(buckets.get(buckets.size() - 1).upperEdge()).isInfinite();
        }
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
