package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** What somebody else does to the demo's cluster.
 *
 * @param shop whose cluster it is
 */
record InitScenes(Shop shop) {
    private static final String OWNER = "argocd.argoproj.io/tracking-id";

    /** Another version of reviews, to which no route leads. */
    void version(String version) {
        make(deployment("reviews", version, "example/reviews:2.0"));
    }

    /** A Service with a version that nobody calls. */
    void quietService() {
        make(deployment("quiet", "v1", "example/reviews:1.0"));
        headless("quiet", "{app: quiet}");
    }

    void headless(String name, String selector) {
        make("""
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: default}
                spec: {selector: %s, ports: [{name: http, port: 9080}]}
                """.formatted(name, selector));
    }

    /** A Service that is called as a metrics system is; nothing is behind it, and outside of a cluster its name is none. */
    void prometheus() {
        make("""
                apiVersion: v1
                kind: Service
                metadata: {name: prometheus, namespace: default}
                spec: {selector: {app: prometheus}, ports: [{name: http, port: 9090}]}
                """);
    }

    /** The route of reviews from now on. */
    void route(String entry) {
        edit(route -> route.with(
                Objects.requireNonNull(
                        ManifestText.tree("http: [{route: " + entry + "}]").get("http")),
                "spec",
                "http"));
    }

    void owned() {
        edit(route -> route.withAnnotation(OWNER, "shop:networking.istio.io/VirtualService:default/reviews"));
    }

    void disowned() {
        edit(route -> route.withoutAnnotation(OWNER));
    }

    private void edit(UnaryOperator<Manifest> change) {
        try (Cluster cluster = shop.connect()) {
            Address address = new Address(Kind.VIRTUAL_SERVICE, "default", "reviews");
            cluster.replace(change.apply(cluster.read(address).orElseThrow()));
        }
    }

    private void make(String yaml) {
        try (Cluster cluster = shop.connect()) {
            cluster.create(Manifest.of(ManifestText.tree(yaml)));
        }
    }

    private static String deployment(String app, String version, String image) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s-%2$s, namespace: default}
                spec:
                  selector: {matchLabels: {app: %1$s, version: %2$s}}
                  template:
                    metadata: {labels: {app: %1$s, version: %2$s}}
                    spec: {containers: [{name: main, image: "%3$s", ports: [{containerPort: 9080}]}]}
                """.formatted(app, version, image);
    }
}
