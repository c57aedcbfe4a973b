package io.mirrorexperiment.notify;

import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Occasion;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something in a journal that others are told of.
 *
 * @param occasion what
 * @param at when it happened
 * @param verdict as it was known then
 * @param cause of the verdict or of the end, as reports have it; empty before there is one
 * @param outcome as reports have it; empty before the end
 * @param exitCode of the gate; empty before the end
 * @param sentence what happened and why
 */
record Event(
        Occasion occasion,
        Instant at,
        Verdict verdict,
        Optional<String> cause,
        Optional<String> outcome,
        Optional<Integer> exitCode,
        String sentence) {

    /** All of a journal, oldest first, each occasion at most once. Pure. */
    static List<Event> of(Journal journal) {
        List<Event> events = new ArrayList<>();
        Optional<Entry.Planned> planned = journal.all(Entry.Planned.class).findFirst();
        Optional<Entry.Judged> judged = journal.last(Entry.Judged.class).filter(ignored -> planned.isPresent());
        planned.ifPresent(entry -> events.add(started(journal, entry)));
        judged.ifPresent(entry -> events.add(judged(entry)));
        journal.all(Entry.Held.class).findFirst().ifPresent(held -> events.add(held(held, judged)));
        journal.last(Entry.Finished.class)
                .map(Event::ended)
                .filter(end -> events.stream().noneMatch(each -> each.occasion() == end.occasion()))
                .ifPresent(events::add);
        return List.copyOf(events);
    }

    private static Event started(Journal journal, Entry.Planned planned) {
        Plan plan = planned.plan();
        String how = journal.experiment().adopted()
                ? " is watched beside " + plan.live() + ", behind the mirror that is there"
                : " is tried beside " + plan.live() + ", with copies of its requests";
        return new Event(
                Occasion.STARTED,
                planned.at(),
                Verdict.UNDECIDED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                plan.dark() + how);
    }

    private static Event judged(Entry.Judged judged) {
        return new Event(
                Occasion.JUDGED,
                judged.at(),
                judged.verdict(),
                Optional.of(judged.cause().word()),
                Optional.empty(),
                Optional.empty(),
                judged.because());
    }

    private static Event held(Entry.Held held, Optional<Entry.Judged> judged) {
        return new Event(
                Occasion.HELD,
                held.at(),
                judged.map(Entry.Judged::verdict).orElse(Verdict.UNDECIDED),
                judged.map(entry -> entry.cause().word()),
                Optional.of(Outcome.HELD.word()),
                Optional.of(2),
                "kept until " + held.until() + " for a person to decide"
                        + judged.map(entry -> "; " + entry.because()).orElse(""));
    }

    private static Event ended(Entry.Finished finished) {
        Ending ending = finished.ending();
        return new Event(
                Occasion.of(ending.outcome()),
                finished.at(),
                ending.verdict(),
                Optional.of(ending.cause().word()),
                Optional.of(ending.outcome().word()),
                Optional.of(ending.exitCode()),
                ending.because());
    }
}
