package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Readiness;
import io.mirrorexperiment.run.Move.Wait;
import java.time.Instant;
import java.util.Optional;

/** Waits for the dark version to become ready, and not for ever. */
final class Readying {
    private final Site site;

    Readying(Site site) {
        this.site = site;
    }

    /**
     * How the wait stands.
     *
     * @param readiness of the dark version; empty if it is gone
     * @param image what its pods run, {@code ""} where no image is exchanged; empty while they do not say
     */
    Result result(Journal journal, Optional<Readiness> readiness, Optional<String> image) {
        Plan plan = Site.plan(journal);
        Optional<String> unready = readiness
                .map(Darkness::unready)
                .orElseGet(() -> Optional.of(site.versions().kind().kind() + " " + plan.dark() + " is gone"));
        return unready.or(() -> image.isPresent()
                        ? Optional.empty()
                        : Optional.of("its pods do not say yet which image they run"))
                .map(reason -> notReady(journal, reason))
                .orElseGet(() -> ready(journal, image.orElse("")));
    }

    /** Who stopped the run and lets it go on gives the dark version its time to become ready again. */
    private Result notReady(Journal journal, String reason) {
        Optional<Instant> wentOn = new Progress(journal).wentOn();
        Instant deadline = wentOn.orElseGet(
                        () -> journal.last(Entry.Deployed.class).orElseThrow().at())
                .plus(journal.experiment().dark().readyWithin());
        String within = journal.experiment().dark().readyWithin().toSeconds() + " s"
                + (wentOn.isPresent() ? " after the stop before the mirror: " : ": ");
        return site.now().isAfter(deadline)
                ? Result.Done.with(new Entry.Judged(
                        site.now(),
                        Verdict.VIOLATES,
                        Cause.NEVER_READY,
                        "the dark version was not ready within " + within + reason))
                : new Result.NotYet(Wait.READINESS, reason);
    }

    /** What was called ready before a stop must be what is ready after it. */
    private Result ready(Journal journal, String image) {
        Optional<String> before = journal.last(Entry.Ready.class).map(Entry.Ready::image);
        return before.filter(known -> !known.equals(image))
                .map(known -> Looking.inconclusive(
                        site.now(),
                        Cause.DARK_CONTAMINATED,
                        "while the run had stopped before the mirror, the dark version's image became " + image
                                + "; it was " + known))
                .orElseGet(() -> Result.Done.with(new Entry.Ready(site.now(), image)));
    }
}
