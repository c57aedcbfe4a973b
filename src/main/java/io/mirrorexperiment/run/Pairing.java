package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.AccessLogPlace;
import io.mirrorexperiment.experiment.Pairs;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Twins;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.metrics.AccessLogs;
import io.mirrorexperiment.metrics.LogReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds live requests and their mirrored twins at a look, where the spec says in which logs. */
final class Pairing {
    private final Site site;

    Pairing(Site site) {
        this.site = site;
    }

    /**
     * What a look found.
     *
     * @param twins all since warm-up; empty where they are not looked for
     * @param step pairs since the look before
     */
    record Looked(Optional<Twins> twins, Pairs step) {
        Pairs total() {
            return twins.map(Twins::pairs).orElse(Pairs.NONE);
        }
    }

    /**
     * Looks.
     *
     * @param trouble gets sentences about logs that can't be read
     */
    Looked look(Journal journal, Instant at, boolean warmUp, List<String> trouble) {
        return journal.experiment()
                .accessLogs()
                .map(place -> warmUp
                        ? new Looked(Optional.of(Twins.none(at)), Pairs.NONE)
                        : look(journal, place, at, trouble))
                .orElseGet(() -> new Looked(Optional.empty(), Pairs.NONE));
    }

    private Looked look(Journal journal, AccessLogPlace place, Instant at, List<String> trouble) {
        Twins before = before(journal);
        AccessLogs.Found found = logs(journal, place).look(before.until(), at);
        trouble.addAll(found.trouble());
        return new Looked(Optional.of(before.plus(found.twins())), found.twins().pairs());
    }

    private static Twins before(Journal journal) {
        return journal.last(Entry.Iterated.class)
                .flatMap(Entry.Iterated::twins)
                .orElseGet(() -> Twins.none(
                        journal.last(Entry.Flowing.class).orElseThrow().at()));
    }

    private AccessLogs logs(Journal journal, AccessLogPlace place) {
        Plan plan = Site.plan(journal);
        String namespace = journal.experiment().namespace();
        return place instanceof AccessLogPlace.InFiles files
                ? new AccessLogs(file(files.live()), file(files.dark()), place.patience())
                : new AccessLogs(
                        pods(namespace, plan.live(), (AccessLogPlace.InPods) place),
                        pods(namespace, plan.dark(), (AccessLogPlace.InPods) place),
                        place.patience());
    }

    private LogReader file(String path) {
        return AccessLogs.file(site.files().place(path));
    }

    private LogReader pods(String namespace, String deployment, AccessLogPlace.InPods pods) {
        return new PodLogs(site.cluster(), new Address(Kind.DEPLOYMENT, namespace, deployment), pods.container());
    }
}
