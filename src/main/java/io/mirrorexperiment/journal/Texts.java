package io.mirrorexperiment.journal;

import java.util.List;
import java.util.Optional;

/**
 * Small texts by name, each replaced by compare-and-set: what a {@link SegmentStore} is made of. Thread-safe; trouble of the far side
 * is a {@link StoreException}.
 */
public interface Texts {
    /** The longest text that is taken, in bytes of UTF-8. */
    int LONGEST = 180_000;

    /** A text; empty if there is none. */
    Optional<Text> read(String name);

    /** Makes a text; empty if there is one of that name, else its version. */
    Optional<String> create(String name, String content);

    /** Replaces the version of a text that was read or written last; empty if there is another by now, else the new version. */
    Optional<String> replace(String name, String version, String content);

    /** Deletes a text; it is fine if it is not there. */
    void delete(String name);

    /** The names of all texts. */
    List<String> names();

    /** Where they are, in words for a person. */
    String place();

    /**
     * A text as it was read.
     *
     * @param version tells it from later texts of the name
     */
    record Text(String name, String content, String version) {}
}
