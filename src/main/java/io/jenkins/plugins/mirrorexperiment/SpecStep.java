package io.jenkins.plugins.mirrorexperiment;

import hudson.Util;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A step that begins a run: its spec is a file of the workspace, a text, or the parameters alone; parameters beside a spec are set on top
 * of it. What a parameter means is what the field of the spec means that it sets.
 */
public abstract class SpecStep extends Step implements Serializable {
    private static final long serialVersionUID = 1;

    private String spec = "";
    private String text = "";
    private String cluster = "";
    private String metrics = "";
    private String name = "";
    private String namespace = "";
    private String service = "";
    private String live = "";
    private String dark = "";
    private String image = "";
    private @Nullable Double percent;
    private ArrayList<ObjectiveParameter> objectives = new ArrayList<>();
    private String interval = "";
    private @Nullable Integer iterations;
    private @Nullable Integer warmUp;
    private String promotion = "";
    private String onInconclusive = "";
    private ArrayList<String> set = new ArrayList<>();
    private boolean extend;
    private @Nullable String onGitops = "";

    public String getSpec() {
        return spec;
    }

    /** Path of the spec in the workspace. */
    @DataBoundSetter
    public void setSpec(String spec) {
        this.spec = Util.fixNull(spec).strip();
    }

    public String getText() {
        return text;
    }

    /** The spec itself. */
    @DataBoundSetter
    public void setText(String text) {
        this.text = Util.fixNull(text);
    }

    public String getCluster() {
        return cluster;
    }

    /** Name of a cluster profile. */
    @DataBoundSetter
    public void setCluster(String cluster) {
        this.cluster = Util.fixNull(cluster).strip();
    }

    public String getMetrics() {
        return metrics;
    }

    /** Name of a metrics profile. */
    @DataBoundSetter
    public void setMetrics(String metrics) {
        this.metrics = Util.fixNull(metrics).strip();
    }

    public String getName() {
        return name;
    }

    /** {@code metadata.name}. */
    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixNull(name).strip();
    }

    public String getNamespace() {
        return namespace;
    }

    /** {@code metadata.namespace}. */
    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixNull(namespace).strip();
    }

    public String getService() {
        return service;
    }

    /** {@code spec.service}. */
    @DataBoundSetter
    public void setService(String service) {
        this.service = Util.fixNull(service).strip();
    }

    public String getLive() {
        return live;
    }

    /** {@code spec.live.version}. */
    @DataBoundSetter
    public void setLive(String live) {
        this.live = Util.fixNull(live).strip();
    }

    public String getDark() {
        return dark;
    }

    /** {@code spec.dark.version}. */
    @DataBoundSetter
    public void setDark(String dark) {
        this.dark = Util.fixNull(dark).strip();
    }

    public String getImage() {
        return image;
    }

    /** {@code spec.dark.image}. */
    @DataBoundSetter
    public void setImage(String image) {
        this.image = Util.fixNull(image).strip();
    }

    public @Nullable Double getPercent() {
        return percent;
    }

    /** {@code spec.mirror.percent}. */
    @DataBoundSetter
    public void setPercent(@Nullable Double percent) {
        this.percent = percent;
    }

    public List<ObjectiveParameter> getObjectives() {
        return List.copyOf(objectives);
    }

    /** {@code spec.objectives}, instead of all that a spec has. */
    @DataBoundSetter
    public void setObjectives(List<ObjectiveParameter> objectives) {
        this.objectives = new ArrayList<>(objectives);
    }

    public String getInterval() {
        return interval;
    }

    /** {@code spec.duration.interval}. */
    @DataBoundSetter
    public void setInterval(String interval) {
        this.interval = Util.fixNull(interval).strip();
    }

    public @Nullable Integer getIterations() {
        return iterations;
    }

    /** {@code spec.duration.iterations}. */
    @DataBoundSetter
    public void setIterations(@Nullable Integer iterations) {
        this.iterations = iterations;
    }

    public @Nullable Integer getWarmUp() {
        return warmUp;
    }

    /** {@code spec.duration.warmUp}. */
    @DataBoundSetter
    public void setWarmUp(@Nullable Integer warmUp) {
        this.warmUp = warmUp;
    }

    public String getPromotion() {
        return promotion;
    }

    /** {@code spec.promotion}. */
    @DataBoundSetter
    public void setPromotion(String promotion) {
        this.promotion = Util.fixNull(promotion).strip();
    }

    public String getOnInconclusive() {
        return onInconclusive;
    }

    /** {@code spec.onInconclusive}. */
    @DataBoundSetter
    public void setOnInconclusive(String onInconclusive) {
        this.onInconclusive = Util.fixNull(onInconclusive).strip();
    }

    public List<String> getSet() {
        return List.copyOf(set);
    }

    /** Any field of a spec, as {@code spec.mirror.methods=[GET]}; set after all other parameters. The form has them as lines of one text. */
    @DataBoundSetter
    public void setSet(List<String> set) {
        this.set = new ArrayList<>(set.stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList());
    }

    public boolean isExtend() {
        return extend;
    }

    /** Whether the run is made as long as today's traffic needs. */
    @DataBoundSetter
    public void setExtend(boolean extend) {
        this.extend = extend;
    }

    public String getGitops() {
        return Util.fixNull(onGitops);
    }

    /** What is done about objects that a GitOps controller owns: refuse, patch or print. */
    @DataBoundSetter
    public void setGitops(String gitops) {
        this.onGitops = Util.fixNull(gitops).strip();
    }

    /** What the parameters say, as overrides of a spec; those that were not given say nothing. */
    SpecWords words() {
        SpecWords.Draft words = new SpecWords.Draft();
        words.text(
                        "metadata.name",
                        name.isEmpty() && !service.isEmpty() && !dark.isEmpty() && isBare()
                                ? service + "-" + dark
                                : name)
                .text("metadata.namespace", namespace)
                .text("spec.service", service)
                .text("spec.live.version", live)
                .text("spec.dark.version", dark)
                .text("spec.dark.image", image)
                .number("spec.mirror.percent", percent)
                .objectives(objectives.stream().map(ObjectiveParameter::tree).toList())
                .text("spec.duration.interval", interval)
                .count("spec.duration.iterations", iterations)
                .count("spec.duration.warmUp", warmUp)
                .text("spec.promotion", promotion)
                .text("spec.onInconclusive", onInconclusive)
                .text("spec.gitops", getGitops())
                .all(set);
        return new SpecWords(spec, text, words.overrides(), cluster, metrics, false, extend);
    }

    private boolean isBare() {
        return spec.isEmpty() && text.isEmpty();
    }
}
