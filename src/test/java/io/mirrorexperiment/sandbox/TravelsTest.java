package io.mirrorexperiment.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The travel agency is one: a portal's request goes all the way to the database, with the portal's name. */
class TravelsTest {
    private static final Sandbox SANDBOX = Sandbox.start(SandboxOptions.travels()
            .withScrapeInterval(Duration.ofMillis(100))
            .withManifest(Travels.travelsVersions())
            .withManifest(Travels.mysqldbVersions())
            .withManifest(Travels.portals(5)));

    @BeforeAll
    static void opens() {
        assertThat(SANDBOX.awaitPods(Duration.ofSeconds(60))).isTrue();
    }

    @AfterAll
    static void closes() {
        SANDBOX.close();
    }

    private static double value(String promql) {
        try {
            URI uri = URI.create(SANDBOX.prometheusUrl() + "/api/v1/query?query="
                    + URLEncoder.encode(promql, StandardCharsets.UTF_8));
            String body = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            JsonNode result = new ObjectMapper().readTree(body).path("data").path("result");
            return result.isEmpty() ? 0 : result.path(0).path("value").path(1).asDouble();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitSome(String promql) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!(value(promql) > 0)) {
            assertThat(System.nanoTime()).as("nothing was counted by " + promql).isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }

    @Test
    void eachPortalAsksAllVersionsOfTravels() {
        for (String portal : Travels.PORTAL_WORKLOADS.values()) {
            for (String version : new String[] {"v1", "v2", "v3"}) {
                awaitSome("sum(istio_requests_total{reporter=\"source\",source_workload=\"" + portal
                        + "\",destination_workload=\"travels-" + version + "\",response_code=\"200\"})");
            }
        }
    }

    @Test
    void travelsAsksAllOthersAndHotelsTheDatabase() {
        for (String service : new String[] {"hotels", "cars", "flights", "insurances"}) {
            awaitSome(
                    "sum(istio_requests_total{reporter=\"destination\",source_app=\"travels\",destination_service_name=\""
                            + service + "\",response_code=\"200\"})");
        }
        awaitSome("sum(istio_requests_total{source_app=\"hotels\",destination_service_name=\"discounts\"})");
        for (String version : new String[] {"v1", "v2", "v3"}) {
            awaitSome(
                    "sum(istio_tcp_sent_bytes_total{reporter=\"destination\",source_app=\"hotels\",destination_workload=\"mysqldb-"
                            + version + "\"})");
        }
    }

    /** A route of hotels that goes by the header finds it, two services behind the portal. */
    @Test
    void theAgencyPassesThePortalsNameOn() {
        SANDBOX.apply("""
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: hotels, namespace: travel-agency}
                spec:
                  hosts: [hotels]
                  http:
                  - match: [{headers: {portal: {exact: viaggi.it}}}]
                    fault: {abort: {httpStatus: 418, percentage: {value: 100}}}
                    route: [{destination: {host: hotels}}]
                  - route: [{destination: {host: hotels}}]
                """);
        awaitSome(
                "sum(istio_requests_total{reporter=\"source\",destination_service_name=\"hotels\",response_code=\"418\","
                        + "response_flags=\"FI\"})");
    }

    @Test
    void aLoadTesterAsksFromFiftyConnections() {
        SANDBOX.apply(Travels.loadTester(50));
        awaitSome(
                "sum(istio_requests_total{reporter=\"source\",source_workload=\"loadtester\",response_code=\"200\"})");
    }
}
