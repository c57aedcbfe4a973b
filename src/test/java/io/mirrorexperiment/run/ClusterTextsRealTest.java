package io.mirrorexperiment.run;

import io.mirrorexperiment.real.Ground;

/** Journals in ConfigMaps of Kubernetes. */
class ClusterTextsRealTest extends ClusterTextsContract {
    ClusterTextsRealTest() {
        super(Ground.real());
    }
}
