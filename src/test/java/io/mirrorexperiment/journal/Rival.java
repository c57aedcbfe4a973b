package io.mirrorexperiment.journal;

import io.mirrorexperiment.experiment.RunId;
import java.nio.file.Path;

/** A process of its own that goes on with a run which others go on with, too. */
final class Rival {
    static final int TIMES = 10;

    private Rival() {}

    public static void main(String[] args) {
        FileStore store = new FileStore(Path.of(args[0]));
        RunId run = new RunId("default", "reviews-v2", 1);
        for (int time = 0; time < TIMES; time++) {
            Entry asked = new Entry.Asked(Journals.at(time), Entry.Request.ABORT, args[1] + " time " + time);
            while (!store.save(store.load(run).orElseThrow().plus(asked))) {
                Thread.onSpinWait();
            }
        }
    }
}
