package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Ground;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Kubernetes' own API server. */
class ClusterRealTest extends ClusterContract {
    ClusterRealTest() {
        super(Ground.real());
    }

    @Test
    void passesOnWhatIstiosWebhookSays() {
        Bed.up().with("mesh");
        ground.apply(ROUTE_YAML);
        Manifest before = cluster.read(route).orElseThrow();

        ClusterException refusal = catchThrowableOfType(
                ClusterException.class,
                () -> cluster.replace(before.with(List.of(Map.of("name", "x")), "spec", "http")));

        assertThat(refusal.reason()).isEqualTo(Reason.REFUSED);
        assertThat(refusal)
                .hasMessageContaining("replace VirtualService " + namespace + "/reviews: the server says: ")
                .hasMessageContaining("HTTP route, redirect, directResponse or delegate is required");
    }
}
