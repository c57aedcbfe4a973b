package io.mirrorexperiment.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.MetricQuery;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Receiver;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Messages as they are sent, one file each; {@code -Dgolden.write=true} writes them anew. */
class MessagesGoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/mirrorexperiment/notify");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Receiver.Content ITER8 = new Receiver.Iter8("shop/reviews", "current");

    private static Map<String, String> messages() {
        Map<String, String> messages = new TreeMap<>();
        courses().forEach((name, journal) -> {
            messages.put("webhook-" + name, sent(webhook(new Receiver.Own()), journal));
            messages.put("slack-" + name, sent(slack(new Receiver.Own()), journal));
        });
        for (Journal journal : List.of(Course.planned(), Course.ended(Outcome.OBSERVED, List.of()), conforming())) {
            String name = last(journal).occasion().word();
            messages.put("iter8-http-" + name, sent(webhook(ITER8), journal));
            messages.put("iter8-slack-" + name, sent(slack(ITER8), journal));
        }
        messages.put(
                "given",
                sent(
                        webhook(new Receiver.Given("{\"text\": \"$experiment $event: $sentence\", \"cost\": \"$$5\"}")),
                        Course.ended(Outcome.ROLLED_BACK, List.of())));
        return messages;
    }

    private static Map<String, Journal> courses() {
        Journal held = Course.judged().plus(new Entry.Held(Course.at(91), Course.at(86_491)));
        return Map.of(
                "started", Course.planned(),
                "judged", Course.judged(),
                "held", held,
                "promoted", Course.ended(Outcome.PROMOTED, List.of()),
                "rolledBack", Course.ended(Outcome.ROLLED_BACK, List.of()),
                "notStarted", Course.refused(),
                "stuck", Course.ended(Outcome.STUCK, List.of("mirror-experiment restore shop.reviews-v2.3")));
    }

    private static Journal conforming() {
        return Course.conforming();
    }

    @TestFactory
    Stream<DynamicTest> isAsItsFileSays() {
        return messages().entrySet().stream()
                .map(message -> DynamicTest.dynamicTest(message.getKey(), () -> {
                    Path file = FOLDER.resolve(message.getKey() + ".json");
                    String pretty = JSON.readTree(message.getValue()).toPrettyString() + "\n";
                    if (Boolean.getBoolean("golden.write")) {
                        Files.writeString(file, pretty);
                    }
                    assertThat(pretty).isEqualTo(Files.readString(file));
                }));
    }

    @Test
    void noFileIsLeftOver() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(messages().keySet());
        }
    }

    @TestFactory
    Stream<DynamicTest> ourOwnFitsItsSchema() throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(JSON.readTree(
                        Path.of("resources/schema/notification.json").toFile()));
        return messages().entrySet().stream()
                .filter(message -> message.getKey().startsWith("webhook-"))
                .map(message -> DynamicTest.dynamicTest(message.getKey(), () -> {
                    JsonNode tree = JSON.readTree(message.getValue());
                    assertThat(schema.validate(tree)).isEmpty();
                    assertThat(OwnText.SCHEMA).isEqualTo(tree.path("schema").asText());
                }));
    }

    /** Slack takes no longer text in a section, and none of these characters from others. */
    @Test
    void nothingFromElsewhereBecomesALinkOrAMention() {
        String slack = courses().keySet().stream()
                .map(name -> messages().getOrDefault("slack-" + name, ""))
                .collect(Collectors.joining());

        assertThat(slack).contains("&lt;requests&gt; &amp; counting").doesNotContain("<requests>");
    }

    private static Event last(Journal journal) {
        List<Event> events = Event.of(journal);
        return events.get(events.size() - 1);
    }

    private static String sent(Receiver receiver, Journal journal) {
        Notice notice = new Notice(journal, last(journal), Optional.of("https://ci.example.com/job/1/?a=b&c=d"));
        try {
            return new Sealing(secret -> "http://127.0.0.1/", Course.START)
                    .seal(receiver, notice)
                    .body();
        } catch (UnsendableException e) {
            throw new AssertionError(e);
        }
    }

    private static Receiver webhook(Receiver.Content content) {
        return new Receiver.Webhook(
                new Receiver.Open(URI.create("http://127.0.0.1/")),
                MetricQuery.Method.POST,
                Map.of(),
                Map.of(),
                new MetricsSystem.Auth.None(),
                Optional.empty(),
                Optional.empty(),
                content,
                Duration.ofSeconds(1));
    }

    private static Receiver slack(Receiver.Content content) {
        return new Receiver.Slack(
                new Receiver.Hook(new Credential.InFile("hook")),
                Optional.of("#releases"),
                Optional.empty(),
                content,
                Duration.ofSeconds(1));
    }
}
