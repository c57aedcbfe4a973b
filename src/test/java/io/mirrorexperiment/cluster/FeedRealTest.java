package io.mirrorexperiment.cluster;

import io.mirrorexperiment.real.Ground;

/** Feeds of Kubernetes' own API server. */
class FeedRealTest extends FeedContract {
    FeedRealTest() {
        super(Ground.real());
    }
}
