package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Version;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.workload.Found;
import io.mirrorexperiment.workload.KnativeRevisions;
import io.mirrorexperiment.workload.RevisionStamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The dark version as it will be.
 *
 * @param workload its Deployment or revision
 * @param container the container whose image is exchanged; empty where none is
 * @param deploys what is made for it
 * @param known what a careful person would like to know of a revision, told by its Service alone
 */
record DarkDraft(Manifest workload, String container, List<Manifest> deploys, List<String> known) {
    private DarkDraft(Manifest workload, String container, List<Manifest> deploys) {
        this(workload, container, deploys, List.of());
    }

    /** Throws {@link Obstacle} where the dark version cannot be had as the spec asks. */
    static DarkDraft of(Site site, Journal journal, Manifest service, Manifest live, List<Manifest> workloads) {
        Experiment experiment = journal.experiment();
        if (experiment.dark().source() instanceof DarkSource.Present present) {
            Manifest there = present(site, present.version(), service, live, workloads);
            if (experiment.knative() && !experiment.adopted()) {
                KnativeRevisions.asleep(there).ifPresent(words -> {
                    throw Obstacle.impossible(words);
                });
            }
            return new DarkDraft(there, "", List.of());
        }
        if (experiment.dark().source() instanceof DarkSource.Stamped wanted) {
            return stamped(site, journal, service, wanted);
        }
        var rendered = new DarkManifests(site)
                .render(experiment, live, service, journal.id().toString());
        if (rendered instanceof DarkManifests.Changed changed) {
            throw Obstacle.impossible(changed.because());
        }
        DarkManifests.Ours ours = (DarkManifests.Ours) rendered;
        ours.objects().forEach(object -> requireAbsent(site, object, journal));
        return new DarkDraft(workload(site, ours.objects()), ours.container(), ours.objects());
    }

    private static DarkDraft stamped(Site site, Journal journal, Manifest service, DarkSource.Stamped wanted) {
        Manifest stamped = Obstacle.there(
                RevisionStamp.stamped(service, wanted, journal.id().toString()));
        Manifest revision = RevisionStamp.revision(stamped);
        if (site.cluster().read(revision.address()).isPresent()) {
            throw Obstacle.impossible(
                    revision.address().words()
                            + " exists already; name it alone, without image, if it is the dark version, or give the new one another name");
        }
        return new DarkDraft(revision, "", List.of(revision), RevisionStamp.warnings(service, stamped));
    }

    /** Nobody may be there whom the dark version's labels would select, where we are going to deploy it. */
    void requireVacant(Site site, Manifest service, Map<String, String> darkLabels) {
        if (deploys.isEmpty() || workload.kind().equals(Kind.REVISION)) {
            return;
        }
        Darkness.pods(site.cluster(), service, darkLabels).stream()
                .filter(pod -> !pod.labels().containsKey("mirror-experiment.io/run"))
                .findFirst()
                .ifPresent(pod -> {
                    throw Obstacle.impossible(pod.address().words() + " already has the labels " + darkLabels
                            + " that shall tell the dark version apart; give the dark version another version label");
                });
    }

    /** What a careful person would like to know before a second version runs. */
    List<String> warnings(Site site, Manifest live) {
        if (deploys.isEmpty() || workload.kind().equals(Kind.REVISION)) {
            return known;
        }
        List<Manifest> neighbours = new ArrayList<>();
        for (Kind kind : List.of(Kind.POD_DISRUPTION_BUDGET, Kind.HORIZONTAL_POD_AUTOSCALER)) {
            if (site.cluster().may("list", kind, live.namespace())) {
                neighbours.addAll(site.cluster().list(kind, Optional.of(live.namespace()), Map.of()));
            }
        }
        return site.workload().warnings(live, workload, neighbours);
    }

    private static Manifest workload(Site site, List<Manifest> objects) {
        Kind kind = site.workload().kind();
        return objects.stream()
                .filter(object -> object.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> Obstacle.impossible("the manifests of the dark version hold no " + kind.kind()));
    }

    private static Manifest present(
            Site site, Version version, Manifest service, Manifest live, List<Manifest> workloads) {
        Found<Manifest> found = site.versions().find(version, service, workloads);
        Manifest dark = Obstacle.there(found);
        if (dark.address().equals(live.address())) {
            throw Obstacle.impossible(
                    dark.address().words() + " is the live version and the dark one; they must differ");
        }
        return dark;
    }

    private static void requireAbsent(Site site, Manifest object, Journal journal) {
        site.cluster()
                .read(object.address())
                .filter(there -> !site.workload().ours(there, journal.id().toString()))
                .ifPresent(there -> {
                    throw Obstacle.impossible(
                            there.address().words()
                                    + " exists already; name it in spec.dark.deployment if it is the dark version, or remove it");
                });
    }
}
