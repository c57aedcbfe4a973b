package io.jenkins.plugins.mirrorexperiment;

import hudson.model.Run;
import io.mirrorexperiment.journal.Journal;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A step that begins a run: the whole of it, or its deployment only. */
final class BeginExecution extends GateExecution {
    private static final long serialVersionUID = 1;

    /** The step's own folder: the run is found again by it, whenever the controller died. */
    private final String place = UUID.randomUUID().toString();

    /** What the step says, as JSON. */
    private final String words;

    private final boolean parts;
    private final ResultOn onViolation;
    private final ResultOn onInconclusive;

    /** Follows the run to its end. */
    static BeginExecution whole(StepContext context, SpecWords words, ResultOn onViolation, ResultOn onInconclusive) {
        return new BeginExecution(context, words, false, onViolation, onInconclusive);
    }

    /** Follows the run until its dark version is ready; other steps go on with it. */
    static BeginExecution deployment(StepContext context, SpecWords words) {
        return new BeginExecution(context, words, true, ResultOn.FAILURE, ResultOn.FAILURE);
    }

    private BeginExecution(
            StepContext context, SpecWords words, boolean parts, ResultOn onViolation, ResultOn onInconclusive) {
        super(context);
        this.words = words.saved();
        this.parts = parts;
        this.onViolation = onViolation;
        this.onInconclusive = onInconclusive;
    }

    @Override
    Drive enter() throws Exception {
        Run<?, ?> build = build();
        GateAction.addTo(build);
        Gates gates = Gates.get();
        SpecWords said = SpecWords.read(words);
        Reading reading = new Reading(build, workspace(), place);
        return gates.begin(
                build,
                place,
                () -> reading.request(
                        said, gates.engine().cluster(said.cluster()).namespace()),
                parts);
    }

    @Override
    Milestone awaits() {
        return parts ? Milestone.DEPLOYED : Milestone.CONCLUDED;
    }

    @Override
    void arrived(Journal journal) throws Exception {
        if (parts && io.mirrorexperiment.run.Conclusion.of(journal).isEmpty()) {
            getContext().onSuccess(journal.id().toString());
        } else {
            settle(journal, onViolation, onInconclusive);
        }
    }
}
