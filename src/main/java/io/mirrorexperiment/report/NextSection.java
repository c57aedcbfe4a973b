package io.mirrorexperiment.report;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.util.List;

/** What a person can do now. */
final class NextSection {
    private NextSection() {}

    static Section of(Facts facts) {
        return new Section(
                title(facts),
                commands(facts.journal()).stream().map(Command::of).toList());
    }

    /** The same on a page with buttons: until the end no command of ours is needed there; what cleaning up has left to a person still is. */
    static Section withButtons(Facts facts) {
        if (facts.has(Entry.Finished.class)) {
            return of(facts);
        }
        return new Section(
                title(facts),
                facts.waiting().stream()
                        .map(waits -> new Block.Item(
                                Tone.PLAIN, Tone.PLAIN, "by the buttons of this page, for those who may"))
                        .toList());
    }

    /** The commands that make sense now; at the end those that the run itself wrote down. */
    static List<String> commands(Journal journal) {
        Facts facts = new Facts(journal);
        if (facts.has(Entry.Finished.class)) {
            return facts.last(Entry.Finished.class)
                    .map(Entry.Finished::commands)
                    .orElse(List.of());
        }
        if (facts.isPaused()) {
            return List.of(
                    "mirror-experiment mirror " + journal.id() + "   # open the mirror and judge",
                    "mirror-experiment rollback " + journal.id() + "   # do without the mirror",
                    "mirror-experiment extend " + journal.id() + " --iterations 1   # wait as long once more");
        }
        if (facts.isHeld() || facts.isAwaited()) {
            return List.of(
                    "mirror-experiment promote " + journal.id(),
                    "mirror-experiment rollback " + journal.id(),
                    "mirror-experiment extend " + journal.id() + " --iterations 1   # wait as long once more");
        }
        return List.of(
                "mirror-experiment status " + journal.id() + "   # follow it",
                "mirror-experiment resume " + journal.id() + "   # go on with it, if its process has ended",
                "mirror-experiment abort " + journal.id() + "   # stop it and clean up");
    }

    private static String title(Facts facts) {
        return facts.waiting()
                .map(waits -> "Decide before " + Numbers.date(waits.until()) + ", else it is rolled back")
                .orElse("What to do next");
    }
}
