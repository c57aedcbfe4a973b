package io.jenkins.plugins.mirrorexperiment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import hudson.EnvVars;
import hudson.model.EnvironmentContributingAction;
import hudson.model.Run;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.report.HtmlReport;
import io.mirrorexperiment.report.JsonReport;
import io.mirrorexperiment.report.VerdictTrend;
import io.mirrorexperiment.run.Conclusion;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import jenkins.model.RunAction2;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.verb.GET;

/**
 * The runs of a build: its page, what people may do there, JSON for programs, and environment variables. Keeps nothing; everything is read
 * from the journals in the build's folder.
 */
public final class GateAction implements RunAction2, EnvironmentContributingAction {
    static final String URL = "mirrorExperiment";

    private transient @Nullable Run<?, ?> build;
    private transient volatile @Nullable List<VerdictTrend.Mark> marks;

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

    /** All runs of the build, oldest first. */
    public List<RunView> getRuns() {
        return found().kept().stream().map(kept -> new RunView(this, kept)).toList();
    }

    /** A sentence for each run whose journal can't be read. */
    public List<String> getTroubles() {
        return found().unreadable().stream().map(Messages::unreadable).toList();
    }

    /** Whether reports of a run that has ended are among the build's artifacts. */
    public boolean isArchived() {
        return found().kept().stream().anyMatch(kept -> kept.journal().has(Entry.Finished.class));
    }

    /** Whether something on the page will still change. */
    public boolean isChanging() {
        return found().kept().stream().anyMatch(kept -> !kept.journal().has(Entry.Finished.class));
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
        return Engine.journals(getBuild());
    }

    private BuildJournals.Found found() {
        return folder().found();
    }

    /** The build's runs as the trend draws them; kept once build and runs have ended, for they change no more then. */
    List<VerdictTrend.Mark> marks() {
        List<VerdictTrend.Mark> known = marks;
        if (known != null) {
            return known;
        }
        BuildJournals.Found found = found();
        List<VerdictTrend.Mark> drawn = found.kept().stream()
                .map(kept -> VerdictTrend.Mark.of("#" + getBuild().getNumber(), kept.journal()))
                .toList();
        if (!getBuild().isBuilding()
                && found.kept().stream().allMatch(kept -> kept.journal().has(Entry.Finished.class))) {
            marks = drawn;
        }
        return drawn;
    }

    /**
     * {@code MIRROR_RUN}, {@code MIRROR_VERDICT}, {@code MIRROR_OUTCOME} and {@code MIRROR_CAUSE} of the newest run. A run whose journal can't be
     * read goes before all others and is undecided: what is not known must not look like a pass.
     */
    @Override
    public void buildEnvironment(Run<?, ?> run, EnvVars environment) {
        BuildJournals.Found found = Engine.journals(run).found();
        for (BuildJournals.Kept kept : found.kept()) {
            Journal journal = kept.journal();
            environment.put("MIRROR_RUN", journal.id().toString());
            environment.put("MIRROR_VERDICT", verdict(journal).word());
            Optional<Ending> ending = Conclusion.of(journal);
            environment.put(
                    "MIRROR_OUTCOME", ending.map(end -> end.outcome().word()).orElse(""));
            environment.put(
                    "MIRROR_CAUSE", ending.map(end -> end.cause().word()).orElse(""));
        }
        for (BuildJournals.Unreadable unreadable : found.unreadable()) {
            environment.put("MIRROR_RUN", unreadable.run());
            environment.put("MIRROR_VERDICT", Verdict.UNDECIDED.word());
            environment.put("MIRROR_OUTCOME", "");
            environment.put("MIRROR_CAUSE", "");
        }
    }

    /** The verdict of the newest run, for other plugins; {@code undecided} before there is one, and where a journal can't be read. */
    public String getVerdict() {
        BuildJournals.Found found = found();
        List<BuildJournals.Kept> all = found.kept();
        return all.isEmpty() || !found.unreadable().isEmpty()
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

        /**
         * {@code runs}, each of the schema of the gate's JSON report, and {@code unreadable}: the runs whose journals can't be read, with
         * the reason.
         */
        @GET
        public HttpResponse doJson() {
            BuildJournals.Found found = page.found();
            String runs = found.kept().stream()
                    .map(kept -> JsonReport.of(kept.journal(), kept.defaults()))
                    .collect(Collectors.joining(",\n", "[", "]"));
            ArrayNode unreadable = JsonNodeFactory.instance.arrayNode();
            found.unreadable()
                    .forEach(each ->
                            unreadable.addObject().put("run", each.run()).put("because", each.because()));
            return Responses.json("{\"runs\":" + runs + ",\"unreadable\":" + unreadable + "}\n");
        }
    }
}
