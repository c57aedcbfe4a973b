package io.jenkins.plugins.mirrorexperiment;

import hudson.AbortException;
import hudson.model.Run;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
        BuildJournals.Found found = Engine.journals(build).found();
        return run.isEmpty() ? only(found) : named(found);
    }

    private BuildJournals.Kept named(BuildJournals.Found found) throws AbortException {
        refuse(found.unreadable().stream().filter(each -> each.run().equals(run)));
        return found.kept().stream()
                .filter(kept -> kept.journal().id().toString().equals(run))
                .findFirst()
                .orElseThrow(() -> new AbortException("this build has no run " + run + known(found.kept())));
    }

    private static BuildJournals.Kept only(BuildJournals.Found found) throws AbortException {
        refuse(found.unreadable().stream());
        List<BuildJournals.Kept> all = found.kept();
        List<BuildJournals.Kept> open = all.stream()
                .filter(kept -> !kept.journal().has(Entry.Finished.class))
                .toList();
        List<BuildJournals.Kept> candidates = open.isEmpty() ? all : open;
        if (candidates.size() != 1) {
            throw new AbortException(
                    candidates.isEmpty()
                            ? "this build has no run yet; begin one with mirrorDeploy"
                            : "this build has several runs; say which, as in run: id" + known(candidates));
        }
        return candidates.get(0);
    }

    /** A run that can't be read could be the one that is meant. */
    private static void refuse(Stream<BuildJournals.Unreadable> unreadable) throws AbortException {
        Optional<BuildJournals.Unreadable> first = unreadable.findFirst();
        if (first.isPresent()) {
            throw new AbortException(Messages.unreadable(first.get()));
        }
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
