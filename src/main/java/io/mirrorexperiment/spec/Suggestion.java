package io.mirrorexperiment.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was meant by a misspelt one. */
final class Suggestion {
    private static final int LONGEST = 64;
    private static final int SHORT_LIST = 5;

    private Suggestion() {}

    /** The nearest of the words, if it is near. */
    static Optional<String> nearest(String word, Collection<String> words) {
        String wanted = simple(word);
        int reach = Math.max(1, Math.min(3, wanted.length() / 3));
        return wanted.isEmpty() || wanted.length() > LONGEST
                ? Optional.empty()
                : words.stream()
                        .filter(each -> distance(wanted, simple(each)) <= reach)
                        .min(Comparator.comparingInt(each -> distance(wanted, simple(each))));
    }

    /** What to say about a word that is none of those allowed. */
    static String sentence(String word, List<String> words) {
        String meant =
                nearest(word, words).map(each -> "; did you mean " + each + "?").orElse("");
        boolean listed = meant.isEmpty() || words.size() <= SHORT_LIST;
        String allowed = listed ? (meant.isEmpty() ? "; " : " ") + "allowed: " + list(words) : "";
        return "unknown word " + Shown.quoted(word) + meant + allowed;
    }

    static String list(List<String> words) {
        return String.join(", ", words);
    }

    private static String simple(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** Edits from one to the other: insert, delete, replace, swap neighbours (optimal string alignment). */
    static int distance(String from, String to) {
        int[][] table = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                table[i][j] = i == 0 || j == 0 ? i + j : cheapest(table, from, to, i, j);
            }
        }
        return table[from.length()][to.length()];
    }

    private static int cheapest(int[][] table, String from, String to, int i, int j) {
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int best = Math.min(table[i - 1][j - 1] + change, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, table[i - 2][j - 2] + 1) : best;
    }
}
