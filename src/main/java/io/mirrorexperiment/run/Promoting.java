package io.mirrorexperiment.run;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.Readiness;
import io.mirrorexperiment.run.Move.Wait;
import java.util.Optional;

/** Brings a dark Deployment, or its image, to the users, and back. */
final class Promoting implements PromotionDeeds {
    /** On a Deployment that was there already, while it is promoted: how many pods it had. */
    private static final String BEFORE_SCALE = "mirror-experiment.io/before-scale";

    private final Site site;
    private final Darkness darkness;
    private final Routing routing;
    private final PromotionEdits edits;
    private final Commitment commitment;

    Promoting(Site site, Darkness darkness, Routing routing) {
        this.site = site;
        this.darkness = darkness;
        this.routing = routing;
        edits = new PromotionEdits(site);
        commitment = new Commitment(site);
    }

    @Override
    public Result commit(Journal journal) {
        return commitment.of(journal, () -> darkness.darkReadiness(journal), () -> darkness.image(journal));
    }

    @Override
    public Result changeLive(Journal journal) {
        String container = Site.plan(journal).container();
        String image = journal.last(Entry.Committed.class).orElseThrow().image();
        return edits.edit(() -> live(journal), () -> edits.mayPromote(journal), live -> site.workload()
                        .promoted(live, container, image))
                ? Result.Done.with(new Entry.LiveChanged(site.now()))
                : edits.regret(PromotionEdits.NOT_OURS);
    }

    /** Gives the dark workload as many pods as those have together whose requests it gets. */
    Result scale(Journal journal) {
        Manifest live = darkness.lives(journal);
        boolean done = edits.edit(
                () -> darkness.dark(journal),
                () -> edits.mayPromote(journal),
                dark -> scaled(dark, site.workload().scaledLike(dark, live)));
        if (!done) {
            return edits.regret(
                    darkness.dark(journal).isPresent() ? PromotionEdits.NOT_OURS : "the dark version is gone");
        }
        return darkness.darkReadiness(journal)
                .flatMap(Darkness::unready)
                .map(unready -> edits.waiting(
                        journal,
                        Entry.Committed.class,
                        unready,
                        "the promoted version has not become ready at live's size: "))
                .orElseGet(() -> Result.Done.with(new Entry.Scaled(site.now())));
    }

    @Override
    public Result verify(Journal journal) {
        boolean clones = new Progress(journal).clones();
        Readiness readiness = clones
                ? readiness(darkness.live(journal))
                : darkness.darkReadiness(journal).orElse(new Readiness.Failed(commitment.gone()));
        Class<? extends Entry> since = clones ? Entry.LiveChanged.class : Entry.Shifted.class;
        return Darkness.unready(readiness)
                .map(unready -> edits.waiting(journal, since, unready, "the promoted version does not serve: "))
                .orElseGet(() -> Result.Done.with(new Entry.Verified(site.now())));
    }

    private Readiness readiness(Manifest workload) {
        return site.workload().readiness(workload, site.cluster().pods(workload));
    }

    /** The user's own update strategy comes again. */
    @Override
    public void settle(Journal journal) {
        if (new Progress(journal).clones()) {
            edits.edit(() -> live(journal), () -> !site.passedOn(journal), site.workload()::settled);
        } else {
            edits.edit(
                    () -> darkness.dark(journal),
                    () -> !site.passedOn(journal),
                    dark -> dark.withoutAnnotation(BEFORE_SCALE));
        }
    }

    @Override
    public void handOver(Journal journal) {
        String run = journal.id().toString();
        edits.edit(
                () -> darkness.dark(journal).filter(dark -> site.workload().ours(dark, run)),
                () -> edits.mayHandOver(journal),
                dark -> site.workload().handedOver(dark, run));
    }

    @Override
    public Result takeBack(Journal journal) {
        Progress progress = new Progress(journal);
        Optional<Result> led = progress.clones() && progress.steps() ? routing.shiftBack(journal) : Optional.empty();
        Optional<Result> trouble = led.or(() -> progress.clones() ? liveBack(journal) : routeBack(journal));
        return trouble.orElseGet(() -> Result.Done.with(new Entry.TakenBack(site.now())));
    }

    private Optional<Result> liveBack(Journal journal) {
        boolean done = edits.closing(() -> live(journal), journal, site.workload()::takenBack);
        Optional<String> unready = Darkness.unready(readiness(darkness.live(journal)));
        return unready.filter(reason -> done).map(reason -> new Result.NotYet(Wait.RETURN, reason));
    }

    /** What was handed over already stays with the users: then the way forward is the only one that leaves nobody behind. */
    private Optional<Result> routeBack(Journal journal) {
        if (darkness.isHandedOver(journal)) {
            return routing.oldDropped(journal);
        }
        Optional<Result> trouble = routing.shiftBack(journal);
        if (trouble.isEmpty()) {
            edits.closing(() -> darkness.dark(journal), journal, Promoting::unscaled);
        }
        return trouble;
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

    private Optional<Manifest> live(Journal journal) {
        return Optional.of(darkness.live(journal));
    }
}
