package io.jenkins.plugins.mirrorexperiment;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.ExtensionList;
import io.mirrorexperiment.sandbox.Bookinfo;
import io.mirrorexperiment.sandbox.Sandbox;
import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.mesh.ImageProfile;
import io.mirrorexperiment.sandbox.mesh.LoadOptions;
import io.mirrorexperiment.sandbox.mesh.MeshOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;

/** The bookshop with its customers, in a cluster of the test's own; and a controller that knows it by the names {@code shop} and {@code prom}. */
final class Shop implements AutoCloseable {
    private static final Duration SCRAPE = Duration.ofMillis(100);
    private static final double RATE = 60;
    private static final String BROKEN_PAGE = "example/productpage:2.0";

    private final Sandbox sandbox;

    private Shop(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** A shop whose new version is good. */
    static Shop open() {
        return open("");
    }

    /** A shop whose new version is what a profile says, as {@code errors=0.2}; with customers who were there for a while. */
    static Shop open(String dark) {
        return open(dark, MeshOptions.defaults());
    }

    /** A shop whose mesh takes mirrors for granted and sends no copies. */
    static Shop deaf() {
        return open("", MeshOptions.defaults().withIgnoreMirrors(true));
    }

    private static Shop open(String dark, MeshOptions mesh) {
        ImageProfile well = Objects.requireNonNull(Bookinfo.images().get(Bookinfo.DARK));
        Shop shop = new Shop(Sandbox.start(SandboxOptions.bookinfo()
                .withMesh(mesh.withSeed(7))
                .withScrapeInterval(SCRAPE)
                .withImages(Map.of(
                        Bookinfo.DARK,
                        dark.isEmpty() ? well : ImageProfile.parse(well, dark),
                        BROKEN_PAGE,
                        ImageProfile.parse(ImageProfile.STEADY, "errors=0.5")))));
        if (!shop.sandbox.awaitPods(Duration.ofMinutes(1))) {
            shop.close();
            throw new IllegalStateException("the shop's pods are not ready");
        }
        var customers = shop.sandbox.load(LoadOptions.of(shop.sandbox.gatewayUrl(), "bookshop.example", "/productpage")
                .withQps(RATE)
                .withSpacing(LoadOptions.Spacing.UNIFORM, 7));
        Patiently.until(
                "the shop has a past",
                Duration.ofMinutes(1),
                () -> customers.counts().sent() > 3 * RATE);
        return shop;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    /** Makes the controller know the shop. */
    void introduce() throws IOException {
        introduce(sandbox.kubeconfig(), sandbox.prometheusUrl());
    }

    /** The same under other names. */
    void introduceAs(String clusterName, String metricsName) throws IOException {
        introduce();
        ClusterProfile cluster = new ClusterProfile(clusterName);
        cluster.setCredentialsId("shop-kubeconfig");
        MirrorExperimentConfiguration.get().setClusters(List.of(cluster));
        MirrorExperimentConfiguration.get()
                .setMetrics(List.of(new MetricsProfile(metricsName, sandbox.prometheusUrl())));
    }

    /** What serves users now. */
    String liveImage() {
        return sandbox.cluster().view().list("deployments.apps").stream()
                .filter(object -> object.path("metadata").path("name").asText().equals("reviews-v1"))
                .map(object ->
                        object.at("/spec/template/spec/containers/0/image").asText())
                .findFirst()
                .orElse("none");
    }

    /** The same in a controller of another process, which can be told texts only. */
    static void introduce(String kubeconfig, String prometheus) throws IOException {
        System.setProperty("io.jenkins.plugins.mirrorexperiment.shortestIntervalMillis", "50");
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new FileCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        "shop-kubeconfig",
                        "the shop's cluster",
                        "kubeconfig",
                        SecretBytes.fromRawBytes(kubeconfig.getBytes(StandardCharsets.UTF_8))));
        SystemCredentialsProvider.getInstance().save();
        ClusterProfile cluster = new ClusterProfile("shop");
        cluster.setCredentialsId("shop-kubeconfig");
        // In a process of its own, the plugin's classes have another loader than the tests', so that they see only what
        // is public.
        MirrorExperimentConfiguration known = ExtensionList.lookupSingleton(MirrorExperimentConfiguration.class);
        known.setClusters(List.of(cluster));
        known.setMetrics(List.of(new MetricsProfile("prom", prometheus)));
    }

    /** A spec that comes to its end in seconds. */
    static String spec(int iterations, String more) {
        return """
                apiVersion: mirror-experiment.io/v1
                kind: MirrorExperiment
                metadata: {name: reviews-v2, namespace: default}
                spec:
                  service: reviews
                  live: {version: v1}
                  dark: {version: v2, image: "example/reviews:2.0", readyWithin: 30s}
                  mirror: {via: istio, percent: 100, methods: ["*"], settle: 100ms, flowWithin: 20s}
                  metrics: {prometheus: {url: "http://replaced-by-the-profile"}}
                  objectives:
                  - {metric: error-rate, upperLimit: 0.05}
                  duration: {interval: 250ms, iterations: %d, warmUp: 1}
                  decision: {rule: point, failFast: false}
                  protection: {baseline: 2s}
                %s""".formatted(iterations, more.isEmpty() ? "" : more.indent(2));
    }

    /** A spec of the shop's other service, whose new version is broken. */
    static String specOfBrokenPage(int iterations) {
        return spec(iterations, "")
                .replace("reviews-v2", "productpage-v2")
                .replace("service: reviews", "service: productpage")
                .replace("example/reviews:2.0", BROKEN_PAGE);
    }

    /** The step with a spec, its profiles, and more parameters. */
    static String step(String name, String spec, String... parameters) {
        String more = parameters.length == 0 ? "" : ", " + String.join(", ", parameters);
        return name + "(text: '''" + spec + "''', cluster: 'shop', metrics: 'prom'" + more + ")";
    }

    /** Whether nothing of a run is left: no dark version, no mirror, no pin. */
    boolean isTidy() {
        var cluster = sandbox.cluster().view();
        boolean open = Stream.of("virtualservices.networking.istio.io", "destinationrules.networking.istio.io")
                .flatMap(kind -> cluster.list(kind).stream())
                .map(object -> object.path("spec").toString())
                .anyMatch(spec -> spec.contains("\"mirror") || spec.contains("mirror-experiment-"));
        boolean dark = cluster.list("deployments.apps").stream()
                .anyMatch(
                        object -> object.path("metadata").path("name").asText().endsWith("-v2"));
        return !open && !dark;
    }

    /** Whether copies go to the dark version. */
    boolean isMirrored() {
        return sandbox.cluster().view().list("virtualservices.networking.istio.io").stream()
                .map(object -> object.path("spec").toString())
                .anyMatch(spec -> spec.contains("\"mirror\":") || spec.contains("\"mirrors\":"));
    }

    /** Whether there is a dark version. */
    boolean isDeployed() {
        return sandbox.cluster().view().list("deployments.apps").stream()
                .anyMatch(
                        object -> object.path("metadata").path("name").asText().equals("reviews-v2"));
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
