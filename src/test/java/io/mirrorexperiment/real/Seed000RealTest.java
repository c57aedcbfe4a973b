package io.mirrorexperiment.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.real.Bed.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seed 000, Iter8's tutorial on its command line, with real CronJobs in pods of our image, real Prometheus by its name, and Envoys: the two
 * launches word by word, through a link named iter8 to the start script. Its httpbin is the bed's own server.
 */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Seed000RealTest {
    private static final String HOST = "httpbin.example";
    private static final double RATE = 8;

    private static final String WORLD = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: default, labels: {istio-injection: enabled}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: httpbin, namespace: default}
            spec: {selector: {app: httpbin}, ports: [{name: http, port: 8000, targetPort: 9080}]}
            ---
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: httpbin, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [httpbin.example]}]
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: httpbin, namespace: default}
            spec:
              host: httpbin
              subsets:
              - {name: v1, labels: {version: v1}}
              - {name: v2, labels: {version: v2}}
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: httpbin, namespace: default}
            spec:
              hosts: [httpbin.example, httpbin]
              gateways: [httpbin, mesh]
              http:
              - route: [{destination: {host: httpbin, subset: v1}, weight: 100}]
                mirror: {host: httpbin, subset: v2}
                mirrorPercentage: {value: 100.0}
            """ + version("v1", "reviews:1.0") + version("v2", "reviews:2.0");

    private static String version(String version, String image) {
        return """
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: httpbin-%1$s, namespace: default}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: httpbin, version: %1$s}}
                  template:
                    metadata:
                      labels: {app: httpbin, version: %1$s}
                      annotations: {traffic.sidecar.istio.io/excludeInboundPorts: "9081"}
                    spec:
                      containers:
                      - name: httpbin
                        image: testbed.local/%2$s
                        ports: [{containerPort: 9080}]
                        readinessProbe: {httpGet: {path: /ready, port: 9081}, periodSeconds: 1}
                """.formatted(version, image);
    }

    private static final List<String> COLLECT = List.of(
            "k",
            "launch",
            "-c",
            "slo-validation-istio",
            "--set",
            "reporter=destination",
            "--set",
            "cronjobSchedule=*/1 * * * *",
            "--set",
            "providerURL=http://prometheus.istio-system:9090/api/v1/query",
            "--set",
            "versionInfo.destination_workload=httpbin-v2",
            "--set",
            "versionInfo.destination_workload_namespace=default");

    private static final List<String> VALIDATE =
            with(COLLECT, "--set", "SLOs.istio/error-rate=0", "--set", "SLOs.istio/latency-mean=100", "--noDownload");

    private final Bed bed = Bed.up().with("mesh").with("prometheus").with("tekton");
    private final Path folder;

    Seed000RealTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeAll
    void opens() throws IOException {
        GateImage.reference();
        Files.createSymbolicLink(
                folder.resolve("iter8"), Path.of("mirror-experiment").toAbsolutePath());
        bed.kubectl(
                "apply",
                "-f",
                Files.writeString(folder.resolve("world.yaml"), WORLD).toString());
        bed.kubectl(
                "wait",
                "--for=condition=Available",
                "deployment/httpbin-v1",
                "deployment/httpbin-v2",
                "--timeout=110s");
        Welcome.await(bed.gateway().resolve("/get"), HOST);
    }

    @AfterAll
    void closes() throws IOException {
        iter8("k", "delete");
        bed.kubectl("delete", "--ignore-not-found", "-f", world());
        bed.kubectl("label", "namespace", "default", "istio-injection-");
        Files.delete(folder.resolve("iter8"));
    }

    /** All but the namespace, which is everybody's. */
    private String world() {
        try {
            String objects = WORLD.substring(WORLD.indexOf("---\n") + 4);
            return Files.writeString(folder.resolve("objects.yaml"), objects).toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> with(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    private Said iter8(String... words) {
        return iter8(List.of(words));
    }

    private Said iter8(List<String> words) {
        List<String> line = new ArrayList<>(List.of(
                "env", "KUBECONFIG=" + bed.kubeconfig(), folder.resolve("iter8").toString()));
        line.addAll(words);
        return Said.of(line, 180);
    }

    @Test
    void theTutorialsLaunchesAreCollectedAndValidatedByACronJob() {
        try (Customers customers = Customers.of(bed.gateway(), HOST, "/get", RATE)) {
            iter8(COLLECT).mustSucceed();
            iter8(VALIDATE).mustSucceed();

            Said asserted = iter8("k", "assert", "-c", "completed,nofailure,slos", "--timeout", "90s");

            assertThat(asserted.status())
                    .as(() -> asserted.all() + iter8("k", "log").all())
                    .isZero();
            assertThat(bed.kubectl("get", "cronjobs", "-o", "name"))
                    .as("one launch replaces the other")
                    .isEqualToIgnoringNewLines("cronjob.batch/default-2-cronjob");
            assertThat(iter8("k", "report").mustSucceed())
                    .contains("Experiment completed: true", "istio/error-rate <= 0", "istio/latency-mean <= 100")
                    .doesNotContain("|false");
            assertThat(customers.count().lost()).isZero();
        }
        iter8(VALIDATE).mustSucceed();

        Said silent = iter8("k", "assert", "-c", "completed,nofailure,slos", "--timeout", "90s");

        assertThat(silent.status()).as(silent::all).isEqualTo(1);
        iter8("k", "delete").mustSucceed();
        assertThat(bed.kubectl(
                        "get",
                        "cronjobs,jobs,secrets,roles,rolebindings",
                        "-l",
                        "iter8.tools/group=default",
                        "-o",
                        "name"))
                .isEmpty();
    }
}
