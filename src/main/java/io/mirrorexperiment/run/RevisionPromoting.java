package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.Readiness;
import io.mirrorexperiment.run.Move.Wait;
import io.mirrorexperiment.workload.RevisionReadiness;
import io.mirrorexperiment.workload.RevisionTraffic;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings a dark revision of a Knative Service to the users, and back: first the Service's own traffic, by which Knative makes its routes,
 * then the routes of the user's. The way back is the other way round. The old revision stays among the traffic at 0 % all the time, so
 * that a route which still names it finds it.
 */
final class RevisionPromoting implements PromotionDeeds {
    private final Site site;
    private final RevisionDarkness darkness;
    private final Routing routing;
    private final PromotionEdits edits;

    RevisionPromoting(Site site, RevisionDarkness darkness, Routing routing) {
        this.site = site;
        this.darkness = darkness;
        this.routing = routing;
        edits = new PromotionEdits(site);
    }

    @Override
    public Result commit(Journal journal) {
        return new Commitment(site).of(journal, () -> darkness.readiness(journal), Optional::empty);
    }

    @Override
    public Result changeLive(Journal journal) {
        Plan plan = Site.plan(journal);
        boolean done = edits.edit(
                () -> darkness.service(journal),
                () -> edits.mayPromote(journal),
                service -> RevisionTraffic.promoted(service, plan.live(), plan.dark()));
        if (!done) {
            return edits.regret(PromotionEdits.NOT_OURS);
        }
        return notServing(journal)
                .map(because -> edits.waiting(
                        journal,
                        Entry.Committed.class,
                        because,
                        "the Knative Service has not led its traffic to the promoted revision: "))
                .orElseGet(() -> Result.Done.with(new Entry.LiveChanged(site.now())));
    }

    @Override
    public Result verify(Journal journal) {
        return notServing(journal)
                .map(because ->
                        edits.waiting(journal, Entry.Shifted.class, because, "the promoted revision does not serve: "))
                .orElseGet(() -> Result.Done.with(new Entry.Verified(site.now())));
    }

    private Optional<String> notServing(Journal journal) {
        String dark = Site.plan(journal).dark();
        return Stream.of(
                        darkness.service(journal).map(service -> RevisionReadiness.serving(service, dark)),
                        darkness.readiness(journal))
                .map(found -> found.orElse(new Readiness.Failed(new Commitment(site).gone())))
                .flatMap(readiness -> Darkness.unready(readiness).stream())
                .findFirst();
    }

    @Override
    public void settle(Journal journal) {
        edits.edit(() -> darkness.service(journal), () -> !site.passedOn(journal), RevisionTraffic::settled);
    }

    @Override
    public void handOver(Journal journal) {
        edits.edit(
                () -> darkness.service(journal),
                () -> edits.mayHandOver(journal),
                service -> RevisionTraffic.handedOver(service, journal.id().toString()));
    }

    /** What was handed over already stays with the users, for then some route may have no way back any more. */
    @Override
    public Result takeBack(Journal journal) {
        Optional<Result> trouble = darkness.isHandedOver(journal) ? routing.oldDropped(journal) : trafficBack(journal);
        return trouble.orElseGet(() -> Result.Done.with(new Entry.TakenBack(site.now())));
    }

    private Optional<Result> trafficBack(Journal journal) {
        Plan plan = Site.plan(journal);
        Optional<Result> trouble = routing.shiftBack(journal);
        if (trouble.isPresent()) {
            return trouble;
        }
        edits.closing(
                () -> darkness.service(journal),
                journal,
                service -> RevisionTraffic.takenBack(service, plan.live(), plan.dark()));
        return darkness.service(journal)
                .filter(service -> !site.passedOn(journal))
                .flatMap(RevisionPromoting::notBack);
    }

    private static Optional<Result> notBack(Manifest service) {
        return Darkness.unready(RevisionReadiness.of(service)).map(reason -> new Result.NotYet(Wait.RETURN, reason));
    }
}
