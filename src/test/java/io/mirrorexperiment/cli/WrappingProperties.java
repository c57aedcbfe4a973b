package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class WrappingProperties {
    @Property(tries = 200)
    void noOtherWayOfBreakingLeavesLessFree(
            @ForAll @Size(min = 1, max = 9) List<@AlphaChars @StringLength(min = 1, max = 7) String> words,
            @ForAll @IntRange(min = 7, max = 15) int room) {
        List<String> lines = Wrapping.lines(String.join(" ", words), room);

        assertThat(String.join(" ", lines)).isEqualTo(String.join(" ", words));
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(room));
        assertThat(free(lines, room)).isEqualTo(least(words, room));
    }

    /** By trying all ways. */
    private static long least(List<String> words, int room) {
        long least = Long.MAX_VALUE;
        for (int breaks = 0; breaks < 1 << (words.size() - 1); breaks++) {
            List<String> lines = broken(words, breaks);
            if (lines.stream().allMatch(line -> line.length() <= room)) {
                least = Math.min(least, free(lines, room));
            }
        }
        return least;
    }

    private static List<String> broken(List<String> words, int breaks) {
        List<String> lines = new ArrayList<>(List.of(words.get(0)));
        for (int i = 1; i < words.size(); i++) {
            if ((breaks >> (i - 1) & 1) == 1) {
                lines.add(words.get(i));
            } else {
                lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " " + words.get(i));
            }
        }
        return lines;
    }

    private static long free(List<String> lines, int room) {
        return lines.subList(0, lines.size() - 1).stream()
                .mapToLong(line -> (long) (room - line.length()) * (room - line.length()))
                .sum();
    }
}
