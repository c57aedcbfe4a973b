package io.jenkins.plugins.mirrorexperiment;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import io.mirrorexperiment.report.VerdictTrend;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import jenkins.model.TransientActionFactory;
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

    /** The job's newest verdicts as a picture; empty if there are none. */
    public String getPicture() {
        List<VerdictTrend.Mark> marks = marks();
        return marks.isEmpty() ? "" : VerdictTrend.of(marks);
    }

    /** The picture by itself. */
    @GET
    public HttpResponse doSvg() {
        return Responses.svg(VerdictTrend.of(marks()));
    }

    private List<VerdictTrend.Mark> marks() {
        List<VerdictTrend.Mark> marks = new ArrayList<>();
        for (Run<?, ?> build : job.getBuilds().limit(MOST)) {
            GateAction page = build.getAction(GateAction.class);
            if (page != null) {
                List<VerdictTrend.Mark> newest = new ArrayList<>(page.marks());
                Collections.reverse(newest);
                marks.addAll(newest);
            }
        }
        Collections.reverse(marks);
        return marks;
    }

    /**
     * Gives jobs their trend: those whose newest build, or newest ended one, has a dark launch. However it ended: a trend that only grew with
     * successful builds would hide what it is for.
     */
    @Extension
    @SuppressWarnings("rawtypes") // Jenkins asks for the type without parameters
    public static final class OfJobs extends TransientActionFactory<Job> {
        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return TrendAction.class;
        }

        @Override
        public Collection<? extends Action> createFor(Job job) {
            return launches(job.getLastBuild()) || launches(job.getLastCompletedBuild())
                    ? List.of(new TrendAction((Job<?, ?>) job))
                    : List.of();
        }

        private static boolean launches(@Nullable Run<?, ?> build) {
            return build != null && build.getAction(GateAction.class) != null;
        }
    }
}
