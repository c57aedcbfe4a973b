package io.mirrorexperiment.cluster;

import io.mirrorexperiment.real.Ground;

/** One Lease, one winner, decided by etcd. */
class ClaimsRaceRealTest extends ClaimsRaceContract {
    @Override
    Ground ground() {
        return Ground.real();
    }
}
