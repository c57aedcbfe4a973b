package io.mirrorexperiment.cli;

import io.mirrorexperiment.report.Width;
import java.util.ArrayList;
import java.util.List;

/**
 * Breaks text between its words into lines that are as even as can be: the squares of what is left free at the ends of all lines but the
 * last add up to least. Where there is a choice, earlier lines are shorter.
 */
final class Wrapping {
    private final List<String> words;
    private final int room;

    /** For each word the least that can be left free from a line that begins with it on, and the word that the next line begins with. */
    private final long[] free;

    private final int[] next;

    private Wrapping(List<String> words, int room) {
        this.words = words;
        this.room = room;
        this.free = new long[words.size() + 1];
        this.next = new int[words.size()];
    }

    /**
     * The lines of a text; at least one.
     *
     * @param room columns of a line, unless a word takes more
     */
    static List<String> lines(String text, int room) {
        List<String> words = List.of(text.split(" ", -1));
        int longest = words.stream().mapToInt(Width::of).max().orElse(0);
        Wrapping wrapping = new Wrapping(words, Math.max(room, longest));
        for (int first = words.size() - 1; first >= 0; first--) {
            wrapping.weigh(first);
        }
        return wrapping.lines();
    }

    private void weigh(int first) {
        free[first] = Long.MAX_VALUE;
        int width = -1;
        for (int end = first + 1; end <= words.size(); end++) {
            width += 1 + Width.of(words.get(end - 1));
            if (width > room) {
                return;
            }
            long left = end == words.size() ? 0 : (long) (room - width) * (room - width) + free[end];
            if (left < free[first] || left == 0) {
                free[first] = left;
                next[first] = end;
            }
        }
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int word = 0; word < words.size(); word = next[word]) {
            lines.add(String.join(" ", words.subList(word, next[word])));
        }
        return lines;
    }
}
