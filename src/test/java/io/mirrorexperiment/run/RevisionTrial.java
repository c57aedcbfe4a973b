package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Dark;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.OnInconclusive;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Version;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** An experiment on the Knative Service {@code sample-app}: revision v1 is live, v2 is tried; ten seconds a tick. */
record RevisionTrial(DarkSource source, Mirror mirror, Promotion promotion, OnInconclusive onInconclusive) {
    private static final String SERVICE = """
            apiVersion: serving.knative.dev/v1
            kind: Service
            metadata: {name: sample-app, namespace: default, annotations: {team: shop}}
            spec:
              template:
                metadata: {name: sample-app-%1$s, annotations: {autoscaling.knative.dev/minScale: "1"}}
                spec: {containers: [{image: "example/sample-app:%1$s", env: [{name: SECRET, value: sesame}]}]}
              %2$s
            """;

    /** The revision that serves, and nothing else. */
    static String live() {
        return SERVICE.formatted("v1", "");
    }

    /** The revision to try, at 0 %. */
    static String dark() {
        return SERVICE.formatted(
                "v2", "traffic: [{revisionName: sample-app-v1, percent: 100}, {latestRevision: true, percent: 0}]");
    }

    /** As in seed 001: a mirror through the local gateway, told by the suffix; every second request is copied here. */
    static String pair() {
        return """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: example-mirroring, namespace: default}
                spec:
                  gateways: [mesh, knative-serving/knative-ingress-gateway]
                  hosts: [example.com]
                  http:
                  - rewrite: {authority: example.com}
                    route: [{destination: {host: knative-local-gateway.istio-system.svc.cluster.local}}]
                    mirror: {host: knative-local-gateway.istio-system.svc.cluster.local}
                    mirrorPercent: 50
                ---
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: example-routing, namespace: default}
                spec:
                  gateways: [knative-serving/knative-local-gateway]
                  hosts: ["*"]
                  http:
                """ + leg("example.com-shadow", "sample-app-v2") + leg("example.com", "sample-app-v1");
    }

    private static String leg(String authority, String revision) {
        return """
                  - match: [{authority: {prefix: %1$s}}]
                    route:
                    - destination: {host: %2$s.default.svc.cluster.local, port: {number: 80}}
                      headers: {request: {set: {Knative-Serving-Namespace: default, Knative-Serving-Revision: %2$s}}}
                """.formatted(authority, revision);
    }

    /** Both are the user's: judged, and promoted. */
    static RevisionTrial watched() {
        return new RevisionTrial(
                new DarkSource.Present(new Version.OfRevision("sample-app-v2")),
                mirror(Mirror.Via.EXISTING),
                new Promotion(Promotion.Mode.AUTO, Duration.ofHours(1), Duration.ZERO),
                new OnInconclusive(false, Duration.ofHours(24)));
    }

    /** A revision that the run makes, with a mirror that it makes. */
    static RevisionTrial stamped() {
        return new RevisionTrial(
                new DarkSource.Stamped("sample-app-v2", "example/sample-app:v2"),
                mirror(Mirror.Via.ISTIO),
                watched().promotion(),
                watched().onInconclusive());
    }

    /** The same where no route of the user's carries the domain. */
    static RevisionTrial hosted() {
        Mirror plain = mirror(Mirror.Via.ISTIO);
        Mirror hosted = new Mirror(
                plain.via(),
                plain.percent(),
                plain.methods(),
                plain.route(),
                plain.settle(),
                plain.flowWithin(),
                Optional.of("example.com"));
        return new RevisionTrial(
                stamped().source(), hosted, watched().promotion(), watched().onInconclusive());
    }

    /** A route of the user's that carries the domain, without any mirror. */
    static String domain() {
        return """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: example, namespace: default, annotations: {team: shop}}
                spec:
                  gateways: [mesh, knative-serving/knative-ingress-gateway]
                  hosts: [example.com]
                  http:
                  - retries: {attempts: 2}
                    headers: {request: {set: {Knative-Serving-Namespace: default, Knative-Serving-Revision: sample-app-v1}}}
                    route: [{destination: {host: sample-app-v1.default.svc.cluster.local, port: {number: 80}}}]
                """;
    }

    RevisionTrial holding() {
        return new RevisionTrial(source, mirror, promotion, new OnInconclusive(true, Duration.ofHours(24)));
    }

    private static Mirror mirror(Mirror.Via via) {
        return new Mirror(via, 50, Mirror.ALL_METHODS, Optional.empty(), Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    RevisionTrial promoting(Promotion.Mode mode, Duration keepOld) {
        Promotion other = new Promotion(mode, Duration.ofHours(1), keepOld);
        return new RevisionTrial(source, mirror, other, onInconclusive);
    }

    Experiment in(RevisionWorld world) {
        return in(world, new Version.OfRevision("sample-app-v1"));
    }

    Experiment in(RevisionWorld world, Version live) {
        return new Experiment(
                "default",
                "sample-app-v2",
                "sample-app",
                live,
                new Dark(source, Duration.ofMinutes(1)),
                mirror,
                new MetricsSystem(
                        URI.create(world.metrics.url()),
                        new MetricsSystem.Auth.None(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        MetricsSystem.QUEUE_PROXY,
                        Duration.ofSeconds(10)),
                List.of(
                        new Objective(Metric.ERROR_RATE, new Limit.AtMost(0.01), OptionalDouble.empty()),
                        new Objective(Metric.LATENCY_MEAN, new Limit.AtMost(50), OptionalDouble.empty())),
                new Cadence(Duration.ofSeconds(10), 1, 0),
                new Decision(Decision.Rule.POINT, 0.01, 0.05, Duration.ZERO, false),
                promotion,
                onInconclusive,
                Duration.ofMinutes(1));
    }
}
