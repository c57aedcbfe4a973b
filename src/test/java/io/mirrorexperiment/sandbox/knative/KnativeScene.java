package io.mirrorexperiment.sandbox.knative;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.SampleApp;
import io.mirrorexperiment.sandbox.Sandbox;
import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.kube.knative.KnativeOptions;
import io.mirrorexperiment.sandbox.mesh.ImageProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** A sandbox with Knative and the two images of seed 001, and a look into it. */
final class KnativeScene implements AutoCloseable {
    static final String BLUE = SampleApp.LIVE;
    static final String GREEN = SampleApp.DARK;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ImageProfile QUICK = ImageProfile.parse(ImageProfile.STEADY, "latency=2ms,start=10ms");

    private final OkHttpClient http = new OkHttpClient();
    final Sandbox sandbox;

    private KnativeScene(SandboxOptions options) {
        sandbox = Sandbox.start(options);
    }

    static KnativeScene open(KnativeOptions knative) {
        return open(SandboxOptions.empty().withKnative(knative));
    }

    static KnativeScene open(SandboxOptions options) {
        return new KnativeScene(
                options.withScrapeInterval(Duration.ZERO).withImages(Map.of(BLUE, QUICK, GREEN, QUICK)));
    }

    /** A Service of one revision; {@code more} stands beside the template, at the depth of the spec. */
    static String service(String revision, String image, String more) {
        return """
                apiVersion: serving.knative.dev/v1
                kind: Service
                metadata: {name: sample-app, namespace: default}
                spec:
                  template:
                    metadata: {name: %s}
                    spec: {containers: [{image: "%s"}]}
                  %s
                """.formatted(revision, image, more);
    }

    /** Both versions of seed 001, all traffic on the first one. */
    void applyBoth() {
        sandbox.apply(service("sample-app-v1", BLUE, ""));
        sandbox.apply(service(
                "sample-app-v2",
                GREEN,
                "traffic: [{revisionName: sample-app-v1, percent: 100}, {latestRevision: true, percent: 0}]"));
        await("sample-app is ready", () -> says("services.serving.knative.dev", "sample-app", "Ready", "True"));
    }

    JsonNode get(String resource, String name) {
        return sandbox.cluster().view().list(resource).stream()
                .filter(object -> object.path("metadata").path("name").asText().equals(name))
                .map(JsonNode.class::cast)
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    JsonNode status(String resource, String name) {
        return get(resource + ".serving.knative.dev", name).path("status");
    }

    JsonNode condition(String resource, String name, String type) {
        for (JsonNode condition : get(resource, name).path("status").path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        return MissingNode.getInstance();
    }

    boolean says(String resource, String name, String type, String status) {
        JsonNode object = get(resource, name);
        return condition(resource, name, type).path("status").asText().equals(status)
                && object.path("status").path("observedGeneration").asInt()
                        == object.path("metadata").path("generation").asInt();
    }

    List<ObjectNode> pods(String revision) {
        return sandbox.cluster().view().list("pods").stream()
                .filter(pod -> pod.path("metadata")
                        .path("labels")
                        .path("serving.knative.dev/revision")
                        .asText()
                        .equals(revision))
                .toList();
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("never came true: " + what).isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** An answer: status, a space, and the body's first word, which names the workload. */
    String ask(URI door, String host, Map<String, String> headers) {
        Request.Builder request = new Request.Builder().url(door.toString()).header("Host", host);
        headers.forEach(request::header);
        try (Response response = http.newCall(request.build()).execute()) {
            return response.code() + " " + response.body().string().replaceFirst("(?s)[ .].*", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String ask(String host) {
        return ask(sandbox.gatewayUrl(), host, Map.of());
    }

    /** What the metrics server answers: the data, or its refusal. */
    JsonNode query(String query) {
        HttpUrl url = HttpUrl.get(sandbox.prometheusUrl() + "/api/v1/query")
                .newBuilder()
                .addQueryParameter("query", query)
                .build();
        try (Response response =
                http.newCall(new Request.Builder().url(url).build()).execute()) {
            return new ObjectMapper().readTree(response.body().string());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        sandbox.close();
        http.connectionPool().evictAll();
    }
}
