package io.mirrorexperiment.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.install.InClusterController;
import io.mirrorexperiment.install.InClusterController.Door;
import io.mirrorexperiment.install.InClusterController.Scope;
import io.mirrorexperiment.install.ServingCertificate;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Ground;
import io.mirrorexperiment.real.Patiently;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real API server asks before it stores an experiment, trusts our certificate, and takes no for an answer. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class AdmissionRealTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Bed bed = Bed.up().with("api");
    private final Ground ground = Ground.real();
    private final Path folder;
    private final String host = towards(bed);
    private String configuration = "";

    AdmissionRealTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void close() {
        bed.kubectl("delete", "validatingwebhookconfiguration", configuration, "--ignore-not-found");
        ground.close();
    }

    /** The address by which the API server reaches this process. */
    private static String towards(Bed bed) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(bed.api().getHost(), 443));
            return socket.getLocalAddress().getHostAddress();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void experimentsAreRefusedInTheWordsOfCheck() throws IOException {
        bed.kubectl("apply", "--server-side", "--force-conflicts", "-f", "resources/crds/mirrorexperiments.yaml");
        bed.kubectl(
                "wait", "--for=condition=Established", "--timeout=60s", "-f", "resources/crds/mirrorexperiments.yaml");
        ServingCertificate first = renewed();
        String sound = Files.readString(Path.of("resources/examples/reviews.yaml"));
        String broken = sound.replace("upperLimit: 100}", "upperLimit: 100, lowerLimit: 200}");
        try (AdmissionServer server = AdmissionServer.open(0, folder, new OwnKind())) {
            trust(server, first);
            Patiently.until(
                    "the API server asks", PATIENCE, () -> applied(broken, "--dry-run=server").status() != 0);

            assertThat(applied(broken, "--dry-run=server").all())
                    .contains("The MirrorExperiment \"reviews-v2\" is invalid")
                    .contains("* spec.objectives[1].lowerLimit: is over upperLimit; no value could meet both")
                    .contains("* spec.objectives[1]: has a lowerLimit; the sequential rule judges upper limits only");
            Bed.Said taken = applied(sound.replace("rule: sequential,", ""));
            assertThat(taken.all()).contains("created", "Warning: by default spec.decision.rule: sequential");

            trust(server, renewed());
            Patiently.until(
                    "the new certificate is trusted",
                    PATIENCE,
                    () -> applied(broken, "--dry-run=server").all().contains("is over upperLimit"));
        }

        assertThat(applied(sound.replace("iterations: 60", "iterations: 61")).all())
                .contains("failed calling webhook");
        assertThat(bed.kubectl("-n", ground.namespace(), "label", "mexp", "reviews-v2", "team=a"))
                .contains("labeled");
        assertThat(bed.kubectl("-n", ground.namespace(), "delete", "mexp", "reviews-v2"))
                .contains("deleted");
    }

    private ServingCertificate renewed() throws IOException {
        ServingCertificate certificate = ServingCertificate.of(List.of(host), Instant.now(), Duration.ofDays(1));
        AdmissionServerTest.put(folder, certificate);
        return certificate;
    }

    /** The printed configuration for one namespace, but that it names this process instead of a Service. */
    private void trust(AdmissionServer server, ServingCertificate certificate) {
        Manifest printed = new InClusterController(
                        "door",
                        ground.namespace(),
                        false,
                        "none",
                        1,
                        new Scope(List.of(ground.namespace()), ""),
                        List.of(),
                        List.of(),
                        false,
                        new Door.Own(certificate))
                .objects().stream()
                        .filter(object -> object.kind().kind().equals("ValidatingWebhookConfiguration"))
                        .findFirst()
                        .orElseThrow();
        configuration = printed.name();
        Map<String, Object> webhook = new LinkedHashMap<>(printed.maps("webhooks").get(0));
        webhook.put(
                "clientConfig",
                Map.of(
                        "url",
                        "https://" + host + ":" + server.port() + AdmissionServer.PATH,
                        "caBundle",
                        Base64.getEncoder().encodeToString(certificate.authority().getBytes(StandardCharsets.UTF_8))));
        ground.apply(ManifestText.write(printed.with(List.of(webhook), "webhooks").tree()));
    }

    private Bed.Said applied(String text, String... words) {
        try {
            Path file = Files.writeString(
                    folder.resolve("object.yaml"), text.replaceAll("namespace: \\w+", "namespace: " + ground.namespace()));
            List<String> command = Stream.concat(
                            Stream.of(
                                    bed.program("kubectl").toString(),
                                    "--kubeconfig",
                                    bed.kubeconfig().toString(),
                                    "apply",
                                    "-f",
                                    file.toString()),
                            Stream.of(words))
                    .toList();
            return Bed.Said.of(command, 60);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
