package io.jenkins.plugins.mirrorexperiment;

import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.report.Phase;
import io.mirrorexperiment.run.Conclusion;
import java.util.Optional;

/** What a step says of a run that did not end well; pure. */
final class Sentences {
    private Sentences() {}

    /** One sentence with run, verdict, cause and reason. */
    static String of(Journal journal) {
        Optional<Ending> ending = Conclusion.of(journal);
        if (ending.isPresent()) {
            Ending end = ending.get();
            return "run " + journal.id() + " " + end.outcome().word() + ", "
                    + end.verdict().word() + " (" + end.cause().word() + "): " + end.because();
        }
        return journal.last(Entry.Judged.class)
                .map(judged -> "run " + journal.id() + " " + judged.verdict().word() + " ("
                        + judged.cause().word() + "): " + judged.because())
                .orElseGet(() -> "run " + journal.id() + " has no verdict yet; it "
                        + Phase.of(journal).words());
    }
}
