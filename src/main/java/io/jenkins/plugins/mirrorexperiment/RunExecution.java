package io.jenkins.plugins.mirrorexperiment;

import hudson.AbortException;
import hudson.model.Run;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A step that goes on with a run which an earlier step of the same build began. */
abstract class RunExecution extends GateExecution {
    private static final long serialVersionUID = 1;

    private final String run;

    RunExecution(StepContext context, String run) {
        super(context);
        this.run = run;
    }

    /**
     * What is asked of the run when the step begins.
     *
     * @throws AbortException if that makes no sense
     */
    abstract void ask(Drive drive, Journal journal, String by) throws Exception;

    @Override
    final Drive enter() throws Exception {
        Run<?, ?> build = build();
        Gates gates = Gates.get();
        BuildJournals.Kept kept = find(build);
        Drive drive = gates.drive(build, kept);
        ask(drive, kept.journal(), "Jenkins build " + build.getExternalizableId());
        return drive;
    }

    private BuildJournals.Kept find(Run<?, ?> build) throws IOException {
        BuildJournals journals = BuildJournals.in(build.getRootDir().toPath());
        if (!run.isEmpty()) {
            return RunId.parse(run)
                    .flatMap(journals::find)
                    .orElseThrow(() -> new AbortException("this build has no run " + run + known(journals.all())));
        }
        List<BuildJournals.Kept> all = journals.all();
        List<BuildJournals.Kept> open = all.stream()
                .filter(kept -> !kept.journal().has(Entry.Finished.class))
                .toList();
        List<BuildJournals.Kept> candidates = open.isEmpty() ? all : open;
        if (candidates.size() != 1) {
            throw new AbortException(
                    (candidates.isEmpty()
                            ? "this build has no run yet; begin one with mirrorDeploy"
                            : "this build has several runs; say which, as in run: id" + known(candidates)));
        }
        return candidates.get(0);
    }

    private static String known(List<BuildJournals.Kept> known) {
        return known.isEmpty()
                ? "; it has none: begin one with mirrorDeploy"
                : "; it has "
                        + String.join(
                                ", ",
                                known.stream()
                                        .map(kept -> kept.journal().id().toString())
                                        .toList());
    }
}
