package io.mirrorexperiment.cluster;

import io.mirrorexperiment.real.Ground;

/** Texts in ConfigMaps of Kubernetes. */
class TextStoreRealTest extends TextStoreContract {
    TextStoreRealTest() {
        super(Ground.real());
    }
}
