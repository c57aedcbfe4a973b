package io.jenkins.plugins.mirrorexperiment;

import hudson.model.Result;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** The build of a Pipeline job {@code gate}, and what it keeps of its runs. */
record Gate(JenkinsRule jenkins, WorkflowRun build) {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** A new build of a script. */
    static Gate begun(JenkinsRule jenkins, String script) throws Exception {
        WorkflowJob known = jenkins.jenkins.getItemByFullName("gate", WorkflowJob.class);
        WorkflowJob job = known == null ? jenkins.createProject(WorkflowJob.class, "gate") : known;
        job.setDefinition(new CpsFlowDefinition(script, true));
        return new Gate(jenkins, Objects.requireNonNull(job.scheduleBuild2(0)).waitForStart());
    }

    /** The first build, found again after a restart. */
    static Gate found(JenkinsRule jenkins) {
        WorkflowJob job = Objects.requireNonNull(jenkins.jenkins.getItemByFullName("gate", WorkflowJob.class));
        return new Gate(jenkins, Objects.requireNonNull(job.getBuildByNumber(1)));
    }

    /** Until the build's log says it. */
    Gate says(String words) throws Exception {
        jenkins.waitForMessage(words, build);
        return this;
    }

    /** Until the build is over, with this result. */
    Gate ends(Result result) throws Exception {
        jenkins.assertBuildStatus(result, jenkins.waitForCompletion(build));
        return this;
    }

    /** A person presses the red cross. */
    void aborts() {
        Objects.requireNonNull(build.getExecutor()).interrupt();
    }

    /** The journals of the build's runs, oldest first. */
    List<Journal> journals() {
        return BuildJournals.in(build.getRootDir().toPath()).all().stream()
                .map(BuildJournals.Kept::journal)
                .toList();
    }

    /** The journal of its only run. */
    Journal journal() {
        List<Journal> all = journals();
        if (all.size() != 1) {
            throw new AssertionError("not one run but "
                    + all.stream().map(Journal::id).map(RunId::toString).toList());
        }
        return all.get(0);
    }

    /** Until the only run has come to something. */
    Gate comesTo(Class<? extends Entry> entry) {
        Patiently.until(
                "a " + entry.getSimpleName(),
                LONGEST,
                () -> journals().size() == 1 && journal().has(entry));
        return this;
    }

    /** Until no run of this controller is under way. */
    void settles() {
        Patiently.until("an end of all runs", LONGEST, () -> Gates.get().all().isEmpty());
    }

    /** What the run says of itself in the log, line by line. */
    List<String> told() throws Exception {
        return Arrays.stream(JenkinsRule.getLog(build).split("\n"))
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("[Pipeline]") && !line.startsWith("Resum"))
                .toList();
    }

    /** What people do on the build's page. */
    void asks(Entry.Request request, String by) throws Exception {
        Optional<Drive> drive = Gates.get().driving(build, journal().id().toString());
        drive.orElseThrow().ask(request, by);
    }
}
