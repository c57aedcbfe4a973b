package io.mirrorexperiment.sandbox;

import io.mirrorexperiment.sandbox.mesh.ImageProfile;
import java.util.Map;

/** The bookshop of the demo: its objects and its images. */
public final class Bookinfo {
    /** Calls reviews. */
    public static final String PRODUCTPAGE = "example/productpage:1.0";

    /** The live version of reviews. */
    public static final String LIVE = "example/reviews:1.0";

    /** The dark version of reviews. */
    public static final String DARK = "example/reviews:2.0";

    private static final String RESOURCE = "/demo/bookinfo.yaml";

    private Bookinfo() {}

    /** All images, well-behaved. */
    public static Map<String, ImageProfile> images() {
        ImageProfile reviews = ImageProfile.parse(ImageProfile.STEADY, "latency=20ms±5ms,size=400");
        return Map.of(
                PRODUCTPAGE,
                ImageProfile.parse(ImageProfile.STEADY, "latency=5ms±1ms,size=4000,calls=reviews:9080/reviews/0"),
                LIVE,
                reviews,
                DARK,
                reviews);
    }

    /** The objects, as YAML. */
    public static String manifest() {
        return Shipped.text(RESOURCE);
    }
}
