package io.mirrorexperiment.run;

import java.util.List;

/** What serves behind a Service, before anybody has said which version is which. */
public sealed interface Behind {
    /**
     * Something does.
     *
     * @param service the Service's name
     * @param versions its Deployments, by name; never empty
     */
    record There(String service, List<Serving> versions) implements Behind {
        /** Copies. */
        public There {
            versions = List.copyOf(versions);
        }
    }

    /**
     * Nothing does, or it is not clear what is meant.
     *
     * @param because what was looked for, what was found, and the way out
     */
    record Unclear(String because) implements Behind {}

    /**
     * A Deployment whose pods a Service selects.
     *
     * @param deployment its name
     * @param version value of its pods' label {@code version}; empty without one
     * @param images of its containers, but for sidecars
     * @param pods how many it has now
     * @param sidecars how many of them have a proxy of the mesh
     */
    record Serving(String deployment, String version, List<String> images, int pods, int sidecars) {
        /** Copies. */
        public Serving {
            images = List.copyOf(images);
        }
    }
}
