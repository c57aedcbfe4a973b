package io.jenkins.plugins.mirrorexperiment;

import hudson.EnvVars;
import hudson.model.Action;
import hudson.model.EnvironmentContributingAction;
import hudson.model.Run;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.report.HtmlReport;
import io.mirrorexperiment.report.JsonReport;
import io.mirrorexperiment.run.Conclusion;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import jenkins.model.RunAction2;
import jenkins.tasks.SimpleBuildStep;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.verb.GET;

/**
 * The runs of a build: its page, what people may do there, JSON for programs, and environment variables. Keeps nothing; everything is read
 * from the journals in the build's folder.
 */
public final class GateAction implements RunAction2, EnvironmentContributingAction, SimpleBuildStep.LastBuildAction {
    static final String URL = "mirrorExperiment";

    private transient @Nullable Run<?, ?> build;

    /** Gives a build this page, once. */
    static void addTo(Run<?, ?> build) throws IOException {
        synchronized (build) {
            if (build.getAction(GateAction.class) == null) {
                build.addAction(new GateAction());
                build.save();
            }
        }
    }

    /** Address of the page of a build; empty if the controller does not know its own. */
    static String url(Run<?, ?> build) {
        String root = Jenkins.get().getRootUrl();
        return root == null ? "" : root + build.getUrl() + URL + "/";
    }

    @Override
    public void onAttached(Run<?, ?> run) {
        build = run;
    }

    @Override
    public void onLoad(Run<?, ?> run) {
        build = run;
    }

    /** The build. */
    public Run<?, ?> getBuild() {
        Run<?, ?> known = build;
        if (known == null) {
            throw new IllegalStateException("the page belongs to no build");
        }
        return known;
    }

    @Override
    public String getIconFileName() {
        return "symbol-git-compare-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return Messages.page();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    @Override
    public Collection<? extends Action> getProjectActions() {
        return List.of(new TrendAction(getBuild().getParent()));
    }

    /** All runs of the build, oldest first. */
    public List<RunView> getRuns() {
        return journals().stream().map(kept -> new RunView(this, kept)).toList();
    }

    /** Whether something on the page will still change. */
    public boolean isChanging() {
        return journals().stream().anyMatch(kept -> !kept.journal().has(Entry.Finished.class));
    }

    /** One run's part of the page, under {@code run/<id>}. */
    public @Nullable RunView getRun(String id) {
        return RunId.parse(id)
                .flatMap(run -> folder().find(run))
                .map(kept -> new RunView(this, kept))
                .orElse(null);
    }

    /** What programs read. */
    public Api getApi() {
        return new Api(this);
    }

    /** The style sheet of the page. */
    @GET
    public HttpResponse doStyle() {
        return Responses.css(HtmlReport.styleSheet());
    }

    BuildJournals folder() {
        return BuildJournals.in(getBuild().getRootDir().toPath());
    }

    private List<BuildJournals.Kept> journals() {
        return folder().all();
    }

    /** {@code MIRROR_RUN}, {@code MIRROR_VERDICT}, {@code MIRROR_OUTCOME}, {@code MIRROR_CAUSE} of the newest run that has them. */
    @Override
    public void buildEnvironment(Run<?, ?> run, EnvVars environment) {
        for (BuildJournals.Kept kept :
                BuildJournals.in(run.getRootDir().toPath()).all()) {
            Journal journal = kept.journal();
            environment.put("MIRROR_RUN", journal.id().toString());
            environment.put("MIRROR_VERDICT", verdict(journal).word());
            Optional<Ending> ending = Conclusion.of(journal);
            environment.put(
                    "MIRROR_OUTCOME", ending.map(end -> end.outcome().word()).orElse(""));
            environment.put(
                    "MIRROR_CAUSE", ending.map(end -> end.cause().word()).orElse(""));
        }
    }

    /** The verdict of the newest run, for other plugins; {@code undecided} before there is one. */
    public String getVerdict() {
        List<BuildJournals.Kept> all = journals();
        return all.isEmpty()
                ? Verdict.UNDECIDED.word()
                : verdict(all.get(all.size() - 1).journal()).word();
    }

    private static Verdict verdict(Journal journal) {
        return journal.last(Entry.Judged.class).map(Entry.Judged::verdict).orElse(Verdict.UNDECIDED);
    }

    /** JSON of all runs of a build. */
    public static final class Api {
        private final GateAction page;

        Api(GateAction page) {
            this.page = page;
        }

        /** An array of reports, each of the schema of the gate's JSON report. */
        @GET
        public HttpResponse doJson() {
            String reports = page.journals().stream()
                    .map(kept -> JsonReport.of(kept.journal(), kept.defaults()))
                    .collect(Collectors.joining(",\n", "{\"runs\":[", "]}\n"));
            return Responses.json(reports);
        }
    }
}
