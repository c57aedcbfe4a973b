package io.mirrorexperiment.experiment;

import java.util.List;

/**
 * Somebody who is told of a run.
 *
 * @param receiver who
 * @param on of what; sorted, none twice
 * @param verdicts only while the verdict is one of these, undecided where there is none yet; sorted, none twice
 */
public record Notification(Receiver receiver, List<Occasion> on, List<Verdict> verdicts) {
    /** Copies; sorts. */
    public Notification {
        on = on.stream().sorted().distinct().toList();
        verdicts = verdicts.stream().sorted().distinct().toList();
        if (on.isEmpty() || verdicts.isEmpty()) {
            throw new IllegalArgumentException("a receiver that is told of nothing");
        }
    }

    /** One that is told of everything. */
    public static Notification ofAll(Receiver receiver) {
        return new Notification(receiver, Occasion.ALL, List.of(Verdict.values()));
    }

    /** Whether its receiver is told. */
    public boolean concerns(Occasion occasion, Verdict verdict) {
        return on.contains(occasion) && verdicts.contains(verdict);
    }
}
