package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.real.Patiently;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real istiod as the controller of the Gateway API: an HTTPRoute of the Service, real sidecars that copy and count. */
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

    private static String spec(RealShop shop) {
        return shop.kubectl("get", "httproute", "reviews", "-o", "jsonpath={.spec.rules}");
    }
}
