package io.mirrorexperiment.bench.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.run.ClusterTexts;
import io.mirrorexperiment.run.Patience;
import io.mirrorexperiment.run.Run;
import io.mirrorexperiment.run.Runs;
import io.mirrorexperiment.run.Standing;
import io.mirrorexperiment.sandbox.Sandbox;
import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.mesh.LoadOptions;
import io.mirrorexperiment.spec.SpecFiles;
import io.mirrorexperiment.spec.SpecReader;
import io.mirrorexperiment.spec.SpecResult;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** Lets one run look once in a sandbox and writes down what the far end says then. */
final class Recorder {
    /** So few requests a second give no cause to look between two ticks. */
    private static final double QPS = 1;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Kind, String> KINDS = Map.of(
            Kind.CONFIG_MAP, "api/v1/namespaces/default/configmaps/",
            Kind.LEASE, "apis/coordination.k8s.io/v1/namespaces/default/leases/",
            Kind.VIRTUAL_SERVICE, "apis/networking.istio.io/v1/namespaces/default/virtualservices/",
            Kind.DESTINATION_RULE, "apis/networking.istio.io/v1/namespaces/default/destinationrules/");

    private static final String SPEC = """
            apiVersion: mirror-experiment.io/v1
            kind: MirrorExperiment
            metadata: {name: reviews-v2, namespace: default}
            spec:
              service: reviews
              live: {version: v1}
              dark: {version: v2, image: "example/reviews:2.0"}
              mirror: {via: istio, percent: 100, methods: ["*"]}
              metrics: {prometheus: {url: "%s"}}
              objectives:
              - {metric: error-rate, upperLimit: 0.01}
              duration: {interval: 10s, iterations: 720, warmUp: 1}
              decision: {soak: 110m}
              protection: {baseline: 15s}
            """;

    private Recorder() {}

    static Recording record() throws IOException, InterruptedException {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.bookinfo())) {
            if (!sandbox.awaitPods(PATIENCE)) {
                throw new IllegalStateException("the sandbox's pods are not ready after " + PATIENCE);
            }
            var unusedLoad = sandbox.load(LoadOptions.of(sandbox.gatewayUrl(), "bookshop.example", "/productpage")
                    .withQps(QPS)
                    .withSpacing(LoadOptions.Spacing.UNIFORM, 1));
            LockSupport.parkNanos(Duration.ofSeconds(20).toNanos());
            try (Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(sandbox.kubeconfig()))) {
                look(cluster, sandbox.prometheusUrl());
                return new Recording(objects(cluster), counters(sandbox.prometheusUrl()));
            }
        }
    }

    private static void look(Cluster cluster, String prometheus) {
        Runs runs = new Runs(
                cluster,
                ClusterTexts.store(cluster, "default", Clock.systemUTC()),
                path -> SpecFiles.none().read(path),
                Clock.systemUTC(),
                Patience.USUAL,
                false);
        try (Run run = runs.begin(experiment(prometheus), "benchmark")) {
            Standing standing = run.advance();
            while (!standing.journal().has(Entry.Iterated.class)) {
                Instant next = standing.next();
                LockSupport.parkNanos(
                        Math.max(1, Duration.between(Instant.now(), next).toNanos()));
                standing = run.advance();
            }
        }
    }

    private static Experiment experiment(String prometheus) {
        byte[] text = SPEC.replace("%s", prometheus).getBytes(StandardCharsets.UTF_8);
        return ((SpecResult.Valid) new SpecReader(SpecFiles.none()).read(text)).experiment();
    }

    private static Map<String, String> objects(Cluster cluster) throws IOException {
        Map<String, String> objects = new TreeMap<>();
        for (Map.Entry<Kind, String> kind : KINDS.entrySet()) {
            for (Manifest object : cluster.list(kind.getKey(), Optional.of("default"), Map.of())) {
                String text = JSON.writeValueAsString(
                        object.without("metadata", "managedFields").tree());
                if (text.contains(Recording.NAME)) {
                    objects.put(kind.getValue() + object.name(), text);
                }
            }
        }
        return objects;
    }

    private static Map<String, String> counters(String prometheus) throws IOException, InterruptedException {
        Map<String, String> counters = new TreeMap<>();
        for (String version : List.of("v1", "dark")) {
            for (Asking topic : Asking.values()) {
                String workload = version.equals("v1") ? "reviews-v1" : darkName(prometheus);
                counters.put(version + "." + topic, ask(prometheus, topic.question(workload)));
            }
        }
        return counters;
    }

    private static String darkName(String prometheus) throws IOException, InterruptedException {
        String answer = ask(
                prometheus,
                "group by (destination_workload) (istio_requests_total{destination_workload=~\"reviews-.*\",destination_workload!=\"reviews-v1\"})");
        return JSON.readTree(answer)
                .at("/data/result/0/metric/destination_workload")
                .asText();
    }

    private static String ask(String prometheus, String question) throws IOException, InterruptedException {
        URI uri = URI.create(prometheus + "/api/v1/query?query=" + URLEncoder.encode(question, StandardCharsets.UTF_8));
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
