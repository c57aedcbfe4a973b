package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.StandingClaim;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.MemoryStore;
import io.mirrorexperiment.run.Conclusion;
import io.mirrorexperiment.run.Patience;
import io.mirrorexperiment.run.Run;
import io.mirrorexperiment.run.Stray;
import io.mirrorexperiment.run.Swept;
import io.mirrorexperiment.run.Undo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Brings back how everything was before a run, from what its claim in the cluster says. */
final class Restoring {
    private final Host host;
    private final ViewFlags view;
    private final Undo undo;

    Restoring(Host host, ViewFlags view, Cluster cluster) {
        this.host = host;
        this.view = view;
        this.undo = new Undo(
                cluster, Engine.runs(cluster, new MemoryStore(), Path.of("").toAbsolutePath(), Patience.USUAL, true));
    }

    Undo undo() {
        return undo;
    }

    /** Whether everything is as it was before by now. */
    boolean restore(StandingClaim claim) {
        say("restoring what run " + claim.run() + " changed");
        Optional<Run> run = undo.restore(claim, host.person());
        if (run.isEmpty()) {
            undo.release(claim);
            say("run " + claim.run() + " had changed nothing yet; its claim is given back");
            return true;
        }
        return drive(run.get());
    }

    /** Whether everything that runs left which are over could be removed. */
    boolean sweep(List<Stray> strays) {
        List<Swept> swept = undo.sweep(strays);
        swept.forEach(each -> say(each.words()));
        return swept.stream().allMatch(each -> each.left().isEmpty());
    }

    private boolean drive(Run run) {
        Journal journal = driven(run);
        boolean restored = Conclusion.of(journal)
                .filter(end -> end.outcome() != Outcome.STUCK)
                .isPresent();
        if (restored) {
            say("run " + run.id() + " is undone: "
                    + (journal.experiment().prints()
                            ? "copies are over and what it deployed is gone; whatever is left of it in git is listed above"
                            : "everything is as it was before"));
        } else {
            view.report(host, journal, List.of());
        }
        return restored;
    }

    private Journal driven(Run run) {
        try (run;
                View shown = view.view(host, run.journal().experiment().prints())) {
            return new Driving(host, shown, Until.END).drive(run);
        }
    }

    void say(String line) {
        host.out().println(line);
    }
}
