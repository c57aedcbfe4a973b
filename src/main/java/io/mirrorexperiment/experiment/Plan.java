package io.mirrorexperiment.experiment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

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
 * @param percent the share of live requests that copies are held against; empty where it is not known
 * @param routes addresses of the route objects that are read and edited
 * @param deploys addresses of the objects that are made for the dark version, in order
 * @param touched addresses of everything that is claimed
 * @param deadline when the run has ended at the latest
 * @param warnings what a careful person would like to know first
 * @param diff what will change on the routes, as unified diffs
 * @param forecast what the run can find out; empty where nobody reckoned
 * @param besides Deployments of other versions that users' requests reach beside the live one's, and are counted with it; empty where
 *     the live version gets all of them
 */
public record Plan(
        String via,
        String live,
        String dark,
        Map<String, String> liveLabels,
        Map<String, String> darkLabels,
        String liveImage,
        String container,
        OptionalDouble percent,
        List<String> routes,
        List<String> deploys,
        List<String> touched,
        Instant deadline,
        List<String> warnings,
        List<String> diff,
        Optional<Forecast> forecast,
        Optional<List<String>> besides) {
    /** One by which the live version gets all of the users' requests. */
    public Plan(
            String via,
            String live,
            String dark,
            Map<String, String> liveLabels,
            Map<String, String> darkLabels,
            String liveImage,
            String container,
            OptionalDouble percent,
            List<String> routes,
            List<String> deploys,
            List<String> touched,
            Instant deadline,
            List<String> warnings,
            List<String> diff,
            Optional<Forecast> forecast) {
        this(
                via,
                live,
                dark,
                liveLabels,
                darkLabels,
                liveImage,
                container,
                percent,
                routes,
                deploys,
                touched,
                deadline,
                warnings,
                diff,
                forecast,
                Optional.empty());
    }

    /** Copies. */
    public Plan {
        liveLabels = Map.copyOf(liveLabels);
        darkLabels = Map.copyOf(darkLabels);
        routes = List.copyOf(routes);
        deploys = List.copyOf(deploys);
        touched = List.copyOf(touched);
        warnings = List.copyOf(warnings);
        diff = List.copyOf(diff);
        besides = besides.map(List::copyOf).filter(names -> !names.isEmpty());
    }

    /** The Deployments among which users' requests are divided, the live version's first: what is held against copies. */
    public List<String> lives() {
        return Stream.concat(Stream.of(live), besides.orElse(List.of()).stream())
                .toList();
    }

    /** The same in words. */
    public String liveWords() {
        return String.join(" + ", lives());
    }

    /** The same with other versions that get users' requests. */
    public Plan beside(List<String> others) {
        return with(warnings, diff, forecast, Optional.of(others));
    }

    /** The same with what it can find out, and what is to be warned of that. */
    public Plan with(Forecast known, List<String> more) {
        return with(Stream.concat(warnings.stream(), more.stream()).toList(), diff, Optional.of(known));
    }

    /** The same without what is only for people to read: warnings, diffs and forecast. */
    public Plan bare() {
        return with(List.of(), List.of(), Optional.empty());
    }

    private Plan with(List<String> warned, List<String> changes, Optional<Forecast> known) {
        return with(warned, changes, known, besides);
    }

    private Plan with(
            List<String> warned, List<String> changes, Optional<Forecast> known, Optional<List<String>> others) {
        return new Plan(
                via,
                live,
                dark,
                liveLabels,
                darkLabels,
                liveImage,
                container,
                percent,
                routes,
                deploys,
                touched,
                deadline,
                warned,
                changes,
                known,
                others);
    }
}
