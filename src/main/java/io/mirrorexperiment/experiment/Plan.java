package io.mirrorexperiment.experiment;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What was found in the cluster and what is going to be done, in words and names only: no pod template, no secret.
 *
 * @param via the traffic provider that was chosen
 * @param live Deployment of the live version
 * @param dark Deployment of the dark version
 * @param liveLabels labels that tell the live pods from the dark ones
 * @param darkLabels labels that tell the dark pods from the live ones
 * @param liveImage image of the live version before the run; empty if several containers leave it open
 * @param container the container whose image is tried; empty where none is exchanged
 * @param routes addresses of the route objects that are read and edited
 * @param touched addresses of everything that is claimed
 * @param deadline when the run has ended at the latest
 * @param warnings what a careful person would like to know first
 * @param diff what will change on the routes, as unified diffs
 */
public record Plan(
        String via,
        String live,
        String dark,
        Map<String, String> liveLabels,
        Map<String, String> darkLabels,
        String liveImage,
        String container,
        List<String> routes,
        List<String> touched,
        Instant deadline,
        List<String> warnings,
        List<String> diff) {
    /** Copies. */
    public Plan {
        liveLabels = Map.copyOf(liveLabels);
        darkLabels = Map.copyOf(darkLabels);
        routes = List.copyOf(routes);
        touched = List.copyOf(touched);
        warnings = List.copyOf(warnings);
        diff = List.copyOf(diff);
    }
}
