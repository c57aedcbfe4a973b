package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.Readiness;
import io.mirrorexperiment.run.Move.Wait;
import io.mirrorexperiment.workload.Found;
import io.mirrorexperiment.workload.RevisionReadiness;
import io.mirrorexperiment.workload.RevisionStamp;
import io.mirrorexperiment.workload.RevisionTraffic;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Makes, watches and removes a dark revision of a Knative Service. Revisions are Knative's to make: all that is asked of it stands in the
 * Service, which is edited by compare-and-set. Only a revision is deleted, because Knative keeps those that nobody asks for any more.
 */
final class RevisionDarkness implements DarkDeeds {
    private static final String NOT_OURS = "the claim on the target is not ours any more";

    private final Site site;
    private final Routing routing;
    private final PromotionEdits edits;

    RevisionDarkness(Site site, Routing routing) {
        this.site = site;
        this.routing = routing;
        edits = new PromotionEdits(site);
    }

    /** The Service's traffic goes to the live revision by its name, and Knative has taken that over. */
    @Override
    public Optional<Result> pin(Journal journal) {
        String live = Site.plan(journal).live();
        if (!opened(journal, service -> RevisionTraffic.pinned(service, live))) {
            return Optional.of(new Result.Barred(NOT_OURS));
        }
        return service(journal)
                .map(service -> RevisionReadiness.serving(service, live))
                .flatMap(Darkness::unready)
                .map(because -> new Result.NotYet(Wait.SETTLING, because));
    }

    @Override
    public void unpin(Journal journal) {
        String live = Site.plan(journal).live();
        edits.edit(
                () -> service(journal),
                () -> !site.passedOn(journal),
                service -> RevisionTraffic.unpinned(service, live));
    }

    @Override
    public Result deploy(Journal journal) {
        if (!(journal.experiment().dark().source() instanceof DarkSource.Stamped wanted)) {
            return Result.Done.with(new Entry.Deployed(site.now()));
        }
        String run = journal.id().toString();
        Optional<Manifest> service = service(journal);
        Found<Manifest> asked = service.map(there -> RevisionStamp.stamped(there, wanted, run))
                .orElseGet(() -> new Found.NotClear<>("the Knative Service is gone"));
        if (asked instanceof Found.NotClear<Manifest> notClear) {
            return Looking.inconclusive(site.now(), Cause.NOT_POSSIBLE, notClear.because());
        }
        boolean done = opened(
                journal,
                there -> RevisionStamp.stamped(there, wanted, run) instanceof Found.There<Manifest> stamped
                        ? stamped.value()
                        : there);
        return done ? Result.Done.with(new Entry.Deployed(site.now())) : new Result.Barred(NOT_OURS);
    }

    /** Edits the Service while the run may open things. */
    private boolean opened(Journal journal, UnaryOperator<Manifest> change) {
        return edits.edit(() -> service(journal), () -> routing.mayOpen(journal), change);
    }

    /**
     * A revision that is ready gets its entry at 0 % before it is called so: before that, an entry of a revision which never becomes ready
     * would keep Knative from following the Service's traffic.
     */
    @Override
    public Result awaitReady(Journal journal) {
        String dark = Site.plan(journal).dark();
        boolean ours = journal.experiment().dark().source().ours();
        Optional<Readiness> readiness = ours ? made(journal) : readiness(journal);
        if (ours && readiness.filter(Readiness.Ready.class::isInstance).isPresent()) {
            if (!opened(journal, service -> RevisionStamp.reachable(service, dark))) {
                return new Result.Barred(NOT_OURS);
            }
            readiness = service(journal).map(service -> RevisionReadiness.knowing(service, dark));
        }
        return new Readying(site).result(journal, readiness, Optional.of(""));
    }

    /** How ready the revision is that we asked for; empty if nobody asks for it any more. */
    private Optional<Readiness> made(Journal journal) {
        Optional<Manifest> there = site.cluster().read(revision(journal));
        if (there.isPresent() && ours(journal).isEmpty()) {
            return Optional.of(new Readiness.Waiting(
                    revision(journal).words() + " runs another image than was asked for: its name was taken"));
        }
        return there.map(RevisionReadiness::of).or(() -> Optional.<Readiness>of(new Readiness.Waiting(
                        "Knative has not made " + revision(journal).words() + " yet"))
                .filter(waiting -> stampedBy(journal)));
    }

    private boolean stampedBy(Journal journal) {
        return service(journal)
                .filter(service -> RevisionStamp.isStamped(service, journal.id().toString()))
                .isPresent();
    }

    /** First the template goes back, then the revision goes: Knative would make it anew. A late twin's edit is outrun by ours. */
    @Override
    public Result removeDark(Journal journal) {
        boolean ours = journal.experiment().dark().source().ours();
        if (!ours || new Progress(journal).promoted() || isHandedOver(journal) || site.passedOn(journal)) {
            return Result.Done.with(new Entry.DarkRemoved(site.now()));
        }
        boolean made = journal.has(Entry.Deployed.class)
                || stampedBy(journal)
                || readiness(journal).isPresent();
        edits.closing(
                () -> service(journal),
                journal,
                service -> RevisionStamp.withdrawn(service, journal.id().toString()));
        return (made ? left(journal) : Optional.<String>empty())
                .<Result>map(because -> new Result.NotYet(Wait.REMOVAL, because))
                .orElseGet(() -> Result.Done.with(new Entry.DarkRemoved(site.now())));
    }

    /** What of the revision is still there, after it was told to go; empty once nothing is. */
    private Optional<String> left(Journal journal) {
        Address revision = revision(journal);
        Optional<String> asked = service(journal)
                .map(service -> RevisionReadiness.withdrawn(service, revision.name()))
                .flatMap(Darkness::unready);
        if (asked.isPresent()) {
            return asked;
        }
        ours(journal).ifPresent(site.cluster()::delete);
        return ours(journal).map(there -> revision.words() + " is still there");
    }

    /** The revision, if it runs the image that we asked for: one of another image has got its name from somebody else. */
    private Optional<Manifest> ours(Journal journal) {
        return site.cluster()
                .read(revision(journal))
                .filter(revision -> journal.experiment().dark().source() instanceof DarkSource.Stamped wanted
                        && RevisionStamp.runs(revision, wanted));
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
        return site.cluster().read(revision(journal)).map(RevisionReadiness::of);
    }

    Optional<Manifest> service(Journal journal) {
        return site.cluster().read(Drafting.front(journal.experiment()));
    }

    private static Address revision(Journal journal) {
        Plan plan = Site.plan(journal);
        return new Address(Kind.REVISION, journal.experiment().namespace(), plan.dark());
    }
}
