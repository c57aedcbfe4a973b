package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.Readiness;
import io.mirrorexperiment.run.Move.Wait;
import io.mirrorexperiment.traffic.TrafficMirrors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The deeds that make, watch and remove the dark version. */
final class Darkness implements DarkDeeds {
    private final Site site;
    private final Routing routing;
    private final DarkManifests manifests;

    Darkness(Site site, Routing routing) {
        this.site = site;
        this.routing = routing;
        this.manifests = new DarkManifests(site);
    }

    @Override
    public Result deploy(Journal journal) {
        if (!journal.experiment().dark().source().ours()) {
            return Result.Done.with(new Entry.Deployed(site.now()));
        }
        if (!routing.mayOpen(journal)) {
            return new Result.Barred("the claim on the target is not ours any more");
        }
        DarkManifests.Rendered rendered = manifests.render(journal, live(journal));
        if (rendered instanceof DarkManifests.Changed changed) {
            return Looking.inconclusive(site.now(), Cause.MANIFEST_CHANGED, changed.because());
        }
        return apply(journal, ((DarkManifests.Ours) rendered).objects());
    }

    /**
     * Makes everything without pods first. Only a run that then still holds its claim wakes them, by an edit of what it has just
     * read: so a late twin's Deployment never has a pod, when the pin may be gone already.
     */
    private Result apply(Journal journal, List<Manifest> objects) {
        for (Manifest object : objects) {
            Optional<String> foreign = create(journal, asleep(object));
            if (foreign.isPresent()) {
                return Looking.inconclusive(site.now(), Cause.NOT_POSSIBLE, foreign.get());
            }
        }
        for (Manifest object : objects) {
            if (object.kind().equals(site.workload().kind()) && replicas(object) > 0 && !wake(journal, object)) {
                return new Result.Barred("the claim on the target was taken away while the dark version was deployed");
            }
        }
        return Result.Done.with(new Entry.Deployed(site.now()));
    }

    private Manifest asleep(Manifest object) {
        return object.kind().equals(site.workload().kind()) ? object.with(0, "spec", "replicas") : object;
    }

    /** Gives a Deployment of ours the pods that its manifest asks for; false if the run may not open things any more. */
    private boolean wake(Journal journal, Manifest object) {
        return new Editing(site.cluster())
                .one(
                        () -> site.cluster().read(object.address()),
                        () -> routing.mayOpen(journal),
                        there -> replicas(there) > 0 ? there : there.with(replicas(object), "spec", "replicas"));
    }

    private static long replicas(Manifest workload) {
        return workload.number("spec", "replicas").orElse(1L);
    }

    /** Creates an object; a sentence if there is one of that name that is not ours. */
    private Optional<String> create(Journal journal, Manifest object) {
        try {
            site.cluster().create(object);
            return Optional.empty();
        } catch (ClusterException e) {
            if (e.reason() != ClusterException.Reason.ALREADY_EXISTS) {
                throw e;
            }
            return site.cluster()
                    .read(object.address())
                    .filter(there -> !site.workload().ours(there, journal.id().toString()))
                    .map(there -> object.address().words() + " has come into being meanwhile and is not ours");
        }
    }

    @Override
    public Result awaitReady(Journal journal) {
        Optional<String> image = Site.plan(journal).container().isEmpty() ? Optional.of("") : image(journal);
        return new Readying(site).result(journal, darkReadiness(journal), image);
    }

    /** What the dark version's pods run; empty where no image is exchanged. */
    Optional<String> image(Journal journal) {
        Plan plan = Site.plan(journal);
        return dark(journal).filter(dark -> !plan.container().isEmpty()).flatMap(dark -> site.workload()
                .runningImage(dark, plan.container(), site.cluster().pods(dark)));
    }

    Optional<Readiness> darkReadiness(Journal journal) {
        return dark(journal)
                .map(dark -> site.workload().readiness(dark, site.cluster().pods(dark)));
    }

    /** Why a workload is not ready; empty if it is. */
    static Optional<String> unready(Readiness readiness) {
        if (readiness instanceof Readiness.Waiting waiting) {
            return Optional.of(waiting.reason());
        }
        return readiness instanceof Readiness.Failed failed ? Optional.of(failed.reason()) : Optional.empty();
    }

    /** In the reverse order; waits until its last pod has gone. */
    @Override
    public Result removeDark(Journal journal) {
        Progress progress = new Progress(journal);
        boolean promoted = progress.promoted() && !progress.clones();
        if (promoted
                || isHandedOver(journal)
                || !journal.experiment().dark().source().ours()) {
            return Result.Done.with(new Entry.DarkRemoved(site.now()));
        }
        List<Address> ours = new ArrayList<>(
                Site.plan(journal).deploys().stream().map(Address::parse).toList());
        Collections.reverse(ours);
        ours.forEach(address -> removeOurs(journal, address));
        long left = site.passedOn(journal) ? 0 : pods(journal);
        return left == 0
                ? Result.Done.with(new Entry.DarkRemoved(site.now()))
                : new Result.NotYet(Wait.REMOVAL, left + " pods of the dark version are still there");
    }

    @Override
    public boolean isHandedOver(Journal journal) {
        return dark(journal)
                .filter(dark -> site.workload().isHandedOver(dark, journal.id().toString()))
                .isPresent();
    }

    private long pods(Journal journal) {
        Address service = new Address(
                Kind.SERVICE,
                journal.experiment().namespace(),
                journal.experiment().service());
        return site.cluster()
                .read(service)
                .map(found -> pods(site.cluster(), found, Site.plan(journal).darkLabels())
                        .size())
                .orElse(0);
    }

    /** The pods that a Service and some more labels select. */
    static List<Manifest> pods(Cluster cluster, Manifest service, Map<String, String> labels) {
        Map<String, String> wanted = new HashMap<>(TrafficMirrors.whole(service).texts("spec", "selector"));
        wanted.putAll(labels);
        return cluster.list(Kind.POD, Optional.of(service.namespace()), wanted);
    }

    private void removeOurs(Journal journal, Address address) {
        site.cluster()
                .read(address)
                .filter(object -> site.workload().ours(object, journal.id().toString()))
                .ifPresent(site.cluster()::delete);
    }

    Manifest live(Journal journal) {
        Address address = workload(journal, Site.plan(journal).live());
        return site.cluster()
                .read(address)
                .orElseThrow(() -> new IllegalStateException(address.words() + ", the live version, is gone"));
    }

    /** The live version with as many pods as it and those beside it have. */
    Manifest lives(Journal journal) {
        Manifest live = live(journal);
        List<String> others = Site.plan(journal).besides().orElse(List.of());
        long more = others.stream()
                .flatMap(name -> site.cluster().read(workload(journal, name)).stream())
                .mapToLong(Darkness::size)
                .sum();
        return more == 0 ? live : live.with(size(live) + more, "spec", "replicas");
    }

    private static long size(Manifest workload) {
        return workload.number("spec", "replicas").orElse(1L);
    }

    Optional<Manifest> dark(Journal journal) {
        return site.cluster().read(workload(journal, Site.plan(journal).dark()));
    }

    private Address workload(Journal journal, String name) {
        return new Address(site.workload().kind(), journal.experiment().namespace(), name);
    }
}
