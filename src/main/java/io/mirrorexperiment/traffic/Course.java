package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a traffic provider needs to know of a run.
 *
 * @param namespace of the service
 * @param service name of the Kubernetes Service
 * @param liveLabels labels that select the live version's pods and none of the dark one's
 * @param darkLabels labels that select the dark version's pods and none of the live one's
 * @param percent share of the requests to copy, over 0 and at most 100
 * @param methods HTTP methods to copy; {@code *} alone copies all
 * @param generation generation of the run's claim; a route that has seen a later one refuses to be mirrored
 * @param run id of the run, written on objects that are ours
 * @param domain the name that users call, where a route has to be made for it
 * @param given a DestinationRule and a VirtualService after which routes are made where the service has none
 * @param shares percent of users' requests that versions get while the run lasts, by the label {@code version} of their pods; none where
 *     the routes decide
 */
public record Course(
        String namespace,
        String service,
        Map<String, String> liveLabels,
        Map<String, String> darkLabels,
        double percent,
        List<String> methods,
        long generation,
        String run,
        Optional<String> domain,
        List<Manifest> given,
        Map<String, Integer> shares) {
    /** One by whose routes requests go as they go. */
    public Course(
            String namespace,
            String service,
            Map<String, String> liveLabels,
            Map<String, String> darkLabels,
            double percent,
            List<String> methods,
            long generation,
            String run,
            Optional<String> domain,
            List<Manifest> given) {
        this(namespace, service, liveLabels, darkLabels, percent, methods, generation, run, domain, given, Map.of());
    }

    /** One that is given no route. */
    public Course(
            String namespace,
            String service,
            Map<String, String> liveLabels,
            Map<String, String> darkLabels,
            double percent,
            List<String> methods,
            long generation,
            String run,
            Optional<String> domain) {
        this(namespace, service, liveLabels, darkLabels, percent, methods, generation, run, domain, List.of());
    }

    /** One whose routes are there. */
    public Course(
            String namespace,
            String service,
            Map<String, String> liveLabels,
            Map<String, String> darkLabels,
            double percent,
            List<String> methods,
            long generation,
            String run) {
        this(namespace, service, liveLabels, darkLabels, percent, methods, generation, run, Optional.empty());
    }

    /** Copies. */
    public Course {
        liveLabels = Map.copyOf(liveLabels);
        darkLabels = Map.copyOf(darkLabels);
        methods = List.copyOf(methods);
        given = List.copyOf(given);
        shares = Map.copyOf(shares);
    }
}
