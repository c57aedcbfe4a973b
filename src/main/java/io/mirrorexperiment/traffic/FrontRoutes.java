package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What differs between gateways whose routes lead to Services; see {@link FrontMirror}. All methods are pure. */
interface FrontRoutes {
    /** A warning for gateways that Istio does not run. */
    String COUNTED =
            "Requests are counted by Istio's sidecars beside the pods of both versions; without them nothing is known, and nothing is promoted.";

    /** The provider's word in a spec. */
    String name();

    /** The kind of objects that routes are. */
    Kind kind();

    /** Other kinds that are looked at, besides Services. */
    List<Kind> others();

    /** The kinds whose objects may lead to the service from other namespaces. */
    List<Kind> abroad();

    /** The routes that lead to the service, or copy to our Service for the dark version. */
    List<Manifest> routes(Fronts fronts, List<Manifest> objects);

    /** Whether copies of some of its requests go to the dark version. */
    boolean isMirrored(Manifest route, Fronts fronts);

    /** As it is with our mirror. */
    Manifest mirrored(Manifest route, Fronts fronts);

    /** As it is without us. */
    Manifest bare(Manifest route, Fronts fronts);

    /** The percentage that is copied; empty where nothing is. */
    OptionalDouble share(Fronts fronts, List<Manifest> objects);

    /** What is in the way, seen as if we had not been there. */
    Optional<String> obstacle(Fronts fronts, List<Manifest> objects);

    /** What a careful person would like to know. */
    List<String> warnings(Fronts fronts, List<Manifest> objects);

    /** An object of ours that routes lead to besides the Service for the dark version; none for most. */
    default Optional<Manifest> relay(Fronts fronts, List<Manifest> objects) {
        return Optional.empty();
    }
}
