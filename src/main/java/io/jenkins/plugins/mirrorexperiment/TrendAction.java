package io.jenkins.plugins.mirrorexperiment;

import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import io.mirrorexperiment.report.VerdictTrend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.verb.GET;

/** How the verdicts of a job went, on the job's page. */
public final class TrendAction implements Action {
    private static final int MOST = 50;

    private final Job<?, ?> job;

    TrendAction(Job<?, ?> job) {
        this.job = job;
    }

    @Override
    public @Nullable String getIconFileName() {
        return null;
    }

    @Override
    public @Nullable String getDisplayName() {
        return null;
    }

    @Override
    public String getUrlName() {
        return "mirrorExperimentTrend";
    }

    /** The job's newest verdicts as a picture. */
    public String getPicture() {
        return VerdictTrend.of(marks());
    }

    /** Whether there is something to draw. */
    public boolean isDrawn() {
        return !marks().isEmpty();
    }

    /** The picture by itself. */
    @GET
    public HttpResponse doSvg() {
        return Responses.svg(getPicture());
    }

    private List<VerdictTrend.Mark> marks() {
        List<VerdictTrend.Mark> marks = new ArrayList<>();
        for (Run<?, ?> build : job.getBuilds().limit(MOST)) {
            if (build.getAction(GateAction.class) != null) {
                BuildJournals.in(build.getRootDir().toPath())
                        .all()
                        .forEach(kept -> marks.add(VerdictTrend.Mark.of("#" + build.getNumber(), kept.journal())));
            }
        }
        Collections.reverse(marks);
        return marks;
    }
}
