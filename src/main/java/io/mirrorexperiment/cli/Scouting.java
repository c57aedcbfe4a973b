package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.run.Behind;
import io.mirrorexperiment.run.Behind.Serving;
import io.mirrorexperiment.run.Neighbourhood;
import io.mirrorexperiment.run.Retrospect;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at a Service, its versions and their requests; touches nothing. */
final class Scouting {
    private static final List<Duration> SHORTER =
            Stream.of(60, 15, 5, 2, 1).map(Duration::ofSeconds).toList();
    private static final List<String> REPORTERS = List.of("destination", "waypoint");

    private final InitFlags asked;
    private final Neighbourhood around;
    private final Retrospect past;

    Scouting(InitFlags asked, Cluster cluster) {
        this.asked = asked;
        String namespace = asked.cluster.namespace.orElseGet(cluster::namespace);
        this.around = new Neighbourhood(cluster, namespace);
        this.past = new Retrospect(cluster, new FolderFiles(Path.of("")), Clock.systemUTC(), namespace);
    }

    /**
     * What was found.
     *
     * @param service the Service's name
     * @param versions what is behind it
     * @param metrics where its requests are counted
     * @param window the time that was looked at
     * @param requests what each version did in it, by Deployment
     */
    record Found(
            String service,
            List<Serving> versions,
            FirstSpec.Metrics metrics,
            Duration window,
            Map<String, Totals> requests) {
        /** Copies. */
        Found {
            versions = List.copyOf(versions);
            requests = Map.copyOf(requests);
        }

        Totals of(Serving version) {
            return requests.getOrDefault(version.deployment(), Totals.NONE);
        }

        /** A version by its name. */
        Serving named(String flag, String deployment) {
            return versions.stream()
                    .filter(each -> each.deployment().equals(deployment))
                    .findFirst()
                    .orElseThrow(() -> Refusal.nothingChanged(
                            flag + " " + deployment + " is not behind Service " + service + "; there is " + words()));
        }

        /** The versions with their requests. */
        String words() {
            return versions.stream()
                    .map(each -> each.deployment() + " (" + of(each).requests() + " requests in the last "
                            + CommentedYaml.time(window) + ")")
                    .collect(Collectors.joining(", "));
        }
    }

    /** @throws Refusal if there is nothing to be seen, with the way out */
    Found look() {
        Behind behind =
                asked.isDeployment() ? around.deployment(asked.live().orElseThrow()) : around.service(asked.target);
        if (behind instanceof Behind.Unclear unclear) {
            throw Refusal.nothingChanged(unclear.because() + "\n(not-possible)");
        }
        Behind.There there = (Behind.There) behind;
        FirstSpec.Metrics metrics = new PrometheusSearch(around.cluster(), past).find(asked.prometheus);
        return windows()
                .flatMap(window -> REPORTERS.stream().map(reporter -> seen(there, metrics, reporter, window)))
                .filter(Scouting::isBusy)
                .findFirst()
                .orElseThrow(() -> silence(there, metrics));
    }

    /** The longest that the metrics system remembers tells most. */
    private Stream<Duration> windows() {
        Duration longest = asked.past();
        return Stream.concat(Stream.of(longest), SHORTER.stream().filter(each -> each.compareTo(longest) < 0));
    }

    private Found seen(Behind.There there, FirstSpec.Metrics metrics, String reporter, Duration window) {
        List<String> names = there.versions().stream().map(Serving::deployment).toList();
        return new Found(
                there.service(),
                there.versions(),
                new FirstSpec.Metrics(metrics.url(), metrics.found(), reporter),
                window,
                past.of(PrometheusAddress.system(metrics.url(), reporter), names, window));
    }

    private static boolean isBusy(Found found) {
        return found.requests().values().stream().anyMatch(totals -> totals.requests() > 0);
    }

    private Refusal silence(Behind.There there, FirstSpec.Metrics metrics) {
        Optional<String> hint = there.versions().stream()
                .flatMap(each ->
                        past
                                .hint(PrometheusAddress.system(metrics.url(), metrics.reporter()), each.deployment())
                                .stream())
                .findFirst();
        String bare = there.versions().stream()
                .filter(each -> each.sidecars() == 0)
                .map(each -> "; no pod of " + each.deployment() + " has a sidecar")
                .collect(Collectors.joining());
        return Refusal.nothingChanged("no version behind Service " + there.service() + " had a request in the last "
                + CommentedYaml.time(asked.past()) + ", as far as " + metrics.url() + " remembers" + bare
                + hint.map(words -> "; " + words).orElse("")
                + ". Without traffic nothing can be mirrored or judged: send some, or look further back with --window 1h"
                + "\n(too-little-traffic)");
    }
}
