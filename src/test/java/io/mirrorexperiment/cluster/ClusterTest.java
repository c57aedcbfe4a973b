package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Change;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterTest {
    private static final String ROUTE_PATH = "/apis/networking.istio.io/v1/namespaces/shop/virtualservices/reviews";
    private static final Address ROUTE = new Address(Kind.VIRTUAL_SERVICE, "shop", "reviews");
    private static final String ROUTE_JSON = """
            {"apiVersion":"networking.istio.io/v1","kind":"VirtualService",
             "metadata":{"name":"reviews","namespace":"shop","zebra":{"unknown":[1,null,true]}},
             "spec":{"http":[{"mirrorPercentage":{"value":40.0},"weight":40,"big":12345678901234567890,
                              "long":0.1234567890123456789,"exponent":1e3}],"hosts":["reviews"]}}""";

    private final LoopbackApi api = new LoopbackApi();
    private final Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(api.kubeconfig("t0ken")));

    @AfterEach
    void close() {
        cluster.close();
        api.close();
    }

    @Test
    void keepsUnknownFieldsAndTheFormOfNumbersFromReadToReplace() {
        // Given
        api.put(ROUTE_PATH, ROUTE_JSON);
        Manifest read = cluster.read(ROUTE).orElseThrow();

        // When
        cluster.replace(read.withAnnotation("note", "x"));

        // Then
        String sent = api.seen.get(api.seen.size() - 1).body();
        assertThat(sent)
                .contains("\"zebra\":{\"unknown\":[1,null,true]}")
                .contains("\"value\":40.0,\"weight\":40".replace(",\"weight\"", "},\"weight\""))
                .contains("\"big\":12345678901234567890")
                .contains("\"long\":0.1234567890123456789")
                .contains("\"exponent\":1E+3");
    }

    @Test
    void aFractionEqualsWhatYamlReadersGive() {
        api.put(ROUTE_PATH, ROUTE_JSON);

        Manifest read = cluster.read(ROUTE).orElseThrow();

        assertThat(read.maps("spec", "http").get(0).get("mirrorPercentage")).isEqualTo(Map.of("value", 40.0));
    }

    @Test
    void anObjectThatIsNotThereIsEmpty() {
        assertThat(cluster.read(ROUTE)).isEmpty();
    }

    @Test
    void refusesToReplaceWhatChangedMeanwhile() {
        api.put(ROUTE_PATH, ROUTE_JSON);
        Manifest read = cluster.read(ROUTE).orElseThrow();
        api.touch(ROUTE_PATH);

        assertThatThrownBy(() -> cluster.replace(read))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT))
                .hasMessageContaining("replace VirtualService shop/reviews")
                .hasMessageContaining("the object has been modified");
    }

    @Test
    void replacingWhatIsGoneIsAConflict() {
        api.put(ROUTE_PATH, ROUTE_JSON);
        Manifest read = cluster.read(ROUTE).orElseThrow();
        cluster.delete(read);

        assertThatThrownBy(() -> cluster.replace(read)).satisfies(ClusterTest::isConflict);
    }

    @Test
    void neverReplacesBlindly() {
        assertThatThrownBy(() -> cluster.replace(
                        Manifest.of(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", "a")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("resourceVersion");
    }

    @Test
    void saysThatAnObjectExistsAlready() {
        Manifest map = configMap("a");
        cluster.create(map);

        assertThatThrownBy(() -> cluster.create(map))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ALREADY_EXISTS));
    }

    @Test
    void deletingTwiceIsFine() {
        Manifest made = cluster.create(configMap("a"));
        cluster.delete(made);

        cluster.delete(made);

        assertThat(cluster.read(made.address())).isEmpty();
    }

    @Test
    void doesNotDeleteAnotherObjectOfTheSameName() {
        Manifest old = cluster.create(configMap("a"));
        cluster.delete(old);
        cluster.create(configMap("a"));

        assertThatThrownBy(() -> cluster.delete(old)).satisfies(ClusterTest::isConflict);
    }

    @Test
    void deletesInTheBackgroundAndOnlyTheObjectThatWasRead() {
        Manifest made = cluster.create(configMap("a"));

        cluster.delete(made);

        assertThat(api.seen.get(api.seen.size() - 1).body())
                .contains("\"propagationPolicy\":\"Background\"")
                .contains("\"uid\":\"" + made.uid() + "\"");
    }

    @Test
    void putsAnObjectWithoutNamespaceWhereKubectlWould() {
        Manifest made = cluster.create(configMap("a"));

        assertThat(made.namespace()).isEqualTo("shop");
    }

    @Test
    void writesAreSignedWithOurFieldManager() {
        cluster.create(configMap("a"));

        assertThat(api.seen.get(api.seen.size() - 1).target()).endsWith("?fieldManager=mirror-experiment");
    }

    @Test
    void appliesTheChangesOfPureRooms() {
        Manifest made = cluster.apply(new Change.Create(configMap("a")));
        Manifest updated = cluster.apply(new Change.Update(made, made.withAnnotation("n", "1")));

        cluster.apply(new Change.Delete(updated));

        assertThat(updated.annotation("n")).contains("1");
        assertThat(cluster.read(made.address())).isEmpty();
    }

    @Test
    void anUpdateComparesWithTheObjectThatWasRead() {
        Manifest made = cluster.create(configMap("a"));
        api.touch("/api/v1/namespaces/shop/configmaps/a");

        assertThatThrownBy(() -> cluster.apply(new Change.Update(made, made.without("metadata", "resourceVersion"))))
                .satisfies(ClusterTest::isConflict);
    }

    @Test
    void prefersTheNewestIstioThatIsServed() {
        api.groups.put("networking.istio.io", List.of("v1alpha3", "v1beta1"));
        api.put(ROUTE_PATH.replace("/v1/", "/v1beta1/"), ROUTE_JSON.replace("io/v1\"", "io/v1beta1\""));

        assertThat(cluster.read(ROUTE)).isPresent();
    }

    @Test
    void sendsAnIstioObjectInTheVersionThatIsServed() {
        api.groups.put("networking.istio.io", List.of("v1beta1"));

        Manifest made = cluster.create(Manifest.of(Map.of(
                "apiVersion",
                "networking.istio.io/v1",
                "kind",
                "VirtualService",
                "metadata",
                Map.of("name", "reviews", "namespace", "shop"))));

        assertThat(made.text("apiVersion")).contains("networking.istio.io/v1beta1");
    }

    @Test
    void refusesAVersionThatIsNotServed() {
        assertThatThrownBy(() -> cluster.create(Manifest.of(
                        Map.of("apiVersion", "apps/v1beta2", "kind", "Deployment", "metadata", Map.of("name", "d")))))
                .hasMessageContaining("does not serve Deployment.apps as apps/v1beta2 but as apps/v1");
    }

    @Test
    void findsOutThatIstioIsNotThere() {
        api.groups.remove("networking.istio.io");

        assertThat(cluster.serves(Kind.VIRTUAL_SERVICE)).isFalse();
        assertThatThrownBy(() -> cluster.read(ROUTE))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_SERVED));
    }

    @Test
    void seesIstioWhenItIsInstalledLater() {
        List<String> versions = java.util.Objects.requireNonNull(api.groups.remove("networking.istio.io"));
        cluster.serves(Kind.VIRTUAL_SERVICE);
        api.groups.put("networking.istio.io", versions);

        assertThat(cluster.serves(Kind.VIRTUAL_SERVICE)).isTrue();
    }

    @Test
    void seesAKindThatIsAddedToAVersionLater() {
        cluster.serves(Kind.DESTINATION_RULE);
        api.trouble(request -> request.target().equals("/apis/networking.istio.io/v1")
                ? Optional.of(new LoopbackApi.Reply(
                        200,
                        "{\"resources\":[{\"name\":\"destinationrules\",\"kind\":\"DestinationRule\"},"
                                + "{\"name\":\"destinationrules/status\",\"kind\":\"DestinationRule\"}]}"))
                : Optional.empty());

        assertThat(cluster.serves(Kind.DESTINATION_RULE)).isTrue();
    }

    @Test
    void asksOnceWhatIsServed() {
        cluster.read(ROUTE);
        int before = api.seen.size();

        cluster.read(ROUTE);

        assertThat(api.seen).hasSize(before + 1);
    }

    @Test
    void listsAThousandObjectsPageByPage() {
        for (int i = 0; i < 1_001; i++) {
            api.put(
                    "/api/v1/namespaces/shop/configmaps/m" + i,
                    "{\"metadata\":{\"name\":\"m" + i + "\",\"namespace\":\"shop\",\"labels\":{\"a\":\"b\"}}}");
        }

        List<Manifest> all = cluster.list(Kind.CONFIG_MAP, Optional.of("shop"), Map.of("a", "b"));

        assertThat(all).hasSize(1_001).allMatch(map -> map.kind().equals(Kind.CONFIG_MAP));
        assertThat(all.stream().map(Manifest::name).distinct()).hasSize(1_001);
    }

    @Test
    void aListThatOutlivesItsSnapshotIsAskedForInOnePage() {
        for (int i = 0; i < 501; i++) {
            api.put("/api/v1/namespaces/shop/configmaps/m" + i, "{\"metadata\":{\"name\":\"m" + i + "\"}}");
        }
        api.trouble(request -> request.target().contains("continue=")
                ? Optional.of(new LoopbackApi.Reply(410, LoopbackApi.status(410, "Expired", "too old")))
                : Optional.empty());

        assertThat(cluster.list(Kind.CONFIG_MAP, Optional.empty(), Map.of())).hasSize(501);
    }

    @Test
    void findsThePodsOfAWorkload() {
        api.put("/api/v1/namespaces/shop/pods/p1", "{\"metadata\":{\"name\":\"p1\",\"labels\":{\"app\":\"a\"}}}");
        api.put("/api/v1/namespaces/shop/pods/p2", "{\"metadata\":{\"name\":\"p2\",\"labels\":{\"app\":\"b\"}}}");
        Manifest workload = Manifest.of(Map.of(
                "apiVersion",
                "apps/v1",
                "kind",
                "Deployment",
                "metadata",
                Map.of("name", "d", "namespace", "shop"),
                "spec",
                Map.of("selector", Map.of("matchLabels", Map.of("app", "a")))));

        assertThat(cluster.pods(workload)).extracting(Manifest::name).containsExactly("p1");
    }

    @Test
    void aWorkloadThatSelectsNothingHasNoPods() {
        api.put("/api/v1/namespaces/shop/pods/p1", "{\"metadata\":{\"name\":\"p1\"}}");

        assertThat(cluster.pods(configMap("a"))).isEmpty();
    }

    @Test
    void tellsTheNewestWarningsAboutAnObject() {
        event("e1", "Warning", "2026-11-21T08:00:00Z", "reviews", "Failed");
        event("e2", "Warning", "2026-11-21T09:00:00Z", "reviews", "BackOff");
        event("e3", "Normal", "2026-11-21T10:00:00Z", "reviews", "Pulled");
        event("e4", "Warning", "2026-11-21T11:00:00Z", "other", "Failed");

        assertThat(cluster.events(new Address(Kind.POD, "shop", "reviews")))
                .containsExactly("BackOff: it did", "Failed: it did");
    }

    @Test
    void eventsThatCannotBeHadAreNoTrouble() {
        api.trouble(request -> Optional.of(new LoopbackApi.Reply(500, "")));

        assertThat(cluster.events(new Address(Kind.POD, "shop", "reviews"))).isEmpty();
    }

    @Test
    void decodesASecret() {
        api.put(
                "/api/v1/namespaces/shop/secrets/prom",
                "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"prom\"},"
                        + "\"data\":{\"token\":\"czNjcmV0\"}}");

        assertThat(cluster.secret("shop", "prom", "token")).contains("s3cret");
        assertThat(cluster.secret("shop", "prom", "other")).isEmpty();
        assertThat(cluster.secret("shop", "none", "token")).isEmpty();
    }

    @Test
    void asksWhetherWeMay() {
        api.trouble(request -> request.target().contains("selfsubjectaccessreviews")
                ? Optional.of(new LoopbackApi.Reply(
                        201, "{\"status\":{\"allowed\":" + request.body().contains("\"verb\":\"get\"") + "}}"))
                : Optional.empty());

        assertThat(cluster.may("get", Kind.VIRTUAL_SERVICE, "shop")).isTrue();
        assertThat(cluster.may("update", Kind.VIRTUAL_SERVICE, "shop")).isFalse();
        assertThat(api.seen.get(api.seen.size() - 1).body())
                .contains("\"resource\":\"virtualservices\"", "\"group\":\"networking.istio.io\"");
    }

    @Test
    void callsUsWhatTheServerCallsUs() {
        api.trouble(request -> request.target().contains("selfsubjectreviews")
                ? Optional.of(new LoopbackApi.Reply(201, "{\"status\":{\"userInfo\":{\"username\":\"jane\"}}}"))
                : Optional.empty());

        assertThat(cluster.user()).isEqualTo("jane");
    }

    @Test
    void callsUsWhatTheKubeconfigDoesIfTheServerCannotSay() {
        assertThat(cluster.user()).isEqualTo("tester");
    }

    @Test
    void knowsTheServersTime() {
        assertThat(cluster.serverTime().orElseThrow())
                .isBetween(
                        java.time.Instant.now().minusSeconds(60),
                        java.time.Instant.now().plusSeconds(60));
    }

    @Test
    void sendsTheToken() {
        cluster.read(ROUTE);

        assertThat(api.seen).allMatch(request -> request.header("Authorization").equals("Bearer t0ken"));
    }

    private void event(String name, String type, String at, String about, String reason) {
        api.put("/api/v1/namespaces/shop/events/" + name, """
                {"metadata":{"name":"%s","namespace":"shop"},"type":"%s","lastTimestamp":"%s","reason":"%s",
                 "message":"it did","involvedObject":{"kind":"Pod","name":"%s"}}""".formatted(name, type, at, reason, about));
    }

    private static Manifest configMap(String name) {
        return Manifest.of(
                Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", name), "data", Map.of()));
    }

    private static void isConflict(Throwable thrown) {
        assertThat(thrown).isInstanceOfSatisfying(ClusterException.class, e -> assertThat(e.reason())
                .isEqualTo(Reason.CONFLICT));
    }
}
