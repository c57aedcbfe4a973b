package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.AccessLogPlace;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Pairs;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Side;
import io.mirrorexperiment.experiment.Twins;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.metrics.AccessLogs;
import io.mirrorexperiment.metrics.Excerpt;
import io.mirrorexperiment.metrics.LogReader;
import java.time.Instant;
import java.util.ArrayList;
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

    /** Why the live version's log is of no use, as far as can be told before a run; empty if it is, or if none is asked for. */
    Optional<String> trouble(Experiment experiment, Plan plan) {
        Instant since = site.now().minus(experiment.baseline());
        return experiment
                .accessLogs()
                .flatMap(place -> AccessLogs.trouble(log(experiment, plan, place, Side.LIVE), since))
                .map(words -> "the live version's access log " + words);
    }

    private AccessLogs logs(Journal journal, AccessLogPlace place) {
        Plan plan = Site.plan(journal);
        return new AccessLogs(
                log(journal.experiment(), plan, place, Side.LIVE),
                log(journal.experiment(), plan, place, Side.DARK),
                place.patience());
    }

    private LogReader log(Experiment experiment, Plan plan, AccessLogPlace place, Side side) {
        boolean live = side == Side.LIVE;
        return place instanceof AccessLogPlace.InFiles files
                ? AccessLogs.file(site.files().place(live ? files.live() : files.dark()))
                : pods(experiment.namespace(), live ? plan.lives() : List.of(plan.dark()), (AccessLogPlace.InPods)
                        place);
    }

    private LogReader pods(String namespace, List<String> deployments, AccessLogPlace.InPods pods) {
        return from -> {
            List<Excerpt> excerpts = new ArrayList<>();
            for (String deployment : deployments) {
                Address address = new Address(Kind.DEPLOYMENT, namespace, deployment);
                excerpts.addAll(new PodLogs(site.cluster(), address, pods.container()).since(from));
            }
            return excerpts;
        };
    }
}
