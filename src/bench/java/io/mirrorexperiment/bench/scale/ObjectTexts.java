package io.mirrorexperiment.bench.scale;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import java.io.IOException;
import java.util.Map;

/** What one experiment on a real API server needs. No pod runs: the status of a Deployment is written as its controller would. */
final class ObjectTexts {
    static final Map<String, String> LABEL = Map.of("bench", "many-objects");

    private static final String NAMESPACE = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: SPACE}
            """;

    private static final String PLACE = """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: NAME, namespace: SPACE}
            spec: {selector: {app: NAME}, ports: [{name: http, port: 80}]}
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: NAME, namespace: SPACE, labels: {bench: many-objects}}
            spec: {hosts: [NAME], http: [{route: [{destination: {host: NAME}}]}]}
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: NAME, namespace: SPACE}
            spec: {host: NAME, subsets: [{name: v1, labels: {version: v1}}]}
            """;

    private static final String VERSION = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: NAME-VERSION, namespace: SPACE}
            spec:
              replicas: 1
              selector: {matchLabels: {app: NAME, version: VERSION}}
              template:
                metadata: {labels: {app: NAME, version: VERSION}}
                spec: {containers: [{name: main, image: "example/reviews:VERSION"}]}
            """;

    private static final String EXPERIMENT = """
            apiVersion: mirror-experiment.io/v1
            kind: MirrorExperiment
            metadata: {name: NAME, namespace: SPACE, labels: {bench: many-objects}}
            spec:
              service: TARGET
              live: {version: v1}
              dark: {deployment: TARGET-v2}
              mirror: {via: istio, percent: 100, methods: ["*"]}
              metrics: {prometheus: {url: "METRICS"}}
              objectives:
              - {metric: error-rate, upperLimit: 0.01}
              duration: {interval: INTERVAL, iterations: 720, warmUp: 1}
              decision: {soak: 110m}
              protection: {baseline: 15s}
            """;

    private static final Map<String, Integer> READY = Map.of(
            "observedGeneration", 1, "replicas", 1, "updatedReplicas", 1, "readyReplicas", 1, "availableReplicas", 1);

    private ObjectTexts() {}

    /** The namespaces that so many experiments are in. */
    static void createNamespaces(Cluster cluster, int all) throws IOException {
        for (int number = 0; number < Math.min(all, Twin.NAMESPACES); number++) {
            cluster.create(object(NAMESPACE, number));
        }
    }

    /** A service with its versions and its route. */
    static void createService(Cluster cluster, int number) throws IOException {
        for (Manifest each : ManifestText.read(named(PLACE, number))) {
            cluster.create(each);
        }
        for (String version : new String[] {"v1", "v2"}) {
            Manifest made = cluster.create(object(VERSION.replace("VERSION", version), number));
            cluster.replaceStatus(made.with(READY, "status"));
        }
    }

    /** An experiment with one of so many services; those with numbers beyond wait for the others. */
    static void createExperiment(Cluster cluster, int number, int services, String metrics, String interval)
            throws IOException {
        String text = EXPERIMENT
                .replace("TARGET", Twin.name(number % services))
                .replace("METRICS", metrics)
                .replace("INTERVAL", interval);
        cluster.create(object(text, number));
    }

    private static Manifest object(String text, int number) throws IOException {
        return ManifestText.read(named(text, number)).get(0);
    }

    private static String named(String text, int number) {
        return text.replace("NAME", Twin.name(number)).replace("SPACE", Twin.namespace(number));
    }
}
