package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.run.Move.Wait;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Edits of a promotion, and until when it may go on. */
final class PromotionEdits {
    static final String NOT_OURS = "the claim on the target was taken away, or the run was ended elsewhere";

    /** On an object for a moment, while its promotion is taken back: makes that an edit in any case. */
    private static final String CLOSING = "mirror-experiment.io/closing";

    private final Site site;

    PromotionEdits(Site site) {
        this.site = site;
    }

    boolean edit(Supplier<Optional<Manifest>> read, BooleanSupplier may, UnaryOperator<Manifest> change) {
        return new Editing(site.cluster()).one(read, may, change);
    }

    /** Asked after reading and before writing, so that a late twin changes nothing that was taken back or finished. */
    boolean mayPromote(Journal journal) {
        Journal newest = site.newest(journal);
        return !newest.has(Entry.Verified.class) && !newest.has(Entry.Regretted.class) && site.holds(journal);
    }

    /** Whether the way back may be taken away. */
    boolean mayHandOver(Journal journal) {
        return !site.newest(journal).has(Entry.Regretted.class) && site.holds(journal);
    }

    /** Changes an object in any case, in two edits, so that the late edit of a twin is outrun even if there was nothing to undo. */
    boolean closing(Supplier<Optional<Manifest>> read, Journal journal, UnaryOperator<Manifest> change) {
        BooleanSupplier may = () -> !site.passedOn(journal);
        return edit(read, may, object -> change.apply(object)
                        .withAnnotation(CLOSING, journal.id().toString()))
                && edit(read, may, object -> object.withoutAnnotation(CLOSING));
    }

    /** Waits for what is coming about, until it has taken too long since an entry. */
    Result waiting(Journal journal, Class<? extends Entry> since, String because, String regret) {
        Instant deadline = journal.last(since)
                .orElseThrow()
                .at()
                .plus(journal.experiment().dark().readyWithin())
                .plus(site.patience().verifying());
        return site.now().isAfter(deadline) ? regret(regret + because) : new Result.NotYet(Wait.VERIFICATION, because);
    }

    Result regret(String because) {
        return Result.Done.with(new Entry.Regretted(site.now(), Cause.PROMOTION_FAILED, because));
    }
}
