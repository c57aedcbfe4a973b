package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.run.Commit.Stage;
import io.mirrorexperiment.run.Move.Wait;
import io.mirrorexperiment.traffic.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The deeds on routes of a run that writes none: it says what has to be committed, and waits until the cluster shows it. It reads today's
 * objects each time, so other people's edits survive, and a commit that was made before counts.
 */
final class Committing {
    private final Site site;
    private final Routing routing;

    Committing(Site site, Routing routing) {
        this.site = site;
        this.routing = routing;
    }

    /** A stage that opens something; who does not commit it in time ends the run without a verdict. */
    Result open(Journal journal, Stage stage, Function<Instant, Entry> entry) {
        List<Manifest> objects = objects(journal);
        if (!routing.mayOpen(journal, objects)) {
            return new Result.Barred(Routing.NOT_OURS);
        }
        Result result = awaited(journal, stage, objects, entry);
        boolean late = result instanceof Result.NotYet
                && site.now().isAfter(new Progress(journal).begun().plus(patience(journal)));
        return late
                ? late(journal, ((Result.NotYet) result).commit().orElseThrow().words())
                : result;
    }

    private Result late(Journal journal, String words) {
        return Looking.inconclusive(
                site.now(),
                Cause.NOT_COMMITTED,
                "for " + patience(journal).toSeconds() + " s nobody committed " + words
                        + "; begin again, and commit it while the run waits, or write a longer promotion.expires beside gitops: print");
    }

    /** How long a commit is waited for: it is a person's word, as a promotion by hand is. */
    static Duration patience(Journal journal) {
        return journal.experiment().promotion().expires();
    }

    /** The mirror is out of the routes; unless the target is another run's by now, whose mirror it may be. */
    Result shut(Journal journal) {
        return site.passedOn(journal)
                ? Result.Done.with(new Entry.Unmirrored(site.now()))
                : awaited(journal, Stage.UNMIRROR, objects(journal), Entry.Unmirrored::new);
    }

    /** Why the dark version must not be removed yet; empty if no route leads copies or users to it. */
    Optional<Result> led(Journal journal) {
        List<Manifest> objects = objects(journal);
        if (site.passedOn(journal) || !journal.experiment().dark().source().ours()) {
            return Optional.empty();
        }
        Result mirrored = awaited(journal, Stage.UNMIRROR, objects, Entry.Unmirrored::new);
        return mirrored instanceof Result.NotYet
                ? Optional.of(mirrored)
                : commits(journal)
                        .stillLed(objects)
                        .map(because -> new Result.NotYet(Wait.COMMIT, "the dark version stays: " + because));
    }

    private Result awaited(Journal journal, Stage stage, List<Manifest> objects, Function<Instant, Entry> entry) {
        Step step = commits(journal).lacking(stage, objects);
        if (step instanceof Step.Barred barred) {
            return new Result.Barred(barred.because());
        }
        Commit commit = Commit.of(stage, ((Step.Changes) step).changes());
        return commit.isEmpty()
                ? Result.Done.with(entry.apply(site.now()))
                : new Result.NotYet(Wait.COMMIT, commit.words(), Optional.of(commit));
    }

    /** What is left to commit at the end. */
    List<Commit> left(Journal journal) {
        Verdict verdict = Conclusion.end(journal).verdict();
        Plan plan = Site.plan(journal);
        OptionalLong replicas = workload(journal, plan.live())
                .map(live -> Printing.lacking(live, workload(journal, plan.dark())))
                .orElseGet(OptionalLong::empty);
        return Printing.of(journal, plan, commits(journal), replicas).left(verdict, objects(journal));
    }

    private Optional<Manifest> workload(Journal journal, String name) {
        return site.cluster()
                .read(new Address(site.workload().kind(), journal.experiment().namespace(), name));
    }

    private Commits commits(Journal journal) {
        return new Commits(site.traffic(journal), Site.course(journal));
    }

    private List<Manifest> objects(Journal journal) {
        return routing.objects(Site.course(journal), site.traffic(journal));
    }
}
