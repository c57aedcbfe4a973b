package io.mirrorexperiment.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.install.ServingCertificate;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class AdmissionServerTest {
    private final Path folder;
    private final ServingCertificate first = certificate();

    AdmissionServerTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        put(folder, first);
    }

    static ServingCertificate certificate() {
        return ServingCertificate.of(List.of("localhost", "127.0.0.1"), Instant.now(), Duration.ofDays(1));
    }

    static void put(Path folder, ServingCertificate certificate) throws IOException {
        Files.writeString(folder.resolve("tls.crt"), certificate.chain());
        Files.writeString(folder.resolve("tls.key"), certificate.key());
    }

    private AdmissionServer server() throws IOException {
        return AdmissionServer.open(0, folder, question -> {
            if (!question.containsKey("uid")) {
                throw new IllegalArgumentException("no uid");
            }
            return Map.of("answer to", question);
        });
    }

    @Test
    void answersOverHttps() throws Exception {
        try (AdmissionServer server = server()) {
            HttpResponse<String> answer = post(server, first, "/validate?timeout=5s", "{\"uid\": \"1\"}");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(answer.body()).isEqualTo("{\"answer to\":{\"uid\":\"1\"}}");
        }
    }

    @Test
    void whatIsNoQuestionIsABadRequest() throws Exception {
        try (AdmissionServer server = server()) {
            for (String text : List.of("", "no JSON", "[1]", "null", "{}")) {
                assertThat(post(server, first, "/validate", text).statusCode())
                        .as(text)
                        .isEqualTo(400);
            }
            assertThat(post(server, first, "/", "{}").statusCode()).isEqualTo(404);
            HttpRequest get =
                    HttpRequest.newBuilder(address(server, "/validate")).build();
            assertThat(client(first)
                            .send(get, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void aNewCertificateIsShownAtOnceAndABrokenOneNever() throws Exception {
        try (AdmissionServer server = server()) {
            assertThat(post(server, first, "/validate", "{}").statusCode()).isEqualTo(400);
            ServingCertificate second = certificate();
            put(folder, second);
            assertThat(post(server, second, "/validate", "{}").statusCode()).isEqualTo(400);
            assertThatThrownBy(() -> post(server, first, "/validate", "{}")).isInstanceOf(SSLHandshakeException.class);

            Files.writeString(folder.resolve("tls.key"), first.key());

            assertThat(post(server, second, "/validate", "{}").statusCode()).isEqualTo(400);
            Files.writeString(folder.resolve("tls.key"), "half of a ke");
            assertThat(post(server, second, "/validate", "{}").statusCode()).isEqualTo(400);
            Files.delete(folder.resolve("tls.crt"));
            assertThat(post(server, second, "/validate", "{}").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void withoutACertificateItDoesNotBegin() throws IOException {
        Files.writeString(folder.resolve("tls.key"), first.key().replace("PRIVATE KEY", "EC PRIVATE KEY"));

        assertThatThrownBy(this::server)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("PKCS #8")
                .hasMessageNotContaining(first.key().lines().skip(1).findFirst().orElseThrow());
    }

    /** In a process of its own, whose first server it is: the JDK takes time limits only then. */
    @Test
    @Timeout(90)
    void whoSaysHalfOfAQuestionDoesNotKeepTheApiServerOutForLong() throws Exception {
        Process alone = Alone.start(folder);
        List<Socket> halves = new ArrayList<>();
        try (BufferedReader said = alone.inputReader()) {
            int port = Integer.parseInt(said.readLine());
            halves.add(half(context(first).getSocketFactory().createSocket("localhost", port), "POST /validate HT"));
            for (int one = 0; one < 5; one++) {
                halves.add(half(new Socket(InetAddress.getLoopbackAddress(), port), "\u0016"));
            }

            assertThat(answered(port, Instant.now().plusSeconds(60)).statusCode())
                    .isEqualTo(200);
        } finally {
            alone.destroyForcibly();
            for (Socket socket : halves) {
                socket.close();
            }
        }
    }

    /** Those who came while all threads were held are sent away with those who held them. */
    private HttpResponse<String> answered(int port, Instant until) throws Exception {
        while (true) {
            try {
                return post(port, first, "/validate", "{\"uid\": \"1\"}");
            } catch (IOException sentAway) {
                assertThat(Instant.now()).isBefore(until);
            }
        }
    }

    private static Socket half(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    /** A process with this server only. */
    static final class Alone {
        private Alone() {}

        static Process start(Path folder) throws IOException {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Alone.class.getName(),
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }

        @SuppressWarnings("SystemOut") // it is how a process tells
        public static void main(String[] folder) throws IOException {
            AdmissionServer server = AdmissionServer.open(0, Path.of(folder[0]), question -> question);
            System.out.println(server.port());
        }
    }

    private static URI address(AdmissionServer server, String path) {
        return address(server.port(), path);
    }

    private static URI address(int port, String path) {
        return URI.create("https://localhost:" + port + path);
    }

    private static HttpResponse<String> post(
            AdmissionServer server, ServingCertificate trusted, String path, String text)
            throws IOException, GeneralSecurityException, InterruptedException {
        return post(server.port(), trusted, path, text);
    }

    private static HttpResponse<String> post(int port, ServingCertificate trusted, String path, String text)
            throws IOException, GeneralSecurityException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address(port, path))
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofString(text))
                .build();
        return client(trusted).send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** A connection of its own each time, so that each asks for the certificate. */
    private static HttpClient client(ServingCertificate trusted) throws GeneralSecurityException, IOException {
        return HttpClient.newBuilder().sslContext(context(trusted)).build();
    }

    private static SSLContext context(ServingCertificate trusted) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(trusted.authority().getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return tls;
    }
}
