package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Ground;
import io.mirrorexperiment.real.Patiently;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real istiod as the controller of the Gateway API: an HTTPRoute of the Service, one of a Gateway, real Envoys that copy and count. */
@Timeout(600)
class GatewayRealTest {
    private static final String ROUTE = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: reviews}
            spec:
              parentRefs: [{group: '', kind: Service, name: reviews, port: 9080}]
              rules:
              - matches: [{path: {type: PathPrefix, value: /}}]
                backendRefs: [{name: reviews, port: 9080}]
                timeouts: {request: 10s}
            """;

    private static final String GRANT = """
            apiVersion: gateway.networking.k8s.io/v1beta1
            kind: ReferenceGrant
            metadata: {name: front}
            spec:
              from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: %s}]
              to: [{group: '', kind: Service%s}]
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void aGoodVersionIsPromotedAndABadOneRolledBack() {
        try (RealShop shop = RealShop.open(folder)) {
            shop.ground().apply(ROUTE);
            Patiently.until("the mesh has taken the route", Duration.ofSeconds(60), () -> shop.kubectl(
                            "get", "httproute", "reviews", "-o", "jsonpath={.status.parents[*].conditions[*].type}")
                    .contains("Accepted"));
            String before = spec(shop);

            Typed bad = shop.type(
                    shop.admin(),
                    "run",
                    shop.spec().toString(),
                    "--set",
                    "spec.dark.image=testbed.local/reviews:2.0-broken",
                    "--set",
                    "spec.mirror.percent=50");
            Typed good = shop.type(shop.admin(), "run", shop.spec().toString());

            assertThat(bad.code()).as(bad.out() + bad.err()).isEqualTo(1);
            assertThat(good.code()).as(good.out() + good.err()).isZero();
            assertThat(good.lastLine()).contains("verdict=conforms", "outcome=promoted");
            assertThat(spec(shop)).isEqualTo(before);
            assertThat(shop.kubectl("get", "services")).doesNotContain("mirror-experiment-reviews");
            assertThat(shop.kubectl("get", "service", "reviews", "-o", "jsonpath={.spec.selector}"))
                    .isEqualTo("{\"app\":\"reviews\"}");
            assertThat(shop.kubectl("get", "virtualservices")).isEmpty();
            assertThat(shop.customers().count().lost())
                    .as("requests of customers that were lost")
                    .isZero();
        }
    }

    /** Without a grant for our Service nothing is begun; with one, a mirror of the user's beside ours harms neither. */
    @Test
    void aRouteOfAGatewayInAnotherNamespaceIsMirroredBesideItsOwnMirror() {
        try (Ground edge = Ground.real();
                RealShop shop = RealShop.open(folder, host(edge), (bed, space) -> door(edge, bed, space))) {
            String before = spec(shop, edge);

            Typed refused = shop.type(shop.admin(), "run", shop.spec().toString());
            shop.ground().apply(GRANT.formatted(edge.namespace(), ""));
            int audited = audited(shop, edge);
            Typed good = shop.type(shop.admin(), "run", shop.spec().toString(), "--set", "spec.mirror.percent=50");

            assertThat(refused.code()).as(refused.out() + refused.err()).isEqualTo(4);
            assertThat(refused.out().replaceAll("\\s+", " "))
                    .contains("no ReferenceGrant lets it send to Service mirror-experiment-reviews");
            assertThat(good.code()).as(good.out() + good.err()).isZero();
            assertThat(good.lastLine()).contains("verdict=conforms", "outcome=promoted");
            assertThat(audited(shop, edge)).isGreaterThan(audited);
            assertThat(spec(shop, edge)).isEqualTo(before);
            assertThat(shop.customers().count().lost()).isZero();
        }
    }

    private static String host(Ground edge) {
        return edge.namespace() + ".example";
    }

    private static URI door(Ground edge, Bed bed, Ground shop) {
        shop.apply(GRANT.formatted(edge.namespace(), ", name: reviews"));
        edge.apply(text("edge.yaml").replace("EDGE", edge.namespace()).replace("SHOP", shop.namespace()));
        return URI.create("http://"
                + bed.kubectl("-n", edge.namespace(), "get", "service", "front", "-o", "jsonpath={.spec.clusterIP}"));
    }

    private static String text(String name) {
        try (InputStream in = Objects.requireNonNull(GatewayRealTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String spec(RealShop shop, Ground edge) {
        return shop.kubectl("-n", edge.namespace(), "get", "httproute", "reviews", "-o", "jsonpath={.spec.rules}");
    }

    /** How many copies the user's own mirror has brought. */
    private static int audited(RealShop shop, Ground edge) {
        String log = "/api/v1/namespaces/" + edge.namespace() + "/services/audit:doors/proxy/log";
        return shop.kubectl("get", "--raw", log).split("\"n\":", -1).length - 1;
    }

    private static String spec(RealShop shop) {
        return shop.kubectl("get", "httproute", "reviews", "-o", "jsonpath={.spec.rules}");
    }
}
