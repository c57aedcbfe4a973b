package io.mirrorexperiment.sandbox;

import io.mirrorexperiment.sandbox.mesh.ImageProfile;
import java.util.Map;

/**
 * What Iter8's tutorial on the command line starts from: Istio's task on mirroring, two versions of httpbin of which the second gets a copy of
 * each request, and fortio's load. The manifests are applied by whoever plays it, in a namespace with sidecars.
 */
public final class Httpbin {
    /** The image of the live version. */
    public static final String LIVE = "docker.io/kennethreitz/httpbin";

    /** The image of the mirrored version. */
    public static final String DARK = "docker.io/kennethreitz/httpbin:v2";

    private Httpbin() {}

    /** Both images, well-behaved: without errors, and far below the tutorial's 100 ms. */
    public static Map<String, ImageProfile> images() {
        ImageProfile well = ImageProfile.parse(ImageProfile.STEADY, "latency=10ms±3ms,size=300");
        return Map.of(LIVE, well, DARK, well);
    }

    /** The namespace default, whose pods get sidecars. */
    public static String namespace() {
        return "{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {istio-injection: enabled}}}";
    }

    /** The Deployments {@code httpbin-v1} and {@code httpbin-v2}, and their Service. */
    public static String versions() {
        return read("httpbin");
    }

    /** The route that serves by v1 and mirrors to v2. */
    public static String mirroring() {
        return read("mirroring");
    }

    /** The pod {@code fortio}, which calls the Service eight times a second. */
    public static String load() {
        return read("fortio");
    }

    private static String read(String name) {
        return Shipped.text("/demo/httpbin/" + name + ".yaml");
    }
}
