package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The step past the point of no return: only for what is still what was judged. */
final class Commitment {
    private final Site site;

    Commitment(Site site) {
        this.site = site;
    }

    /**
     * Commits the run to a promotion, or judges it anew.
     *
     * @param dark how ready the dark version is; empty if it is gone
     * @param image what it runs; empty where no image is exchanged
     */
    Result of(Journal journal, Supplier<Optional<Readiness>> dark, Supplier<Optional<String>> image) {
        Instant now = site.now();
        if (!site.holds(journal)) {
            return Looking.inconclusive(
                    now, Cause.ROUTE_CHANGED, "the claim on the target was taken away before promotion");
        }
        Optional<String> unready = dark.get().map(Darkness::unready).orElseGet(() -> Optional.of(gone()));
        if (unready.isPresent()) {
            return Result.Done.with(new Entry.Judged(
                    now,
                    Verdict.VIOLATES,
                    Cause.NEVER_READY,
                    "before promotion the dark version was not ready: " + unready.get()));
        }
        String judged = journal.last(Entry.Ready.class).map(Entry.Ready::image).orElse("");
        String running = image.get().orElse("");
        return running.equals(judged) || judged.isEmpty()
                ? committed(journal, running)
                : Looking.inconclusive(
                        now,
                        Cause.DARK_CONTAMINATED,
                        "before promotion the dark version ran " + running + ", but " + judged + " was judged");
    }

    /** What is said of a version whose object cannot be found. */
    String gone() {
        return "its " + site.versions().kind().kind() + " is gone";
    }

    /** From here no look renews the claim: one promise covers the whole promotion. */
    private Result committed(Journal journal, String image) {
        if (journal.experiment().touches()) {
            Duration promise = Deadlines.ofPromotion(journal.experiment(), site.patience());
            site.claims().renew(site.claim(journal, Site.plan(journal)), promise);
        }
        return Result.Done.with(new Entry.Committed(site.now(), image));
    }
}
