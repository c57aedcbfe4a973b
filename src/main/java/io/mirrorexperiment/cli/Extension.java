package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Experiment;
import java.time.Duration;

/** Says by how much an experiment was made longer. */
final class Extension {
    private Extension() {}

    static String words(Experiment asked, Experiment extended) {
        Cadence before = asked.cadence();
        Cadence now = extended.cadence();
        return before.iterations() == now.iterations()
                ? "not extended: " + before.iterations() + " iterations (" + words(before.counted())
                        + ") are enough, or no number would be"
                : "extended from " + before.iterations() + " to " + now.iterations() + " iterations ("
                        + words(now.counted()) + "), so that a version at half of each limit can be decided about";
    }

    private static String words(Duration duration) {
        return duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    }
}
