package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what is to be said of a conversion. Not thread-safe; lives for one call. */
final class OldLosses {
    private final List<String> lost = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void lost(Manifest object, String sentence) {
        add(lost, object.address().words() + ": " + sentence + ".");
    }

    void note(Manifest object, String sentence) {
        add(notes, object.address().words() + ": " + sentence + ".");
    }

    void note(String sentence) {
        add(notes, sentence);
    }

    /** A value, or the sentence that it is lost. */
    <T> Optional<T> losing(Manifest object, String sentence) {
        lost(object, sentence);
        return Optional.empty();
    }

    List<String> lost() {
        return List.copyOf(lost);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    private static void add(List<String> sentences, String sentence) {
        if (!sentences.contains(sentence)) {
            sentences.add(sentence);
        }
    }
}
