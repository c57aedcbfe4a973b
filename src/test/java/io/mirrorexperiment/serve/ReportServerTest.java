package io.mirrorexperiment.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalText;
import io.mirrorexperiment.journal.Journals;
import io.mirrorexperiment.journal.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The report over real sockets. */
class ReportServerTest {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource({
        "'', text/html; charset=utf-8, <!DOCTYPE html>",
        "mirror-experiment.css, text/css; charset=utf-8, .mx-report",
        "report.json, application/json, \"run\"",
        "report.md, text/markdown; charset=utf-8, # ",
        "junit.xml, application/xml; charset=utf-8, <testsuite",
    })
    void everyFormHasItsPlace(String path, String type, String some) throws Exception {
        try (ReportServer server = serving(() -> Optional.of(ended()))) {
            HttpResponse<String> answer = get(server.address().resolve(path));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains(type);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .startsWith("default-src 'none'; style-src 'self'");
            assertThat(answer.headers().firstValue("Refresh")).isEmpty();
            assertThat(answer.body()).contains(some);
        }
    }

    @Test
    void aPageShowsWhatTheJournalHoldsNowUntilTheRunHasEnded() throws Exception {
        AtomicReference<Optional<Journal>> journal = new AtomicReference<>(Optional.empty());
        try (ReportServer server = serving(journal::get)) {
            HttpResponse<String> before = get(server.address());
            assertThat(before.statusCode()).isEqualTo(503);
            assertThat(before.headers().firstValue("Refresh")).contains("2");

            journal.set(Optional.of(Journals.begun(1)));
            HttpResponse<String> begun = get(server.address());
            assertThat(begun.body()).doesNotContain("CONFORMS");
            assertThat(begun.headers().firstValue("Refresh")).contains("2");

            journal.set(Optional.of(ended()));
            HttpResponse<String> ended = get(server.address());
            assertThat(ended.body()).contains("CONFORMS");
            assertThat(ended.headers().firstValue("Refresh")).isEmpty();
        }
    }

    @Test
    void aJournalThatCannotBeReadIsSaidAndAskedForAgain() throws Exception {
        try (ReportServer server = serving(() -> {
            throw new StoreException("the disk is gone", new IOException());
        })) {
            HttpResponse<String> answer = get(server.address());

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("the disk is gone");
            assertThat(answer.headers().firstValue("Refresh")).contains("2");
        }
    }

    @Test
    void nothingElseIsThere() throws Exception {
        try (ReportServer server = serving(() -> Optional.of(ended()))) {
            HttpResponse<String> answer = get(server.address().resolve("/etc/passwd"));

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("/report.json");
        }
    }

    @Test
    void aPictureThatCannotBeDrawnSaysWhy() throws Exception {
        try (ReportServer server = serving(() -> Optional.of(ended()))) {
            HttpResponse<String> answer = get(server.address().resolve("/evidence.svg"));

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("by the point rule");
        }
    }

    @Test
    void nothingCanBeDone() throws Exception {
        try (ReportServer server = serving(() -> Optional.of(ended()))) {
            HttpRequest request = HttpRequest.newBuilder(server.address())
                    .POST(HttpRequest.BodyPublishers.ofString("abort"))
                    .build();

            assertThat(BROWSER.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(405);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Host: attacker.example", "Host: 127.0.0.1.attacker.example:{}", "Host: 127.0.0.1:1", "X: y"})
    void aForeignNameGetsNothing(String header) throws Exception {
        try (ReportServer server = serving(() -> Optional.of(ended()))) {
            assertThat(raw(server.address().getPort(), header))
                    .startsWith("HTTP/1.1 421")
                    .doesNotContain("CONFORMS");
        }
    }

    @Test
    void aTakenPortIsTold() throws Exception {
        try (ReportServer first = serving(Optional::empty)) {
            int port = first.address().getPort();

            assertThatThrownBy(() -> ReportServer.open(port, Optional::empty, Clock.systemUTC()))
                    .isInstanceOf(BindException.class);
        }
    }

    private static Journal ended() {
        try (InputStream in = Objects.requireNonNull(
                Journal.class.getResourceAsStream("/io/mirrorexperiment/journal/format-7.json"))) {
            return JournalText.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), "format-7.json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReportServer serving(Supplier<Optional<Journal>> journals) throws IOException {
        return ReportServer.open(0, journals, Clock.systemUTC());
    }

    private static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return BROWSER.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** HTTP/1.0 needs no host, and Java's client sends its own only. */
    private static String raw(int port, String header) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByAddress(LOOPBACK), port);
                InputStream in = socket.getInputStream()) {
            String request = "GET / HTTP/1.0\r\n" + header.replace("{}", String.valueOf(port)) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
