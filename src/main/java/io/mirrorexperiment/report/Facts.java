package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Twins;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.Pause;
import io.mirrorexperiment.journal.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Questions about a journal that more than one view asks. */
record Facts(Journal journal) {
    boolean has(Class<? extends Entry> kind) {
        return journal.has(kind);
    }

    <E extends Entry> Optional<E> last(Class<E> kind) {
        return journal.last(kind);
    }

    /** How the run ended; a run that is held counts as ended until somebody decides. */
    Optional<Ending> ending() {
        return last(Entry.Finished.class).map(Entry.Finished::ending).or(this::held);
    }

    private Optional<Ending> held() {
        return isHeld()
                ? last(Entry.Judged.class)
                        .map(judged -> new Ending(judged.verdict(), Outcome.HELD, judged.cause(), judged.because()))
                : Optional.empty();
    }

    /** Whether the dark version is kept for somebody who has not decided yet. */
    boolean isHeld() {
        return has(Entry.Held.class) && !isAnswered(Entry.Held.class) && !has(Entry.DarkRemoved.class);
    }

    /** Whether a conforming version waits for somebody who has not answered yet. */
    boolean isAwaited() {
        return has(Entry.Awaited.class)
                && !isAnswered(Entry.Awaited.class)
                && !has(Entry.DarkRemoved.class)
                && !has(Entry.Finished.class);
    }

    /** Whether the run has stopped before the mirror and nobody has said what now. */
    boolean isPaused() {
        return Pause.of(journal) instanceof Pause.Begun && !has(Entry.Finished.class);
    }

    /** A promotion counts only where it was asked for after it was offered; a word to stop always does. */
    private boolean isAnswered(Class<? extends Entry> offer) {
        boolean offered = false;
        boolean answered = false;
        for (Entry entry : journal.entries()) {
            offered |= offer.isInstance(entry);
            answered |= (offered && Entry.Request.PROMOTE.isAskedBy(entry))
                    || Entry.Request.ABORT.isAskedBy(entry)
                    || Entry.Request.ROLL_BACK.isAskedBy(entry);
        }
        return answered;
    }

    /** The wait for a person's word that the run is in. */
    Optional<Waiting> waiting() {
        if (isHeld()) {
            return Waiting.of(journal, Entry.Held.class);
        }
        return isAwaited() ? Waiting.of(journal, Entry.Awaited.class) : paused();
    }

    private Optional<Waiting> paused() {
        return isPaused() ? Waiting.of(journal, Entry.Paused.class) : Optional.empty();
    }

    Verdict verdict() {
        return ending().map(Ending::verdict)
                .or(() -> last(Entry.Judged.class).map(Entry.Judged::verdict))
                .orElse(Verdict.UNDECIDED);
    }

    Optional<Plan> plan() {
        return last(Entry.Planned.class).map(Entry.Planned::plan);
    }

    /** The looks that the journal still has; of very many it keeps some. */
    List<Entry.Iterated> ticks() {
        return journal.all(Entry.Iterated.class).toList();
    }

    /** How many looks there were. */
    int looksMade() {
        return Math.max(
                ticks().size(),
                last(Entry.Iterated.class).map(Entry.Iterated::tick).orElse(0));
    }

    /** How many of them were to warm up; where the journal has lost some, as many as were planned. */
    long warmUps() {
        long kept = ticks().stream().filter(Entry.Iterated::warmUp).count();
        return ticks().size() < looksMade()
                ? Math.max(kept, Math.min(looksMade(), journal.cadence().warmUp()))
                : kept;
    }

    /** The newest look that was assessed. */
    Optional<Entry.Iterated> assessed() {
        return journal.all(Entry.Iterated.class)
                .filter(tick -> !tick.assessments().isEmpty())
                .reduce((older, newer) -> newer);
    }

    List<Standing> objectives() {
        return Standing.of(
                journal.experiment(),
                assessed().map(Entry.Iterated::assessments).orElse(List.of()));
    }

    Optional<MirrorProof> proof() {
        return last(Entry.Iterated.class).map(Entry.Iterated::proof).or(() -> last(Entry.Flowing.class)
                .map(Entry.Flowing::proof));
    }

    /** What the access logs said at the newest look; empty where they are not read. */
    Optional<Twins> twins() {
        return last(Entry.Iterated.class).flatMap(Entry.Iterated::twins);
    }

    Totals live() {
        return last(Entry.Iterated.class).map(Entry.Iterated::live).orElse(Totals.NONE);
    }

    Totals dark() {
        return last(Entry.Iterated.class).map(Entry.Iterated::dark).orElse(Totals.NONE);
    }

    Optional<Instant> started() {
        return journal.entries().stream().findFirst().map(Entry::at);
    }

    Optional<Instant> newest() {
        return journal.entries().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        journal.entries().get(journal.entries().size() - 1).at());
    }

    Optional<Instant> at(Class<? extends Entry> kind) {
        return last(kind).map(Entry::at);
    }

    /** Whether the run is still on its way to a verdict. */
    boolean verdictIsOpen() {
        return !has(Entry.Judged.class) && !has(Entry.Finished.class) && !has(Entry.Unmirrored.class);
    }

    /** Time since the first entry. */
    Duration age(Instant now) {
        return Duration.between(started().orElse(now), now);
    }

    /** What failed at the end of the journal and has not succeeded since. */
    Optional<Entry.Stumbled> stumbling() {
        List<Entry> entries =
                journal.entries().stream().filter(entry -> !entry.isSaid()).toList();
        return entries.isEmpty() || !(entries.get(entries.size() - 1) instanceof Entry.Stumbled stumbled)
                ? Optional.empty()
                : Optional.of(stumbled);
    }

    /** Copies are held against this share, a fraction in percent; empty where nobody knows it. */
    Optional<Double> percentAsked() {
        var planned = plan().map(Plan::percent);
        if (planned.isPresent()) {
            return planned.get().isPresent() ? Optional.of(planned.get().getAsDouble()) : Optional.empty();
        }
        return journal.experiment().adopted()
                ? Optional.empty()
                : Optional.of(journal.experiment().mirror().percent());
    }
}
