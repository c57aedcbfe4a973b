package io.mirrorexperiment.cluster;

import io.mirrorexperiment.real.Ground;
import io.mirrorexperiment.sandbox.kube.KubeOptions;

class ClaimsRaceTest extends ClaimsRaceContract {
    @Override
    Ground ground() {
        return Ground.sandbox(KubeOptions.defaults());
    }
}
