package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.controller.Turned;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalText;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.notify.Notifier;
import io.mirrorexperiment.run.Move;
import io.mirrorexperiment.run.Standing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is told of a run has no say in it. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class NoticesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder = Path.of("");

    @Test
    void aRunTellsItsReceiversWhatBecomesOfIt() throws IOException {
        HttpServer receiver = receiver();
        try (Shop shop = Shop.open()) {
            Typed run = shop.type("run", spec(shop, told("http://127.0.0.1:" + port(receiver) + "/hook")));

            assertThat(run.code()).as(run.out() + run.err()).isZero();
            assertThat(run.err()).doesNotContain("not delivered");
            assertThat(words("event")).containsExactlyInAnyOrder("started", "judged", "promoted");
            assertThat(words("run")).containsOnly(run.run());
            assertThat(words("key")).doesNotHaveDuplicates();
            JsonNode promoted = messages.get(words("event").indexOf("promoted"));
            assertThat(promoted.path("exitCode").asInt(-1)).isZero();
            assertThat(run.out()).contains(promoted.path("sentence").asText());
        } finally {
            receiver.stop(0);
        }
    }

    /** The first one refuses, the second one takes connections and never answers. */
    @Test
    void deadReceiversChangeNothingButAWordAtTheEnd() throws IOException {
        HttpServer gone = receiver();
        gone.stop(0);
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String receivers = told("http://127.0.0.1:" + port(gone) + "/hook")
                    + "  - webhook: {url: \"http://127.0.0.1:" + silent.getLocalPort() + "/hook\"}\n";
            Typed told = inAShop(receivers);
            Typed untold = inAShop("");

            assertThat(told.code()).isEqualTo(untold.code()).isZero();
            assertThat(told.lastLine()).isEqualTo(untold.lastLine());
            assertThat(told.err())
                    .contains("'promoted' was not delivered to webhook at http://127.0.0.1:" + port(gone))
                    .contains("'promoted' was not delivered to webhook at http://127.0.0.1:" + silent.getLocalPort());
            assertThat(untold.err()).doesNotContain("not delivered");
        }
    }

    /** What is news to the controller is told, once, and nothing of an end that it knows. */
    @Test
    void theControllerTellsWhatIsNewsToIt() throws IOException {
        HttpServer receiver = receiver();
        try (Shop shop = Shop.open();
                Cluster cluster = shop.connect()) {
            Typed run = shop.type("run", spec(shop, told("http://127.0.0.1:" + port(receiver) + "/hook")));
            messages.clear();
            Journal journal = journal(shop);
            Notifier notifier = new Notifier(Clock.systemUTC());
            AttendingNotices notices = new AttendingNotices(notifier, cluster);

            notices.turned(turned(journal, journal.entries()));
            notices.turned(turned(journal, List.of()));

            assertThat(notifier.close(Duration.ofSeconds(60))).isEmpty();
            assertThat(words("event")).containsExactlyInAnyOrder("started", "judged", "promoted");
            assertThat(words("run")).containsOnly(run.run());
        } finally {
            receiver.stop(0);
        }
    }

    private static Turned turned(Journal journal, List<Entry> news) {
        Move end = new Move.Finish(journal.last(Entry.Finished.class).orElseThrow());
        return new Turned(
                new Address(Kind.DEPLOYMENT, "default", "reviews-v2"),
                news,
                new Standing(journal, end, ""),
                Duration.ZERO,
                Duration.ZERO);
    }

    private static Journal journal(Shop shop) throws IOException {
        try (Stream<Path> files = Files.walk(shop.state())) {
            Path file = files.filter(each -> each.getFileName().toString().equals("default.reviews-v2.1.json"))
                    .findFirst()
                    .orElseThrow();
            return JournalText.read(Files.readString(file), file.toString());
        }
    }

    private Typed inAShop(String receivers) throws IOException {
        try (Shop shop = Shop.open()) {
            return shop.type("run", spec(shop, receivers));
        }
    }

    private String spec(Shop shop, String receivers) throws IOException {
        String text = Files.readString(Path.of(shop.spec())).stripTrailing() + "\n" + receivers;
        return Files.writeString(folder.resolve("spec.yaml"), text).toString();
    }

    private static String told(String url) {
        return "  notifications:\n  - webhook: {url: \"" + url + "\"}\n";
    }

    private List<String> words(String field) {
        return messages.stream().map(message -> message.path(field).asText()).toList();
    }

    private HttpServer receiver() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            messages.add(JSON.readTree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static int port(HttpServer server) {
        return server.getAddress().getPort();
    }
}
