package io.mirrorexperiment.sandbox;

import io.mirrorexperiment.sandbox.mesh.ImageProfile;
import java.util.Map;

/**
 * Iter8's tutorial on mirrored traffic: a Knative Service with a live and a dark revision, a pair of VirtualServices that
 * mirrors 40 % of a domain's requests, a Job that makes them, and an experiment. The manifests are the tutorial's, word for
 * word, to be applied one after the other.
 */
public final class SampleApp {
    /** The image of the live revision. */
    public static final String LIVE = "gcr.io/knative-samples/knative-route-demo:blue";

    /** The image of the dark revision. */
    public static final String DARK = "gcr.io/knative-samples/knative-route-demo:green";

    private SampleApp() {}

    /** Both images, well-behaved: within the experiment's objectives. */
    public static Map<String, ImageProfile> images() {
        ImageProfile well = ImageProfile.parse(ImageProfile.STEADY, "latency=20ms±5ms,size=400");
        return Map.of(LIVE, well, DARK, well);
    }

    /** The Service {@code sample-app} of namespace default, once as {@code sample-app-v1} and once as {@code sample-app-v2}. */
    public static String service() {
        return read("service");
    }

    /** The VirtualServices of {@code example.com}; they need a mesh that appends {@code -shadow} to copies. */
    public static String routingRules() {
        return read("routing-rules");
    }

    /** The Job that asks for {@code example.com} twice a second, in a pod that needs a sidecar. */
    public static String load() {
        return read("curl");
    }

    /** The Experiment of kind {@code iter8.tools/v2alpha2}. */
    public static String experiment() {
        return read("experiment");
    }

    private static String read(String name) {
        return Shipped.text("/demo/knative/" + name + ".yaml");
    }
}
