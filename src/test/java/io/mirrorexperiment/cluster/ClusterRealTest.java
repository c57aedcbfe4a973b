package io.mirrorexperiment.cluster;

import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Ground;
import org.junit.jupiter.api.Test;

/** Kubernetes' own API server. */
class ClusterRealTest extends ClusterContract {
    ClusterRealTest() {
        super(Ground.real());
    }

    @Test
    void passesOnWhatIstiosWebhookSays() {
        Bed.up().with("mesh");

        passesOnWhatTheWebhookSays();
    }
}
