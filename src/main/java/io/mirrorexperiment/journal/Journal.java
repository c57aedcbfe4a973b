package io.mirrorexperiment.journal;

import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that is known of a run. Immutable; {@link #plus} gives a longer one.
 *
 * @param id of the run
 * @param format the oldest version of the JSON format that has all its words
 * @param holder names this run in claims, unlike any other run's
 * @param experiment what was asked for
 * @param entries what happened, oldest first
 */
public record Journal(RunId id, int format, String holder, Experiment experiment, List<Entry> entries) {
    /** The newest format; a journal that can do without what is new in it is of an older one. */
    public static final int FORMAT = Format.NEWEST;

    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException if the experiment is not the run's: whoever may write journals in one namespace would have others act
     *     for him in another
     */
    public Journal {
        if (!experiment.namespace().equals(id.namespace()) || !experiment.name().equals(id.name())) {
            throw new IllegalArgumentException(
                    "run " + id + " cannot be of experiment " + experiment.namespace() + "/" + experiment.name());
        }
        entries = List.copyOf(entries);
    }

    /** A run that has done nothing yet. */
    public static Journal begun(RunId id, String holder, Experiment experiment) {
        return new Journal(id, Format.of(experiment), holder, experiment, List.of());
    }

    /**
     * A journal with one more entry. Raw counters stay with the newest look only, and of very many looks older ones go, so that a
     * journal's size is bounded.
     */
    public Journal plus(Entry entry) {
        boolean tick = entry instanceof Entry.Iterated;
        List<Entry> longer = new ArrayList<>(tick ? Thinning.roomy(entries) : entries);
        if (tick || entry instanceof Entry.Watched) {
            longer.replaceAll(old -> old.getClass() == entry.getClass() ? old.bare() : old);
        }
        longer.add(entry);
        return new Journal(id, Math.max(format, Format.of(entry)), holder, experiment, longer);
    }

    /** A journal with more entries. */
    public Journal plus(List<? extends Entry> more) {
        Journal longer = this;
        for (Entry entry : more) {
            longer = longer.plus(entry);
        }
        return longer;
    }

    /**
     * Whether this journal begins with all that {@code other} has, but for old looks that went to make room; raw counters of looks are
     * not compared.
     */
    public boolean continues(Journal other) {
        return id.equals(other.id)
                && holder.equals(other.holder)
                && experiment.equals(other.experiment)
                && begins(bare(entries), bare(other.entries));
    }

    /** The newest entry of a kind. */
    public <E extends Entry> Optional<E> last(Class<E> kind) {
        return all(kind).reduce((older, newer) -> newer);
    }

    /** All entries of a kind, oldest first. */
    public <E extends Entry> Stream<E> all(Class<E> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** Whether there is an entry of a kind. */
    public boolean has(Class<? extends Entry> kind) {
        return entries.stream().anyMatch(kind::isInstance);
    }

    /**
     * How the run looks: as the experiment asks, with the iterations that people added since. Whoever wants to know how many looks there
     * are asks here, not the experiment, which stays as it was begun.
     */
    public Cadence cadence() {
        return Extent.cadence(this);
    }

    /** When the run has ended at the latest: as planned, with the time that people added since; empty before there is a plan. */
    public Optional<Instant> deadline() {
        return Extent.deadline(this);
    }

    /** The first word of somebody who asked for something; empty if nobody did. */
    public Optional<Entry.Asked> asked(Entry.Request request) {
        return all(Entry.Asked.class)
                .filter(asked -> asked.request() == request)
                .findFirst();
    }

    private static boolean begins(List<Entry> longer, List<Entry> shorter) {
        return startsWith(longer, shorter) || startsWith(longer, Thinning.remembered(shorter, longer));
    }

    private static boolean startsWith(List<Entry> longer, List<Entry> shorter) {
        return longer.size() >= shorter.size()
                && longer.subList(0, shorter.size()).equals(shorter);
    }

    private static List<Entry> bare(List<Entry> entries) {
        return entries.stream().map(Entry::bare).toList();
    }
}
