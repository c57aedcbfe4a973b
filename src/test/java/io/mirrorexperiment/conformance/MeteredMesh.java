package io.mirrorexperiment.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Customers;
import io.mirrorexperiment.real.Ground;
import io.mirrorexperiment.real.Patiently;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The bed's small application in a namespace of its own, behind the gateway and in the mesh, and its callers. */
final class MeteredMesh implements AutoCloseable {
    private static final String AGENT = "/usr/local/bin/pilot-agent";

    private final Bed bed = Bed.up().with("mesh").with("prometheus");
    private final Ground ground = Ground.real();
    private final HttpClient http = HttpClient.newHttpClient();
    private final MeshMeter meter = new MeshMeter(bed.prometheus(), ground.namespace());

    private long served;
    private long failed;

    /** Where customers knock, and what Host they say. */
    record Door(URI address, String host) {}

    static MeteredMesh open() {
        MeteredMesh mesh = new MeteredMesh();
        try {
            mesh.furnish();
            return mesh;
        } catch (RuntimeException e) {
            mesh.close();
            throw e;
        }
    }

    private void furnish() {
        bed.kubectl("label", "namespace", ground.namespace(), "istio-injection=enabled");
        ground.apply(file("bookinfo.yaml"));
        ground.apply(file("bookinfo-v2.yaml"));
        ready();
        ground.apply("""
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata: {name: outside}
                spec:
                  selector: {istio: ingressgateway}
                  servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["%s"]}]
                """.formatted(gateway().host()));
    }

    private static String file(String name) {
        try {
            return Files.readString(Path.of("src/testbed", name));
        } catch (IOException cause) {
            throw new IllegalStateException(cause);
        }
    }

    private String kubectl(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "-n";
        all[1] = ground.namespace();
        System.arraycopy(words, 0, all, 2, words.length);
        return bed.kubectl(all).strip();
    }

    private void ready() {
        kubectl("wait", "--for=condition=Available", "deployment", "--all", "--timeout=110s");
    }

    Door gateway() {
        return new Door(bed.gateway(), "reviews." + ground.namespace() + ".example");
    }

    Door tester() {
        String address = kubectl("get", "service", "tester", "-o", "jsonpath={.spec.clusterIP}");
        return new Door(URI.create("http://" + address + ":9090"), "reviews:9080");
    }

    /** Sends all to v1, without retries; {@code mirror} is further fields of the route. Returns when it has arrived. */
    void route(String mirror) {
        String fields = mirror.isEmpty() ? "" : ", " + mirror;
        ground.apply("""
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: reviews}
                spec:
                  hosts: [reviews, "%s"]
                  gateways: [mesh, outside]
                  http:
                  - {route: [{destination: {host: reviews, subset: v1, port: {number: 9080}}}], retries: {attempts: 0}%s}
                """.formatted(gateway().host(), fields));
        Patience.await(
                () -> testersRoute().contains("request_mirror_policies") != mirror.isEmpty(), "the route to arrive");
        Patience.await(() -> answers(gateway()) && answers(tester()), "both doors to answer");
    }

    /** What the tester's proxy knows of this namespace's reviews; it knows the services of all namespaces. */
    private String testersRoute() {
        String name = "reviews." + ground.namespace() + ".svc.cluster.local:9080";
        String dump = testersProxy("config_dump?resource=dynamic_route_configs");
        try {
            List<String> found = new ArrayList<>();
            new ObjectMapper()
                    .readTree(dump.substring(dump.indexOf("{\n")))
                    .findValues("virtual_hosts")
                    .forEach(hosts -> hosts.forEach(host -> {
                        if (host.path("name").asText().equals(name)) {
                            found.add(host.toString());
                        }
                    }));
            return String.join("", found);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private String testersProxy(String page) {
        return kubectl("exec", "deployment/tester", "-c", "istio-proxy", "--", AGENT, "request", "GET", page);
    }

    private boolean answers(Door door) {
        Customers.Count count = count(door, 20, Duration.ofMillis(300));
        return count.servedBy().equals(Map.of("reviews-v1", count.sent()));
    }

    /** How an application acts from now on. */
    void behave(String workload, String behaviour) {
        String address = kubectl(
                "get",
                "pod",
                "-l",
                "version=" + workload.substring("reviews-".length()) + ",app=reviews",
                "-o",
                "jsonpath={.items[0].status.podIP}");
        text(HttpRequest.newBuilder(URI.create("http://" + address + ":9081/behaviour"))
                .POST(BodyPublishers.ofString(behaviour)));
    }

    /** Replaces the dark pod, so that nothing has ever been counted for it under its present name. */
    void freshDark() {
        kubectl("delete", "deployment", "reviews-v2", "--wait=true");
        Patience.await(() -> meter.read("reviews-v2") instanceof Reading.Absent, "the old dark pod's series to end");
        ground.apply(file("bookinfo-v2.yaml"));
        ready();
        String address = kubectl("get", "pod", "-l", "version=v2", "-o", "jsonpath={.items[0].status.podIP}");
        Patience.await(
                () -> testersProxy("clusters").contains("v2|reviews")
                        && testersProxy("clusters").contains(address + ":9080::"),
                "the dark pod to be known to its callers");
    }

    /** Ends a proxy as a crash does; its container comes again in the same pod. */
    void restartProxy(String workload) {
        String pod = kubectl(
                "get",
                "pod",
                "-l",
                "version=" + workload.substring("reviews-".length()) + ",app=reviews",
                "-o",
                "jsonpath={.items[0].metadata.name}");
        kubectl("exec", pod, "-c", "istio-proxy", "--", AGENT, "request", "POST", "quitquitquit");
        Patience.await(() -> meter.read(workload) instanceof Reading.Absent, "the proxy to be away");
        ready();
        Patience.await(() -> answers(tester()), "the proxy to be back");
        meter.settled(workload);
    }

    /** Asks at this rate so long and returns when every answer has come. */
    Customers load(Door door, double perSecond, Duration length) {
        return load(door, perSecond, length, () -> {});
    }

    Customers.Count count(Door door, double perSecond, Duration length) {
        return load(door, perSecond, length).count();
    }

    Customers.Count count(Door door, double perSecond, Duration length, Runnable meanwhile) {
        return load(door, perSecond, length, meanwhile).count();
    }

    /** Calls {@code meanwhile} about five times a second. */
    private Customers load(Door door, double perSecond, Duration length, Runnable meanwhile) {
        Customers customers = Customers.of(door.address(), door.host(), "/reviews/1", perSecond);
        try (customers) {
            Instant end = Instant.now().plus(length);
            while (Instant.now().isBefore(end)) {
                meanwhile.run();
                Patiently.pass(Duration.ofMillis(200));
            }
        }
        served += customers.count().servedBy().getOrDefault("reviews-v1", 0L);
        failed += customers.count().answers().getOrDefault("500", 0L);
        return customers;
    }

    /** How many requests v1 has answered to this mesh's callers, in all. */
    long served() {
        return served;
    }

    /** How many of them with status 500. */
    long failed() {
        return failed;
    }

    /** What Prometheus has of it. */
    MeshMeter meter() {
        return meter;
    }

    /** The cluster, seen as an administrator sees it. */
    Cluster cluster() {
        return Cluster.connect(ClusterOptions.fromKubeconfigText(ground.kubeconfig()));
    }

    private String text(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException cause) {
            throw new IllegalStateException(cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        meter.close();
        ground.close();
    }
}
