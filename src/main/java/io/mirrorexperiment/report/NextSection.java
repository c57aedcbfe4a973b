package io.mirrorexperiment.report;

import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.util.ArrayList;
import java.util.List;

/** What a person can do now. */
final class NextSection {
    private NextSection() {}

    static Section of(Facts facts) {
        List<Row> rows = new ArrayList<>();
        for (String command : commands(facts.journal())) {
            rows.addAll(command(command));
        }
        return Section.of(title(facts), rows);
    }

    /** The commands that make sense now; at the end those that the run itself wrote down. */
    static List<String> commands(Journal journal) {
        Facts facts = new Facts(journal);
        if (facts.has(Entry.Finished.class)) {
            return facts.last(Entry.Finished.class)
                    .map(Entry.Finished::commands)
                    .orElse(List.of());
        }
        if (facts.isHeld() || facts.isAwaited()) {
            return List.of("mirror-experiment promote " + journal.id(), "mirror-experiment rollback " + journal.id());
        }
        return List.of(
                "mirror-experiment status " + journal.id() + "   # follow it",
                "mirror-experiment resume " + journal.id() + "   # go on with it, if its process has ended",
                "mirror-experiment abort " + journal.id() + "   # stop it and clean up");
    }

    private static String title(Facts facts) {
        if (facts.isHeld()) {
            return "Decide"
                    + facts.last(Entry.Held.class)
                            .map(held -> " before " + Numbers.date(held.until()) + ", else it is rolled back")
                            .orElse("");
        }
        if (facts.isAwaited()) {
            return "Decide"
                    + facts.last(Entry.Awaited.class)
                            .map(awaited -> " before " + Numbers.date(awaited.until()) + ", else it is rolled back")
                            .orElse("");
        }
        return "What to do next";
    }

    /** A remark behind a command goes in front of it; a long command goes on behind a backslash, so that it can be copied. */
    private static List<Row> command(String text) {
        String line = Clean.line(text);
        int remark = line.indexOf(" # ");
        List<Row> rows = new ArrayList<>();
        if (remark > 0) {
            Prose.wrapped(line.substring(remark + 3), Section.width() - 2)
                    .forEach(words -> rows.add(Row.of(Tone.FAINT, "# " + words)));
        }
        rows.addAll(continued((remark > 0 ? line.substring(0, remark) : line).strip()));
        return rows;
    }

    private static List<Row> continued(String command) {
        List<Row> rows = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : command.split(" +", -1)) {
            if (!line.isEmpty() && Width.of(line + " " + word + " \\") > Section.width()) {
                rows.add(Row.of(line + " \\"));
                line.setLength(0);
                line.append("   ");
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        rows.add(Row.of(line.toString()));
        return rows;
    }
}
