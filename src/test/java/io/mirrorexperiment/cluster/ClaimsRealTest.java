package io.mirrorexperiment.cluster;

import io.mirrorexperiment.real.Ground;

/** Claims in Leases of Kubernetes. */
class ClaimsRealTest extends ClaimsContract {
    ClaimsRealTest() {
        super(Ground.real());
    }
}
