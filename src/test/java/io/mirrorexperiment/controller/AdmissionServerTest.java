package io.mirrorexperiment.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.install.ServingCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

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
        return AdmissionServer.open(0, folder, new OwnKind());
    }

    @Test
    void answersOverHttps() throws Exception {
        try (AdmissionServer server = server()) {
            String question = JSON.writeValueAsString(AdmissionReviewTest.review(
                    "CREATE", AdmissionReviewTest.example("reviews.yaml").replace("percent: 40", "percent: 400"), ""));

            HttpResponse<String> answer = post(server, first, "/validate?timeout=5s", question);

            JsonNode response = JSON.readTree(answer.body()).path("response");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(response.path("allowed").asBoolean(true)).isFalse();
            assertThat(response.path("status").path("message").asText()).startsWith("spec.mirror.percent: must be over 0");
        }
    }

    @Test
    void whatIsNoQuestionIsABadRequest() throws Exception {
        try (AdmissionServer server = server()) {
            for (String text : List.of("", "no JSON", "[1]", "null", "{}")) {
                assertThat(post(server, first, "/validate", text).statusCode()).as(text).isEqualTo(400);
            }
            assertThat(post(server, first, "/", "{}").statusCode()).isEqualTo(404);
            HttpRequest get = HttpRequest.newBuilder(address(server, "/validate")).build();
            assertThat(client(first).send(get, HttpResponse.BodyHandlers.ofString()).statusCode())
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

    private static URI address(AdmissionServer server, String path) {
        return URI.create("https://localhost:" + server.port() + path);
    }

    private static HttpResponse<String> post(
            AdmissionServer server, ServingCertificate trusted, String path, String text)
            throws IOException, GeneralSecurityException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address(server, path))
                .POST(HttpRequest.BodyPublishers.ofString(text))
                .build();
        return client(trusted).send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** A connection of its own each time, so that each asks for the certificate. */
    private static HttpClient client(ServingCertificate trusted) throws GeneralSecurityException, IOException {
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
        return HttpClient.newBuilder().sslContext(tls).build();
    }
}
