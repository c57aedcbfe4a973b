package io.mirrorexperiment.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.graph.CopyTarget;
import io.mirrorexperiment.graph.Service;
import io.mirrorexperiment.graph.Treatment;
import io.mirrorexperiment.manifest.ManifestText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What routes and rules are read to do to requests. */
class TreatmentsTest {
    private static final String RULE = """
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: travels, namespace: travel-agency}
            spec:
              host: travels.travel-agency.svc.cluster.local
              subsets:
              - {name: v1, labels: {version: v1}}
              - {name: v3, labels: {version: v3}, trafficPolicy: {outlierDetection: {consecutive5xxErrors: 1}}}
              trafficPolicy: {connectionPool: {tcp: {maxConnections: 1}, http: {http1MaxPendingRequests: 1}}}
            """;
    private static final Service TRAVELS = new Service("travel-agency", "travels");

    /** Seed 004's last scenario. */
    @Test
    void aMirrorIsReadWithThePodsThatItMeans() throws IOException {
        List<Treatment> read = read(route("v1", """
                  - route:
                    - {destination: {host: travels, subset: v1}, weight: 80}
                    - {destination: {host: travels, subset: v2}, weight: 20}
                    mirror: {host: travels, subset: v3}
                    mirrorPercentage: {value: 50}
                """) + RULE + """
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: travels-three, namespace: travel-agency}
                spec: {template: {metadata: {labels: {app: travels, version: v3}}}}
                """);

        Treatment mirror = read.stream().filter(Treatment::isMirror).findFirst().orElseThrow();
        assertThat(mirror.service()).isEqualTo(TRAVELS);
        assertThat(mirror.percent()).hasValue(50);
        assertThat(mirror.words()).isEqualTo("mirrors 50 % of the requests to travels.travel-agency, subset v3");
        assertThat(mirror.target()).contains(new CopyTarget(TRAVELS, Map.of("version", "v3"), Set.of("travels-three")));
        assertThat(read.stream().filter(Treatment::isMirror)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v1       | mirrorPercentage: {value: 12.5}   | 12.5
            v1beta1  | mirrorPercent: 40                 | 40
            v1alpha3 | mirror_percent: 7                 | 7
            v1       |                                   | 100
            """)
    void mirrorsAreReadInEveryDialect(String version, String share, double percent) throws IOException {
        List<Treatment> read = read(route(version, """
                  - route: [{destination: {host: travels}}]
                    mirror: {host: travels, subset: v3}
                """ + (share == null ? "" : "    " + share + "\n")) + RULE);

        assertThat(read).filteredOn(Treatment::isMirror).singleElement().satisfies(mirror -> assertThat(
                        mirror.percent())
                .hasValue(percent));
    }

    @Test
    void aMirrorOfNothingIsNone() throws IOException {
        assertThat(read(route("v1", """
                  - route: [{destination: {host: travels}}]
                    mirror: {host: travels, subset: v3}
                    mirrorPercentage: {value: 0}
                """))).isEmpty();
    }

    @Test
    void faultsTimeOutsAndRetriesAreRead() throws IOException {
        List<Treatment> read = read(route("v1", """
                  - match: [{headers: {portal: {exact: voyages.fr}}}]
                    fault:
                      delay: {percentage: {value: 100}, fixedDelay: 5s}
                      abort: {percent: 10, httpStatus: 503}
                    timeout: 2s
                    retries: {attempts: 3}
                    route: [{destination: {host: travels}}]
                  - timeout: 0s
                    route: [{destination: {host: travels}}]
                """));

        assertThat(read)
                .extracting(Treatment::words)
                .containsExactly(
                        "delays 100 % of the requests that match it by 5s",
                        "answers 10 % of the requests that match it with HTTP status 503",
                        "gives requests that match it 2s at most",
                        "tries requests that match it again up to 3 times");
    }

    @Test
    void circuitBreakersAreReadWithThoseOfSubsets() throws IOException {
        assertThat(read(RULE))
                .extracting(Treatment::words)
                .containsExactly(
                        "limits connections: maxConnections 1, http1MaxPendingRequests 1",
                        "leaves out pods of subset v3 after 1 error");
    }

    @Test
    void mirrorsOfTheGatewayApiAreRead() throws IOException {
        List<Treatment> read = read("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: travels, namespace: travel-agency}
                spec:
                  rules:
                  - backendRefs: [{name: travels, port: 8000}]
                    filters:
                    - {type: RequestMirror, requestMirror: {backendRef: {name: travels-dark, port: 8000}, fraction: {numerator: 1, denominator: 8}}}
                """);

        assertThat(read).singleElement().satisfies(mirror -> {
            assertThat(mirror.percent()).hasValue(12.5);
            assertThat(mirror.target())
                    .contains(new CopyTarget(new Service("travel-agency", "travels-dark"), Map.of(), Set.of()));
        });
    }

    @Test
    void oddRoutesAreNoTrouble() throws IOException {
        assertThat(read(route("v1", """
                  - route: [{destination: {}}]
                    mirror: {}
                    fault: {delay: none}
                  - delegate: {name: other}
                    mirrors: [7]
                """))).isEmpty();
    }

    private static String route(String version, String http) {
        return """
                apiVersion: networking.istio.io/%s
                kind: VirtualService
                metadata: {name: travels, namespace: travel-agency}
                spec:
                  hosts: [travels]
                  http:
                """.formatted(version) + http;
    }

    private static List<Treatment> read(String text) throws IOException {
        return Treatments.of(ManifestText.read(text));
    }
}
