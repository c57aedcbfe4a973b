package io.mirrorexperiment.report;

import io.mirrorexperiment.journal.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evidence that was thin or missing, and what failed on the way: each trouble once, with how often and when last. */
final class TroubleSection {
    private static final int MOST = 12;

    private TroubleSection() {}

    static Section of(Facts facts) {
        Map<String, Seen> seen = new LinkedHashMap<>();
        for (Entry entry : facts.journal().entries()) {
            if (entry instanceof Entry.Iterated tick) {
                tick.trouble().forEach(trouble -> note(seen, trouble, "look " + tick.tick()));
            } else if (entry instanceof Entry.Stumbled stumbled) {
                note(seen, "could not " + stumbled.deed() + ": " + stumbled.message(), Numbers.clock(entry.at()));
            }
        }
        List<Block> blocks = new ArrayList<>();
        seen.entrySet().stream()
                .limit(MOST)
                .forEach(each -> blocks.add(new Block.Item(
                        Tone.DOUBT, Tone.PLAIN, each.getKey() + each.getValue().words())));
        if (seen.size() > MOST) {
            String rest = "and " + (seen.size() - MOST) + " more; the JSON report has all";
            blocks.add(new Block.Item(Tone.FAINT, Tone.FAINT, rest));
        }
        return new Section("Trouble", blocks);
    }

    private static void note(Map<String, Seen> seen, String trouble, String when) {
        seen.merge(
                Clean.line(trouble),
                new Seen(1, when, when),
                (older, newer) -> new Seen(older.times() + 1, older.first(), newer.last()));
    }

    private record Seen(int times, String first, String last) {
        String words() {
            return times == 1 ? " (" + first + ")" : " (" + times + " times, " + first + " to " + last + ")";
        }
    }
}
