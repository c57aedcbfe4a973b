package io.mirrorexperiment.cli;

import io.mirrorexperiment.spec.StoredExperiment;
import java.util.Optional;

/** Where an experiment of Iter8's command line is kept. */
interface Iter8Store {
    /**
     * What is there; empty if there is no experiment.
     *
     * @throws Refusal if it cannot be read
     */
    Optional<StoredExperiment> read();

    /**
     * Keeps a result in the place of the one that was read last, if there is still that one.
     *
     * @return whether there was; if not, nothing was changed
     */
    boolean keep(String result);

    /** When a cluster runs loops of what was read last; empty where nothing does so by the clock. */
    default Optional<String> schedule() {
        return Optional.empty();
    }

    /** The place, for messages. */
    String place();

    /** What is there. */
    default StoredExperiment get() {
        return read().orElseThrow(() ->
                Refusal.usage("there is no experiment in " + place() + "; launch one, or say where it is"));
    }
}
