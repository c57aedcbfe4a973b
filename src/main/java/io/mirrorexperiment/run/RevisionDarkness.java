package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.Readiness;
import io.mirrorexperiment.workload.RevisionReadiness;
import io.mirrorexperiment.workload.RevisionTraffic;
import java.util.Optional;

/** Watches a dark revision of a Knative Service. */
final class RevisionDarkness implements DarkDeeds {
    private final Site site;

    RevisionDarkness(Site site) {
        this.site = site;
    }

    @Override
    public Result deploy(Journal journal) {
        return Result.Done.with(new Entry.Deployed(site.now()));
    }

    @Override
    public Result awaitReady(Journal journal) {
        return new Readying(site).result(journal, readiness(journal), Optional.of(""));
    }

    @Override
    public Result removeDark(Journal journal) {
        return Result.Done.with(new Entry.DarkRemoved(site.now()));
    }

    @Override
    public boolean isHandedOver(Journal journal) {
        return service(journal)
                .filter(service ->
                        RevisionTraffic.isHandedOver(service, journal.id().toString()))
                .isPresent();
    }

    /** How ready the dark revision is; empty if it is not there. */
    Optional<Readiness> readiness(Journal journal) {
        Address revision = new Address(
                Kind.REVISION,
                journal.experiment().namespace(),
                Site.plan(journal).dark());
        return site.cluster().read(revision).map(RevisionReadiness::of);
    }

    Optional<Manifest> service(Journal journal) {
        Experiment experiment = journal.experiment();
        return site.cluster().read(new Address(Kind.KNATIVE_SERVICE, experiment.namespace(), experiment.service()));
    }
}
