package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Bed.Said;
import io.mirrorexperiment.sandbox.mesh.MeshBehaviour.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Facts of today's Istio on which decisions of ours rest. Alone, since istiod is started anew with other settings. */
@Isolated
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IstioFactsRealTest {
    private final Bed bed = Bed.up().with("mesh");
    private IstioSubject mesh;

    @BeforeAll
    void opens() {
        mesh = new IstioSubject(bed, "facts");
    }

    @BeforeEach
    void begins() {
        mesh.begin();
    }

    @AfterAll
    void closes() {
        mesh.close();
    }

    private static String mirroredTo(String subset) {
        return MeshBehaviour.reviewsRoutes(
                "{" + MeshBehaviour.TO_V1 + ", mirror: {host: reviews, subset: " + subset + "}}");
    }

    /** Before Istio 1.28 the suffix was there unless istiod was told otherwise; today it must be told to add it. */
    @Test
    void copiesHaveAShadowSuffixOnlyIfIstiodIsToldTo() {
        mesh.apply(mirroredTo("v2"));
        assertThat(authorityOfACopy()).isEqualTo("reviews:9080");
        restartIstiod("ISTIOD_SETTINGS=DISABLE_SHADOW_HOST_SUFFIX=false");
        try {
            Waiting.until(() -> authorityOfACopy().equals("reviews-shadow:9080"));
        } finally {
            restartIstiod("ISTIOD_SETTINGS=");
        }
        Waiting.until(() -> authorityOfACopy().equals("reviews:9080"));
    }

    private String authorityOfACopy() {
        Request request = MeshBehaviour.get("/");
        assertThat(mesh.send(request).status()).isEqualTo(200);
        Stage.await(() -> copy(request).isPresent());
        return copy(request).orElseThrow().authority();
    }

    private Optional<Received> copy(Request request) {
        return mesh.received("v2").stream()
                .filter(one -> one.id().equals(MeshBehaviour.id(request)))
                .findFirst();
    }

    private void restartIstiod(String setting) {
        String commands = bed.fact("commands");
        Said.of(List.of(commands + "/stop", "istiod"), 60).mustSucceed();
        Said.of(List.of("env", setting, commands + "/start", "istiod"), 120).mustSucceed();
    }

    /** Only the analyzer would have told: the gate defines the subset first and reads it back. */
    @Test
    void aMirrorToAnUnknownSubsetIsStoredAndSilentlyMirrorsNothing(@TempDir Path folder) throws IOException {
        mesh.apply(mirroredTo("nobody"));
        for (int i = 0; i < 20; i++) {
            assertThat(mesh.send(MeshBehaviour.get("/")).status()).isEqualTo(200);
        }
        assertThat(mesh.received("v2")).isEmpty();
        assertThat(mesh.sum(
                        "envoy_cluster_upstream_rq_total", java.util.Map.of("cluster_name", mesh.cluster("nobody"))))
                .isZero();
        Path route = Files.writeString(folder.resolve("route.yaml"), mirroredTo("nobody"));
        Said said = Said.of(
                List.of(
                        bed.program("istioctl").toString(),
                        "--kubeconfig=" + bed.kubeconfig(),
                        "analyze",
                        "--namespace=" + mesh.namespace(),
                        route.toString()),
                60);
        assertThat(said.all()).contains("IST0101", "reviews+nobody");
    }

    /** Its callers look the pods up and choose one themselves: no pin would hold there, and a run is refused. */
    @Test
    void aHeadlessServiceIsServedByThePodThatWasChosenWhateverItsRouteSays() {
        mesh.apply(HEADLESS);
        for (int i = 0; i < 10; i++) {
            assertThat(servedByChosen("v1")).isEqualTo("reviews-v1");
            assertThat(servedByChosen("v2")).as("though all leads to v1").isEqualTo("reviews-v2");
        }
        assertThat(mesh.received("v2")).as("requests, and no copies").hasSize(10);
    }

    private String servedByChosen(String version) {
        Request request = MeshBehaviour.get("/").withAuthority("heads:9080");
        String chosen = mesh.address(version) + ":9080";
        return BedHttp.send(mesh.door(), request.withHeaders(request.headers().with("x-forward-to", chosen)))
                .headers()
                .first("x-served-by")
                .orElse("nobody");
    }

    /** Neither the client nor any counter of a request tells: that is why the flow of copies has to be proven. */
    @Test
    void aDeadDarkVersionIsInvisibleToClientsAndToTheMetricsOfRequests() {
        mesh.apply(mirroredTo("v2"));
        mesh.die("v2");
        for (int i = 0; i < 20; i++) {
            assertThat(mesh.send(MeshBehaviour.get("/")).status()).isEqualTo(200);
        }
        Stage.await(() -> mesh.counted("source", "v1") >= 20);
        assertThat(mesh.counted("source", "v2")).isZero();
        assertThat(mesh.counted("destination", "v2")).isZero();
        assertThat(mesh.sum("istio_requests_total", java.util.Map.of("response_code", "503")))
                .isZero();
    }

    /** Connections keep the filters that they began with until they are drained; new ones have the new filters. */
    @Test
    void aConnectionKeepsItsFiltersWhenTheyChange() throws IOException {
        String door = "http://" + mesh.address("v1") + ":9080/";
        OkHttpClient kept = new OkHttpClient();
        assertThat(filterSeen(kept, door)).isEmpty();
        mesh.apply(FILTER);
        try {
            Waiting.until(() -> filterSeen(new OkHttpClient(), door).isPresent());
            assertThat(filterSeen(kept, door)).as("on the kept connection").isEmpty();
        } finally {
            mesh.remove("envoyfilter", "seen");
        }
    }

    private static Optional<String> filterSeen(OkHttpClient client, String url) {
        try (Response response =
                client.newCall(new okhttp3.Request.Builder().url(url).build()).execute()) {
            assertThat(response.code()).isEqualTo(200);
            return Optional.ofNullable(response.header("x-seen"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static final String HEADLESS = """
            apiVersion: v1
            kind: Service
            metadata: {name: heads}
            spec: {clusterIP: None, selector: {app: reviews}, ports: [{name: http, port: 9080, targetPort: 9080}]}
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: heads}
            spec: {host: heads, subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]}
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: heads}
            spec: {hosts: [heads], http: [{route: [{destination: {host: heads, subset: v1}}], mirror: {host: heads, subset: v2}}]}
            """;

    private static final String FILTER = """
            apiVersion: networking.istio.io/v1alpha3
            kind: EnvoyFilter
            metadata: {name: seen}
            spec:
              workloadSelector: {labels: {app: reviews}}
              configPatches:
              - applyTo: HTTP_FILTER
                match:
                  context: SIDECAR_INBOUND
                  listener: {filterChain: {filter: {name: envoy.filters.network.http_connection_manager, subFilter: {name: envoy.filters.http.router}}}}
                patch:
                  operation: INSERT_BEFORE
                  value:
                    name: seen
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua
                      default_source_code:
                        inline_string: "function envoy_on_response(handle) handle:headers():add('x-seen', 'yes') end"
            """;
}
