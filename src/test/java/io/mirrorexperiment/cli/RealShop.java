package io.mirrorexperiment.cli;

import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Customers;
import io.mirrorexperiment.real.Ground;
import io.mirrorexperiment.real.Patiently;
import io.mirrorexperiment.real.Welcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Reviews v1 and its customers in a namespace of the test bed, a spec that tries v2, and somebody who types commands. */
final class RealShop implements AutoCloseable {
    private static final Path BOOKINFO = Path.of("src/testbed/bookinfo.yaml");

    private final Path folder;
    private final Bed bed;
    private final Ground ground;
    private final Customers customers;

    private RealShop(Path folder, Bed bed, Ground ground, URI door, String host) {
        this.folder = folder;
        this.bed = bed;
        this.ground = ground;
        Welcome.await(door.resolve("/reviews/1"), host);
        this.customers = Customers.of(door, host, "/reviews/1", 20);
    }

    /** Open, with customers who are in the mesh themselves; what it writes goes to the folder. */
    static RealShop open(Path folder) {
        return opened((bed, ground) -> {
            String tester = bed.kubectl(
                    "-n", ground.namespace(), "get", "service", "tester", "-o", "jsonpath={.spec.clusterIP}");
            return new RealShop(folder, bed, ground, URI.create("http://" + tester + ":9090"), "reviews:9080");
        });
    }

    /** Open, with customers who come by a door that is made for them, and name that host. */
    static RealShop open(Path folder, String host, BiFunction<Bed, Ground, URI> door) {
        return opened((bed, ground) -> new RealShop(folder, bed, ground, door.apply(bed, ground), host));
    }

    private static RealShop opened(BiFunction<Bed, Ground, RealShop> customers) {
        Bed bed = Bed.up().with("api").with("mesh").with("prometheus");
        Ground ground = Ground.real();
        ground.apply("{apiVersion: v1, kind: Namespace, metadata: {name: %s, labels: {istio-injection: enabled}}}"
                .formatted(ground.namespace()));
        try {
            ground.apply(Files.readString(BOOKINFO));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bed.kubectl(
                "-n", ground.namespace(), "wait", "deployment", "--all", "--for=condition=Available", "--timeout=110s");
        RealShop shop = customers.apply(bed, ground);
        shop.awaitTraffic();
        return shop;
    }

    /** Customers whom Prometheus has known for longer than a baseline takes. */
    private void awaitTraffic() {
        String seen = "sum(istio_requests_total{reporter=\"destination\",destination_workload=\"reviews-v1\","
                + "destination_workload_namespace=\"" + namespace() + "\"} offset 10s) > 20";
        URI question =
                bed.prometheus().resolve("/api/v1/query?query=" + URLEncoder.encode(seen, StandardCharsets.UTF_8));
        Patiently.until("customers are served: " + customers.count(), Duration.ofSeconds(60), () -> text(question)
                .contains("\"value\""));
    }

    private static String text(URI address) {
        try (InputStream in = address.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String namespace() {
        return ground.namespace();
    }

    Ground ground() {
        return ground;
    }

    Customers customers() {
        return customers;
    }

    /** As an administrator, in the namespace. */
    String kubectl(String... words) {
        List<String> all = new ArrayList<>(List.of("-n", ground.namespace()));
        all.addAll(Arrays.asList(words));
        return bed.kubectl(all.toArray(String[]::new));
    }

    /** A spec that tries reviews 2.0, which is as good as 1.0; {@code --set spec.dark.image=…} tries another. */
    Path spec() {
        return write("spec.yaml", """
                apiVersion: mirror-experiment.io/v1
                kind: MirrorExperiment
                metadata: {name: reviews-v2}
                spec:
                  service: reviews
                  live: {version: v1}
                  dark: {version: v2, image: "testbed.local/reviews:2.0", readyWithin: 90s}
                  mirror: {percent: 100, settle: 1s, flowWithin: 60s}
                  metrics: {prometheus: {url: "%s"}}
                  objectives:
                  - {metric: error-rate, upperLimit: 0.01}
                  duration: {interval: 2s, iterations: 3, warmUp: 1}
                  decision: {rule: point}
                  protection: {baseline: 5s}
                """.formatted(bed.prometheus()));
    }

    /** A file with a kubeconfig. */
    Path kubeconfig(String text) {
        return write("kubeconfig-" + Integer.toHexString(text.hashCode()), text);
    }

    /** A file with an administrator's kubeconfig, for the namespace. */
    Path admin() {
        return kubeconfig(ground.kubeconfig());
    }

    /** Types a command with a kubeconfig. */
    Typed type(Path kubeconfig, String... words) {
        return type("state", kubeconfig, Stopwatch.ofThisProcess(), words);
    }

    /** Types a command as an administrator whose home is empty, and for whom time passes as they like. */
    Typed observe(Stopwatch time, String... words) {
        return type("nobody-has-been-here", admin(), time, words);
    }

    private Typed type(String home, Path kubeconfig, Stopwatch time, String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--kubeconfig", kubeconfig.toString()));
        return Typed.on(
                Map.of("XDG_STATE_HOME", folder.resolve(home).toString()),
                Signals.none(),
                time,
                all.toArray(String[]::new));
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        customers.close();
        ground.close();
    }
}
