package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.Readiness;
import io.mirrorexperiment.run.Move.Wait;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The deeds that bring the dark version to the users, and back. */
final class Promoting {
    private static final int ROUNDS = 20;

    private final Site site;
    private final Darkness darkness;
    private final Routing routing;

    Promoting(Site site, Darkness darkness, Routing routing) {
        this.site = site;
        this.darkness = darkness;
        this.routing = routing;
    }

    /** Promotes only what is still what was judged: ready, with the same image, under our claim. */
    Result commit(Journal journal) {
        Instant now = site.now();
        if (!site.holds(journal)) {
            return Looking.inconclusive(
                    now, Cause.ROUTE_CHANGED, "the claim on the target was taken away before promotion");
        }
        Optional<String> unready =
                darkness.darkReadiness(journal).map(Darkness::unready).orElse(Optional.of("its Deployment is gone"));
        if (unready.isPresent()) {
            return Result.Done.with(new Entry.Judged(
                    now,
                    Verdict.VIOLATES,
                    Cause.NEVER_READY,
                    "before promotion the dark version was not ready: " + unready.get()));
        }
        String judged = journal.last(Entry.Ready.class).map(Entry.Ready::image).orElse("");
        String running = darkness.image(journal).orElse("");
        return running.equals(judged) || judged.isEmpty()
                ? Result.Done.with(new Entry.Committed(now, running))
                : Looking.inconclusive(
                        now,
                        Cause.DARK_CONTAMINATED,
                        "before promotion the dark version ran " + running + ", but " + judged + " was judged");
    }

    Result changeLive(Journal journal) {
        String container = Site.plan(journal).container();
        String image = journal.last(Entry.Committed.class).orElseThrow().image();
        edit(() -> darkness.live(journal), live -> site.workload().promoted(live, container, image));
        return Result.Done.with(new Entry.LiveChanged(site.now()));
    }

    Result scale(Journal journal) {
        Manifest live = darkness.live(journal);
        edit(() -> darkness.dark(journal).orElseThrow(), dark -> site.workload().scaledLike(dark, live));
        Optional<String> unready = darkness.darkReadiness(journal).flatMap(Darkness::unready);
        if (unready.isEmpty()) {
            return Result.Done.with(new Entry.Scaled(site.now()));
        }
        return inTime(journal, Entry.Committed.class)
                ? new Result.NotYet(Wait.VERIFICATION, unready.get())
                : regret("the promoted version has not become ready at live's size: " + unready.get());
    }

    Result verify(Journal journal) {
        boolean clones = new Progress(journal).clones();
        Readiness readiness = clones
                ? readiness(darkness.live(journal))
                : darkness.darkReadiness(journal).orElse(new Readiness.Failed("its Deployment is gone"));
        Optional<String> unready = Darkness.unready(readiness);
        if (unready.isEmpty()) {
            if (clones) {
                edit(() -> darkness.live(journal), site.workload()::settled);
            }
            return Result.Done.with(new Entry.Verified(site.now()));
        }
        return inTime(journal, clones ? Entry.LiveChanged.class : Entry.Shifted.class)
                ? new Result.NotYet(Wait.VERIFICATION, unready.get())
                : regret("the promoted version does not serve: " + unready.get());
    }

    private Readiness readiness(Manifest workload) {
        return site.workload().readiness(workload, site.cluster().pods(workload));
    }

    Result takeBack(Journal journal) {
        if (new Progress(journal).clones()) {
            edit(() -> darkness.live(journal), site.workload()::takenBack);
            Optional<String> unready = Darkness.unready(readiness(darkness.live(journal)));
            if (unready.isPresent()) {
                return new Result.NotYet(Wait.VERIFICATION, "the old version is coming back: " + unready.get());
            }
        } else if (journal.has(Entry.Scaled.class)) {
            Optional<Result> trouble = routing.shiftBack(journal);
            if (trouble.isPresent()) {
                return trouble.get();
            }
        }
        return Result.Done.with(new Entry.TakenBack(site.now()));
    }

    private boolean inTime(Journal journal, Class<? extends Entry> since) {
        Instant deadline = journal.last(since)
                .orElseThrow()
                .at()
                .plus(journal.experiment().dark().readyWithin())
                .plus(site.patience().verifying());
        return !site.now().isAfter(deadline);
    }

    private Result regret(String because) {
        return Result.Done.with(new Entry.Regretted(site.now(), Cause.PROMOTION_FAILED, because));
    }

    /** Changes an object compare-and-set, anew where somebody else was quicker. */
    private void edit(Supplier<Manifest> read, UnaryOperator<Manifest> change) {
        for (int round = 1; ; round++) {
            Manifest before = read.get();
            Manifest after = change.apply(before);
            if (after.equals(before)) {
                return;
            }
            try {
                site.cluster().replace(after);
                return;
            } catch (ClusterException e) {
                if (e.reason() != ClusterException.Reason.CONFLICT || round == ROUNDS) {
                    throw e;
                }
            }
        }
    }
}
