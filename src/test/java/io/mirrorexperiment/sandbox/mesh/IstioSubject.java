package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.sandbox.mesh.MeshBehaviour.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The test bed's Istio, in a namespace of its own. Pods are kept from test to test: what they received and counted before
 * {@link #begin} is left out.
 */
final class IstioSubject implements MeshBehaviour.Subject {

    private final Bed bed;
    private final BedPods pods;
    private final String namespace;
    private final String marker;
    private final Map<String, Integer> linesBefore = new HashMap<>();
    private IstioCounters before = IstioCounters.NONE;
    private boolean someDied;
    private int marks;

    IstioSubject(Bed bed, String namespace) {
        this.bed = bed;
        this.namespace = namespace;
        this.marker = "marker." + namespace + ".test";
        this.pods = new BedPods(bed, namespace);
        pods.create();
        begin();
    }

    /** Forgets everything that was stored, asked for and counted. */
    void begin() {
        pods.delete("VirtualService", "Gateway", "Sidecar");
        if (someDied) {
            pods.scale("v1", 1);
            pods.scale("v2", 1);
            someDied = false;
        }
        behave("v1", "");
        behave("v2", "");
        settle();
        Stage.await(() -> pods.underWay() == 0);
        for (String version : List.of("v1", "v2")) {
            linesBefore.put(version, log(version).size());
        }
        before = pods.counters();
    }

    @Override
    public void apply(String yaml) {
        pods.apply(yaml);
        settle();
    }

    /** Stores an object as it is, with its resource version where it has one. */
    void replace(String json) {
        pods.replace(json);
        settle();
    }

    void remove(String kind, String name) {
        kubectl("delete", kind + ".networking.istio.io", name);
        settle();
    }

    String kubectl(String... words) {
        return pods.kubectl(words);
    }

    String namespace() {
        return namespace;
    }

    /** The address of a version's first pod. */
    String address(String version) {
        return pods.addresses(version).get(0);
    }

    /** To be called when pods were replaced. */
    void forgetPods() {
        pods.forget();
    }

    /** Where clients outside ask as a client in the mesh. */
    URI door() {
        return pods.tester();
    }

    /** Istiod tells its proxies of changes in their order: when they obey a later one they obey all. */
    private void settle() {
        String mark = "mark-" + ++marks;
        pods.apply("""
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata: {name: marker}
                spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [%1$s]}]}
                ---
                apiVersion: networking.istio.io/v1
                kind: ServiceEntry
                metadata: {name: marker}
                spec: {hosts: [%1$s], ports: [{number: 9080, name: http, protocol: HTTP}], resolution: STATIC}
                ---
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: marker}
                spec:
                  hosts: [%1$s]
                  gateways: [mesh, marker]
                  http: [{directResponse: {status: 200, body: {string: %2$s}}}]
                """.formatted(marker, mark));
        Stage.await(
                () -> send(Stage.get(marker + ":9080", "/")).body().toString().equals(mark));
        Stage.await(
                () -> sendToGateway(Stage.get(marker, "/")).body().toString().equals(mark));
    }

    @Override
    public Answer send(Request request) {
        return BedHttp.send(pods.tester(), request.withHeaders(request.headers().with("x-forward-to", pods.service())));
    }

    @Override
    public Answer sendToGateway(Request request) {
        try {
            return BedHttp.send(bed.gateway(), request);
        } catch (UncheckedIOException noListenerYet) {
            return Answer.text(0, String.valueOf(noListenerYet.getMessage()));
        }
    }

    @Override
    public List<Received> received(String version) {
        List<JsonNode> lines = log(version);
        return lines.subList(Math.min(lines.size(), linesBefore.getOrDefault(version, 0)), lines.size()).stream()
                .map(line -> new Received(
                        line.path("id").asText(),
                        line.path("method").asText(),
                        line.path("path").asText(),
                        line.path("authority").asText()))
                .toList();
    }

    private List<JsonNode> log(String version) {
        List<JsonNode> lines = new ArrayList<>();
        for (String address : pods.addresses(version)) {
            try {
                new ObjectMapper()
                        .readTree(BedHttp.get("http://" + address + ":9081/log"))
                        .forEach(lines::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return lines;
    }

    @Override
    public double sum(String counter, Map<String, String> labels) {
        return pods.counters().since(before).sum(counter, labels);
    }

    @Override
    public String cluster(String subset) {
        return "outbound|9080|" + subset + "|reviews." + namespace + ".svc.cluster.local";
    }

    @Override
    public void behave(String version, String words) {
        for (String address : pods.addresses(version)) {
            BedHttp.post("http://" + address + ":9081/behaviour", words);
        }
    }

    @Override
    public void die(String version) {
        someDied = true;
        pods.scale(version, 0);
        assertThat(pods.addresses(version)).isEmpty();
    }

    @Override
    public void close() {
        pods.close();
    }
}
