package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Ground;
import io.mirrorexperiment.real.Patiently;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Seed 003's rule, of Istio 0.5, on the Istio of today: converted and applied it mirrors, and a run takes it as its route. */
@Timeout(600)
@Order(4)
class Seed003RealTest {
    private static final Path SEED = Path.of("src/test/resources/convert/seed-003/in.yaml");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String SERVICE = """
            {apiVersion: v1, kind: Service, metadata: {name: httpbin}, spec: {selector: {app: httpbin}, ports: [{name: http, port: 8000, targetPort: 9080}]}}
            """;
    private static final String VERSION = """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: httpbin-v%1$d}
            spec:
              replicas: 1
              selector: {matchLabels: {app: httpbin, version: v%1$d}}
              template:
                metadata:
                  labels: {app: httpbin, version: v%1$d}
                  annotations: {traffic.sidecar.istio.io/excludeInboundPorts: "9081"}
                spec:
                  containers:
                  - name: httpbin
                    image: testbed.local/reviews:%1$d.0
                    ports: [{containerPort: 9080}]
                    readinessProbe: {httpGet: {path: /ready, port: 9081}, periodSeconds: 1}
            """;
    private static final String LOAD = """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: %1$s}
            spec:
              replicas: 1
              selector: {matchLabels: {app: %1$s}}
              template:
                metadata: {labels: {app: %1$s, version: v1}}
                spec:
                  containers:
                  - name: load
                    image: fortio/fortio:1.66.5
                    args: [load, -quiet, -t, "0", -c, "4", -qps, "20", -uniform, "http://httpbin:8000/get?by=%1$s"]
            """;
    private static final String SPEC = """
            apiVersion: mirror-experiment.io/v1
            kind: MirrorExperiment
            metadata: {name: httpbin-v2}
            spec:
              service: httpbin
              live: {version: v1}
              dark: {version: v2, image: "testbed.local/reviews:2.0", readyWithin: 90s}
              mirror: {percent: 100, methods: ["*"], settle: 2s, flowWithin: 60s}
              metrics: {prometheus: {url: "%s"}}
              objectives: [{metric: error-rate, upperLimit: 0.01}]
              duration: {interval: 2s, iterations: 4, warmUp: 1}
              decision: {rule: point}
              promotion: none
              protection: {baseline: 5s}
            """;

    private final Bed bed = Bed.up().with("api").with("mesh").with("prometheus");

    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private Ground ground;

    @BeforeEach
    void opens() {
        ground = Ground.real();
        ground.apply("{apiVersion: v1, kind: Namespace, metadata: {name: %s, labels: {istio-injection: enabled}}}"
                .formatted(ground.namespace()));
    }

    @AfterEach
    void closes() {
        ground.close();
    }

    @Test
    void convertedAndAppliedItSendsAllToV1AndACopyOfEachToV2() {
        deploy(SERVICE + VERSION.formatted(1) + VERSION.formatted(2));
        deploy(LOAD.formatted("before"));
        awaitSome("before", 1);
        awaitSome("before", 2);
        Typed converted = Typed.on(folder, "convert", SEED.toString());
        assertThat(converted.code()).as(converted.err()).isZero();

        ground.apply(converted.out());
        awaitRule();
        deploy(LOAD.formatted("after"));
        Patiently.until("300 requests", PATIENCE, () -> ids("after", 1).size() >= 300);

        List<String> served = ids("after", 1).subList(0, 300);
        Patiently.until("a copy of each", PATIENCE, () -> ids("after", 2).containsAll(served));
        List<String> copies = ids("after", 2);
        assertThat(copies).doesNotHaveDuplicates();
        Patiently.until("nothing but copies", PATIENCE, () -> ids("after", 1).containsAll(copies), copies);
        assertThat(kubectl("get", "virtualservice", "httpbin", "-o", "yaml")).contains("weight: 0", "subset: v2");
        try (TourNumbers numbers = TourNumbers.at(bed.prometheus().toString(), Duration.ZERO)) {
            Map<String, Double> told = numbers.values(Map.of("v1", told("after", 1), "v2", told("after", 2)));
            assertThat(told.get("v1")).as("the source tells of v1").isGreaterThan(250);
            assertThat(told.get("v2")).as("and not of the copies").isZero();
        }
    }

    /** Requests of a client, by its own proxy. */
    private String told(String client, int version) {
        return "sum(last_over_time(istio_requests_total{reporter=\"source\",source_workload=\"" + client
                + "\",source_workload_namespace=\"" + ground.namespace() + "\",destination_workload=\"httpbin-v"
                + version
                + "\"}[5m]))";
    }

    private void awaitSome(String client, int version) {
        Patiently.until("requests of " + client + " to v" + version, PATIENCE, () -> !ids(client, version)
                .isEmpty());
    }

    /** Until v2 has got nothing but copies for fifty requests of v1, so that a client which comes now meets the rule. */
    private void awaitRule() {
        Patiently.until("the rule is obeyed", PATIENCE, () -> {
            List<String> served = ids("before", 1);
            List<String> last = served.subList(Math.max(0, served.size() - 50), served.size());
            return served.size() > 50 && ids("before", 2).containsAll(last);
        });
    }

    /** The ids of the requests that a version got from a client, in their order. */
    private List<String> ids(String client, int version) {
        return kubectl("logs", "deployment/httpbin-v" + version, "-c", "httpbin")
                .lines()
                .filter(line -> line.contains("\"/get?by=" + client + "\""))
                .map(line -> read(line).path("id").asText())
                .toList();
    }

    private static JsonNode read(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    @Test
    void aRunTakesItAsItsRouteAndTakesItAway() throws IOException {
        deploy(SERVICE + VERSION.formatted(1));
        deploy(LOAD.formatted("customers"));
        awaitSome("customers", 1);
        Path spec = Files.writeString(folder.resolve("spec.yaml"), SPEC.formatted(bed.prometheus()));

        Typed run = typed("run", spec.toString(), "--with", SEED.toString());

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.lastLine()).contains("verdict=conforms");
        assertThat(kubectl("get", "virtualservices,destinationrules", "-o", "name"))
                .isEmpty();
    }

    private Typed typed(String... words) throws IOException {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), ground.kubeconfig());
        return Typed.on(
                folder,
                Stream.concat(Stream.of(words), Stream.of("--kubeconfig", kubeconfig.toString()))
                        .toArray(String[]::new));
    }

    private void deploy(String manifests) {
        ground.apply(manifests);
        kubectl("wait", "deployment", "--all", "--for=condition=Available", "--timeout=110s");
    }

    private String kubectl(String... words) {
        return bed.kubectl(Stream.concat(Stream.of("-n", ground.namespace()), Stream.of(words))
                .toArray(String[]::new));
    }
}
