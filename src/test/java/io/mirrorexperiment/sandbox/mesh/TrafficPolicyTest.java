package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of a DestinationRule's words count for a cluster; merged as pilot's MergeTrafficPolicy does it. */
class TrafficPolicyTest {
    private static final int ANY = Integer.MAX_VALUE;

    private static ObjectNode yaml(String text) {
        return MemoryCluster.documents(text).get(0);
    }

    @Test
    void nothingSaidIsNoLimit() {
        assertThat(TrafficPolicy.of(yaml("{}"), yaml("{}"), 80)).isEqualTo(TrafficPolicy.NONE);
    }

    @Test
    void aPoolSaysHowMuchAtATime() {
        TrafficPolicy policy = TrafficPolicy.of(yaml("""
                connectionPool:
                  tcp: {maxConnections: 3}
                  http: {http1MaxPendingRequests: 4, http2MaxRequests: 5, maxRequestsPerConnection: 6, maxRetries: 7}
                """), yaml("{}"), 80);
        assertThat(policy.limits()).isEqualTo(new Limits(3, 4, 5, 7, 6));
    }

    @Test
    void aSubsetTakesItsPartsOverAsAWhole() {
        TrafficPolicy policy = TrafficPolicy.of(
                yaml("{connectionPool: {tcp: {maxConnections: 3}}, outlierDetection: {consecutive5xxErrors: 2}}"),
                yaml("{connectionPool: {http: {http2MaxRequests: 9}}}"),
                80);
        assertThat(policy.limits()).isEqualTo(new Limits(ANY, ANY, 9, ANY, 0));
        assertThat(policy.outliers()).map(OutlierRule::errors).hasValue(2);
    }

    @Test
    void thePortsOwnWordsCountAlone() {
        ObjectNode rule = yaml("{outlierDetection: {}, portLevelSettings: [{port: {number: 81},"
                + " connectionPool: {tcp: {maxConnections: 1}}}]}");
        assertThat(TrafficPolicy.of(rule, yaml("{}"), 81))
                .isEqualTo(new TrafficPolicy(new Limits(1, ANY, ANY, ANY, 0), Optional.empty()));
        assertThat(TrafficPolicy.of(rule, yaml("{}"), 80).outliers()).isPresent();
    }

    /** Defaults: Istio's OutlierDetection reference. */
    @Test
    void outliersHaveDefaults() {
        assertThat(OutlierRule.of(yaml("{}")))
                .isEqualTo(new OutlierRule(5, 0, Duration.ofSeconds(10), Duration.ofSeconds(30), 10, 0));
    }

    @Test
    void theOldWordCountsGatewayErrors() {
        assertThat(OutlierRule.of(
                        yaml("{consecutiveErrors: 1, interval: 1s, baseEjectionTime: 3m, maxEjectionPercent: 100}")))
                .isEqualTo(new OutlierRule(0, 1, Duration.ofSeconds(1), Duration.ofMinutes(3), 100, 0));
    }
}
