package io.jenkins.plugins.mirrorexperiment;

import hudson.model.Item;
import hudson.util.ListBoxModel;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The forms of steps that begin a run. Public, since a form calls methods of public classes only. */
public abstract class SpecDescriptor extends StepDescriptor implements CustomDescribableModel {
    /** As a pipeline says it, in the words of today. */
    @Override
    public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
        return SpecWords.ofToday(arguments);
    }

    /** Nothing is taken from what a step says. */
    @Override
    public UninstantiatedDescribable customUninstantiate(UninstantiatedDescribable step) {
        return step;
    }

    /** The clusters that a job may name, for those who write jobs. */
    @POST
    public ListBoxModel doFillClusterItems(
            @AncestorInPath @Nullable Item item, @QueryParameter @Nullable String cluster) {
        return Choices.profiles(
                item,
                cluster,
                MirrorExperimentConfiguration.get().getClusters().stream().map(ClusterProfile::getName));
    }

    /** The metrics systems that a job may name, for those who write jobs. */
    @POST
    public ListBoxModel doFillMetricsItems(
            @AncestorInPath @Nullable Item item, @QueryParameter @Nullable String metrics) {
        return Choices.profiles(
                item,
                metrics,
                MirrorExperimentConfiguration.get().getMetrics().stream().map(MetricsProfile::getName));
    }

    /** What is set on top, for the form: a line each. */
    public String lines(@Nullable SpecStep step) {
        return step == null ? "" : String.join("\n", step.getSet());
    }

    /** Who promotes. */
    public ListBoxModel doFillPromotionItems() {
        return Choices.names(List.of("auto", "manual", "none"));
    }

    /** What is done about what a GitOps controller owns. */
    public ListBoxModel doFillGitopsItems() {
        return Choices.names(List.of("refuse", "patch", "print"));
    }

    /** What becomes of an inconclusive run. */
    public ListBoxModel doFillOnInconclusiveItems() {
        return Choices.names(List.of("rollBack", "hold"));
    }
}
