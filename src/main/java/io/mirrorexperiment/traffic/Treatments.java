package io.mirrorexperiment.traffic;

import io.mirrorexperiment.graph.Treatment;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads what routes and rules do to requests besides leading them on: mirrors, faults, time-outs, retries, limits. For the eye only: what is
 * not understood is left out. Pure.
 */
public final class Treatments {
    private static final Kind HTTP_ROUTE = new Kind("gateway.networking.k8s.io", "HTTPRoute");

    /** The kinds of objects that are looked at. */
    public static final List<Kind> KINDS =
            List.of(Kind.VIRTUAL_SERVICE, Kind.DESTINATION_RULE, HTTP_ROUTE, Kind.DEPLOYMENT);

    private Treatments() {}

    /**
     * All of them.
     *
     * @param objects of whatever kinds; Deployments tell which workloads have the pods of a subset
     */
    public static List<Treatment> of(List<Manifest> objects) {
        List<Manifest> sorted = objects.stream()
                .sorted(Comparator.comparing(Manifest::namespace).thenComparing(Manifest::name))
                .toList();
        Aims aims = new Aims(
                of(sorted, Kind.DESTINATION_RULE).map(DestinationRule::new).toList(),
                of(sorted, Kind.DEPLOYMENT).toList());
        return Stream.of(
                        of(sorted, Kind.VIRTUAL_SERVICE)
                                .map(VirtualService::new)
                                .flatMap(route -> new RouteTreatments(route, aims).all()),
                        of(sorted, HTTP_ROUTE).flatMap(GatewayTreatments::of),
                        of(sorted, Kind.DESTINATION_RULE)
                                .map(DestinationRule::new)
                                .flatMap(RuleTreatments::of))
                .flatMap(all -> all)
                .distinct()
                .toList();
    }

    private static Stream<Manifest> of(List<Manifest> objects, Kind kind) {
        return objects.stream().filter(object -> object.kind().equals(kind));
    }
}
