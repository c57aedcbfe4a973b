package io.mirrorexperiment.cluster;

import io.mirrorexperiment.real.Ground;
import io.mirrorexperiment.sandbox.kube.KubeOptions;

/** Feeds of the sandbox's API server. */
class FeedTest extends FeedContract {
    FeedTest() {
        super(Ground.sandbox(KubeOptions.defaults()));
    }
}
