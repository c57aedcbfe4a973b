package io.mirrorexperiment.report;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a person can do now. */
final class NextSection {
    private static final int INCONCLUSIVE = 2;

    private NextSection() {}

    static Section of(Facts facts) {
        Stream<Block> commands = commands(facts.journal()).stream().map(Command::of);
        return new Section(
                title(facts), Stream.concat(explained(facts).stream(), commands).toList());
    }

    /** Where it is written what an end without a verdict means; empty for others. */
    private static Optional<Block> explained(Facts facts) {
        return facts.ending()
                .filter(ending -> ending.exitCode() == INCONCLUSIVE)
                .map(ending -> new Block.Item(
                        Tone.PLAIN,
                        Tone.PLAIN,
                        "what it means, where to look, what to do: docs/after-exit-2.md, "
                                + ending.cause().word()));
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
            List<String> ways = List.of(
                    "mirror-experiment promote " + journal.id(),
                    "mirror-experiment rollback " + journal.id(),
                    "mirror-experiment extend " + journal.id() + " --iterations 1   # wait as long once more");
            return journal.experiment().prints() ? ways.subList(1, ways.size()) : ways;
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
