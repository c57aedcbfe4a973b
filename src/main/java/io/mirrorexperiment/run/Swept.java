package io.mirrorexperiment.run;

import java.util.Optional;

/**
 * What became of a stray.
 *
 * @param stray it
 * @param left why it is still there; empty if it is gone
 */
public record Swept(Stray stray, Optional<String> left) {
    static Swept gone(Stray stray) {
        return new Swept(stray, Optional.empty());
    }

    static Swept left(Stray stray, String because) {
        return new Swept(stray, Optional.of(because));
    }

    /** A sentence for a person. */
    public String words() {
        String what = stray.object().address().words() + " of run " + stray.run() + ", which is over,";
        return left.map(because -> what + " was not removed: " + because)
                .orElse("removed " + what.replaceFirst(",$", ""));
    }
}
