package io.jenkins.plugins.mirrorexperiment;

import hudson.Extension;
import hudson.ExtensionList;
import io.mirrorexperiment.cluster.ClusterOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** The clusters and metrics systems that jobs may name; part of the system configuration, and of Configuration as Code under {@code mirrorExperiment}. */
@Extension
@Symbol("mirrorExperiment")
public final class MirrorExperimentConfiguration extends GlobalConfiguration {
    private List<ClusterProfile> clusters = new ArrayList<>();
    private List<MetricsProfile> metrics = new ArrayList<>();

    /** Reads what was saved. */
    public MirrorExperimentConfiguration() {
        load();
    }

    /** The only one. */
    static MirrorExperimentConfiguration get() {
        return ExtensionList.lookupSingleton(MirrorExperimentConfiguration.class);
    }

    @Override
    public String getDisplayName() {
        return Messages.displayName();
    }

    public List<ClusterProfile> getClusters() {
        return List.copyOf(clusters);
    }

    /** All clusters that jobs may name. */
    @DataBoundSetter
    public void setClusters(List<ClusterProfile> clusters) {
        this.clusters = new ArrayList<>(clusters);
        save();
    }

    public List<MetricsProfile> getMetrics() {
        return List.copyOf(metrics);
    }

    /** All metrics systems that jobs may name. */
    @DataBoundSetter
    public void setMetrics(List<MetricsProfile> metrics) {
        this.metrics = new ArrayList<>(metrics);
        save();
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        clusters = new ArrayList<>();
        metrics = new ArrayList<>();
        request.bindJSON(this, form);
        save();
        return true;
    }

    /**
     * How to connect to a cluster today.
     *
     * @param name of its profile; empty for the one called {@code default}, or without such a one for the controller's own cluster
     * @throws IOException if there is no such profile, or several, or its credential can't be had
     */
    ClusterOptions cluster(String name) throws IOException {
        String wanted = name.isEmpty() ? "default" : name;
        List<ClusterProfile> named =
                clusters.stream().filter(each -> each.getName().equals(wanted)).toList();
        return named.isEmpty() && name.isEmpty()
                ? ClusterOptions.defaults()
                : only("cluster", wanted, named, getClusters(), ClusterProfile::getName)
                        .options();
    }

    /**
     * A metrics system.
     *
     * @throws IOException if there is no such profile, or several
     */
    MetricsProfile metrics(String name) throws IOException {
        List<MetricsProfile> named =
                metrics.stream().filter(each -> each.getName().equals(name)).toList();
        return only("metrics", name, named, getMetrics(), MetricsProfile::getName);
    }

    private static <T> T only(String kind, String name, List<T> named, List<T> all, Function<T, String> word)
            throws IOException {
        if (named.isEmpty()) {
            throw unknown(kind, name, all.stream().map(word).toList());
        }
        if (named.size() > 1) {
            throw new IOException("there are " + named.size() + " " + kind + " profiles '" + name
                    + "' in the system configuration; give each a name of its own");
        }
        return named.get(0);
    }

    private static IOException unknown(String kind, String name, List<String> known) {
        return new IOException("there is no " + kind + " profile '" + name + "' in the system configuration"
                + (known.isEmpty() ? ", which has none" : "; it has " + String.join(", ", known)));
    }
}
