package io.mirrorexperiment.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ticks that a process knows beyond what is stored, in little room. Thread-safe.
 *
 * @param stored how many entries are stored
 * @param part the newest of those, if there is one, and the ticks after it
 */
record Beyond(int stored, Pressed part) {
    /** Empty if {@code newest} is not {@code stored} with nothing but ticks more. */
    static Optional<Beyond> of(Journal stored, Journal newest) {
        int before = stored.entries().size();
        if (newest.entries().size() <= before) {
            return Optional.empty();
        }
        List<Entry> ticks = newest.entries().subList(before, newest.entries().size());
        return ticks.stream().allMatch(Entry.Iterated.class::isInstance)
                        && stored.plus(ticks).equals(newest)
                ? Optional.of(new Beyond(before, pressed(stored, ticks)))
                : Optional.empty();
    }

    /** The newest journal; empty if {@code now} is not what was stored. */
    Optional<Journal> on(Journal now) {
        if (now.entries().size() != stored) {
            return Optional.empty();
        }
        List<Entry> entries = part.journal().orElseThrow().entries();
        List<Entry> last = last(now);
        return entries.subList(0, last.size()).equals(last)
                ? Optional.of(now.plus(entries.subList(last.size(), entries.size())))
                : Optional.empty();
    }

    private static Pressed pressed(Journal stored, List<Entry> ticks) {
        List<Entry> entries = new ArrayList<>(last(stored));
        entries.addAll(ticks);
        Journal part = new Journal(stored.id(), stored.format(), stored.holder(), stored.experiment(), entries);
        return Pressed.lasting(part, JournalText.ascii(part));
    }

    /** Without what only the newest look keeps; none of a run that has done nothing yet. */
    private static List<Entry> last(Journal journal) {
        List<Entry> entries = journal.entries();
        return entries.isEmpty()
                ? List.of()
                : List.of(entries.get(entries.size() - 1).bare());
    }
}
