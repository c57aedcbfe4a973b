package io.mirrorexperiment.cli;

import io.mirrorexperiment.spec.StoredExperiment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells Iter8's {@code run} and {@code report} from our own, which have the same names. They are Iter8's if the program is called {@code iter8}, after
 * the word {@code iter8}, with one of Iter8's own flags, and without a spec or a run where the folder has an {@value StoredExperiment#EXPERIMENT}.
 */
final class Iter8Words {
    /** The name by which the program is Iter8's. */
    static final String NAME = "iter8";

    private static final Set<String> COMMON = Set.of("run", "report");
    private static final Set<String> THEIRS = Set.of("--runDir", "--reuseResult", "--outputFormat");
    private static final Set<String> WITH_VALUE = Set.of("-o", "--output", "-l", "--loglevel");

    private Iter8Words() {}

    /** The same words, with the one before them that says that they are Iter8's, if they are. */
    static String[] told(String[] words, Path folder) {
        if (words.length == 0 || !COMMON.contains(words[0])) {
            return words;
        }
        List<String> rest = Arrays.asList(words).subList(1, words.length);
        boolean theirs = rest.stream().anyMatch(Iter8Words::isTheirs)
                || (isBare(rest) && Files.exists(folder.resolve(StoredExperiment.EXPERIMENT)));
        if (!theirs) {
            return words;
        }
        List<String> longer = new ArrayList<>(List.of(NAME));
        longer.addAll(Arrays.asList(words));
        return longer.toArray(String[]::new);
    }

    private static boolean isTheirs(String word) {
        return THEIRS.contains(word.replaceFirst("=.*", ""));
    }

    /** Whether nothing is named, neither a spec nor a run. */
    private static boolean isBare(List<String> words) {
        Iterator<String> left = words.iterator();
        while (left.hasNext()) {
            String word = left.next();
            Optional<String> flag = WITH_VALUE.stream()
                    .filter(each -> word.equals(each) || word.startsWith(each + "="))
                    .findFirst();
            if (flag.isEmpty()) {
                return false;
            }
            if (word.equals(flag.get()) && left.hasNext()) {
                left.next();
            }
        }
        return true;
    }
}
