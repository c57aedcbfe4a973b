package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.run.Behind.Serving;
import io.mirrorexperiment.run.Proposal;
import io.mirrorexperiment.spec.SpecResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Folders of what was seen ({@code seen.yaml}) and the spec that is written by it ({@code spec.yaml}). With {@code -Dgolden.write=true} the
 * latter are written instead of compared.
 */
class FirstSpecTest {
    private static final Path FOLDERS = Path.of("src/test/resources/init");

    @TestFactory
    Stream<DynamicTest> everySpecIsWrittenAsItsFolderHoldsAndCanBeRead() throws IOException {
        return listed(FOLDERS).stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> compare(folder)));
    }

    private static void compare(Path folder) throws IOException {
        // Given
        JsonNode seen = new YAMLMapper().readTree(folder.resolve("seen.yaml").toFile());
        FirstSpec spec = spec(seen);

        // When
        String text = FirstSpecText.of(spec, texts(seen.path("defaults")), texts(seen.path("forecast")));

        // Then
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(folder.resolve("spec.yaml"), text);
        }
        assertThat(listed(folder))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("seen.yaml", "spec.yaml");
        assertThat(text).isEqualTo(Files.readString(folder.resolve("spec.yaml")));
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(240));
        assertMeant(spec, SpecTrial.read(text));
        assertThat(text.lines().filter(line -> line.contains("# EDIT"))).hasSameSizeAs(spec.edits());
    }

    /** What the text says is what was to be said, as the reader of specs takes it. */
    private static void assertMeant(FirstSpec spec, SpecResult.Valid read) {
        var experiment = read.experiment();
        assertThat(experiment.name()).isEqualTo(spec.name());
        assertThat(experiment.service()).isEqualTo(spec.service());
        assertThat(experiment.live().value()).isEqualTo(spec.live().deployment());
        assertThat(experiment.adopted()).isEqualTo(spec.copies().theirs());
        assertThat(experiment.cadence()).isEqualTo(spec.cadence());
        assertThat(experiment.metrics().url()).hasToString(spec.metrics().url());
        assertThat(experiment.metrics().reporter()).isEqualTo(spec.metrics().reporter());
        assertThat(experiment.gitops().isPresent()).isEqualTo(spec.gitops());
        assertThat(experiment.objectives()).hasSize(spec.proposal().latency().isPresent() ? 2 : 1);
        assertThat(experiment.baseline())
                .isEqualTo(spec.seen().sparse() ? spec.seen().window() : Duration.ofMinutes(1));
    }

    private static FirstSpec spec(JsonNode seen) {
        Totals totals = totals(seen.path("seen"));
        Proposal byLive = Proposal.of(new Totals(totals.requests(), 0, totals.latency(), 0))
                .orElseThrow();
        JsonNode copies = seen.path("copies");
        JsonNode metrics = seen.path("metrics");
        return new FirstSpec(
                seen.path("asked").asText(),
                "default",
                seen.path("service").asText("reviews"),
                serving(seen.path("live")),
                dark(seen.path("dark")),
                new FirstSpec.Copies(
                        copies.path("theirs").asBoolean(),
                        copies.has("percent")
                                ? OptionalDouble.of(copies.path("percent").asDouble())
                                : OptionalDouble.empty()),
                new FirstSpec.Metrics(
                        metrics.path("url").asText(),
                        metrics.path("found").asText(),
                        metrics.path("reporter").asText("destination")),
                new FirstSpec.Seen(
                        totals,
                        Duration.ofMillis(seen.at("/seen/window").asLong()),
                        seen.at("/seen/sparse").asBoolean()),
                new Proposal(seen.path("error-rate").asDouble(), byLive.p95(), byLive.latency()),
                new Cadence(
                        Duration.ofSeconds(seen.at("/looks/interval").asLong()),
                        seen.at("/looks/iterations").asInt(),
                        3),
                seen.path("gitops").asBoolean());
    }

    private static FirstSpec.Dark dark(JsonNode dark) {
        return dark.has("deployment")
                ? new FirstSpec.Dark.Present(serving(dark))
                : new FirstSpec.Dark.Clone(
                        dark.path("version").asText(),
                        dark.path("image").asText(),
                        dark.path("told").asBoolean());
    }

    private static Serving serving(JsonNode version) {
        return new Serving(
                version.path("deployment").asText(),
                version.path("version").asText(),
                texts(version.path("images")),
                version.path("pods").asInt(),
                version.path("sidecars").asInt());
    }

    private static Totals totals(JsonNode seen) {
        List<Reading.Bucket> buckets = new ArrayList<>();
        seen.path("buckets")
                .properties()
                .forEach(edge -> buckets.add(new Reading.Bucket(
                        Double.parseDouble(edge.getKey()), edge.getValue().asLong())));
        if (!buckets.isEmpty()) {
            buckets.add(new Reading.Bucket(
                    Double.POSITIVE_INFINITY, buckets.get(buckets.size() - 1).count()));
        }
        return new Totals(
                seen.path("requests").asLong(), seen.path("bad").asLong(), new Reading.Histogram(buckets, 1), 0);
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
