package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.Readiness;
import io.mirrorexperiment.run.Move.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The deeds that bring the dark version to the users, and back. */
final class Promoting {
    /** On a Deployment that was there already, while it is promoted: how many pods it had. */
    private static final String BEFORE_SCALE = "mirror-experiment.io/before-scale";

    /** On a Deployment for a moment, while its promotion is taken back: makes that an edit in any case. */
    private static final String CLOSING = "mirror-experiment.io/closing";

    private static final String NOT_OURS = "the claim on the target was taken away, or the run was ended elsewhere";

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
                ? committed(journal, running)
                : Looking.inconclusive(
                        now,
                        Cause.DARK_CONTAMINATED,
                        "before promotion the dark version ran " + running + ", but " + judged + " was judged");
    }

    /** From here no look renews the claim: one promise covers the whole promotion. */
    private Result committed(Journal journal, String image) {
        if (journal.experiment().touches()) {
            Duration promise = Deadlines.ofPromotion(journal.experiment(), site.patience());
            site.claims().renew(site.claim(journal, Site.plan(journal)), promise);
        }
        return Result.Done.with(new Entry.Committed(site.now(), image));
    }

    Result changeLive(Journal journal) {
        String container = Site.plan(journal).container();
        String image = journal.last(Entry.Committed.class).orElseThrow().image();
        return edit(() -> live(journal), () -> mayPromote(journal), live -> site.workload()
                        .promoted(live, container, image))
                ? Result.Done.with(new Entry.LiveChanged(site.now()))
                : regret(NOT_OURS);
    }

    /** Asked after reading and before writing, so that a late twin changes nothing that was taken back or finished. */
    private boolean mayPromote(Journal journal) {
        Journal newest = site.newest(journal);
        return !newest.has(Entry.Verified.class) && !newest.has(Entry.Regretted.class) && site.holds(journal);
    }

    Result scale(Journal journal) {
        Manifest live = darkness.live(journal);
        boolean done = edit(
                () -> darkness.dark(journal),
                () -> mayPromote(journal),
                dark -> scaled(dark, site.workload().scaledLike(dark, live)));
        if (!done) {
            return regret(darkness.dark(journal).isPresent() ? NOT_OURS : "the dark version is gone");
        }
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
            return Result.Done.with(new Entry.Verified(site.now()));
        }
        return inTime(journal, clones ? Entry.LiveChanged.class : Entry.Shifted.class)
                ? new Result.NotYet(Wait.VERIFICATION, unready.get())
                : regret("the promoted version does not serve: " + unready.get());
    }

    private Readiness readiness(Manifest workload) {
        return site.workload().readiness(workload, site.cluster().pods(workload));
    }

    /** What a promotion needed for itself only is undone: the user's own update strategy again, no note of what was before. */
    void settle(Journal journal) {
        if (new Progress(journal).clones()) {
            edit(() -> live(journal), () -> !site.passedOn(journal), site.workload()::settled);
        } else {
            edit(
                    () -> darkness.dark(journal),
                    () -> !site.passedOn(journal),
                    dark -> dark.withoutAnnotation(BEFORE_SCALE));
        }
    }

    /** Before the way back goes: from here nobody who undoes the run may remove the version that users are served by. */
    void handOver(Journal journal) {
        String run = journal.id().toString();
        edit(
                () -> darkness.dark(journal).filter(dark -> site.workload().ours(dark, run)),
                () -> !site.newest(journal).has(Entry.Regretted.class) && site.holds(journal),
                dark -> site.workload().handedOver(dark, run));
    }

    Result takeBack(Journal journal) {
        Optional<Result> trouble = new Progress(journal).clones() ? liveBack(journal) : routeBack(journal);
        return trouble.orElseGet(() -> Result.Done.with(new Entry.TakenBack(site.now())));
    }

    private Optional<Result> liveBack(Journal journal) {
        boolean done = closing(() -> live(journal), journal, site.workload()::takenBack);
        Optional<String> unready = Darkness.unready(readiness(darkness.live(journal)));
        return unready.filter(reason -> done)
                .map(reason -> new Result.NotYet(Wait.VERIFICATION, "the old version is coming back: " + reason));
    }

    /** What was handed over already stays with the users: then the way forward is the only one that leaves nobody behind. */
    private Optional<Result> routeBack(Journal journal) {
        if (darkness.isHandedOver(journal)) {
            return routing.oldDropped(journal);
        }
        Optional<Result> trouble = routing.shiftBack(journal);
        if (trouble.isEmpty()) {
            closing(() -> darkness.dark(journal), journal, Promoting::unscaled);
        }
        return trouble;
    }

    /** Changes an object in any case, in two edits, so that the late edit of a twin is outrun even if there was nothing to undo. */
    private boolean closing(Supplier<Optional<Manifest>> read, Journal journal, UnaryOperator<Manifest> change) {
        BooleanSupplier may = () -> !site.passedOn(journal);
        return edit(read, may, object -> change.apply(object)
                        .withAnnotation(CLOSING, journal.id().toString()))
                && edit(read, may, object -> object.withoutAnnotation(CLOSING));
    }

    private static Manifest scaled(Manifest before, Manifest after) {
        boolean changes =
                !after.equals(before) && before.annotation(BEFORE_SCALE).isEmpty();
        long replicas = before.number("spec", "replicas").orElse(1L);
        return changes ? after.withAnnotation(BEFORE_SCALE, Long.toString(replicas)) : after;
    }

    private static Manifest unscaled(Manifest dark) {
        return dark.annotation(BEFORE_SCALE)
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(text -> dark.with(Long.valueOf(text), "spec", "replicas").withoutAnnotation(BEFORE_SCALE))
                .orElse(dark);
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

    private Optional<Manifest> live(Journal journal) {
        return Optional.of(darkness.live(journal));
    }

    private boolean edit(Supplier<Optional<Manifest>> read, BooleanSupplier may, UnaryOperator<Manifest> change) {
        return new Editing(site.cluster()).one(read, may, change);
    }
}
