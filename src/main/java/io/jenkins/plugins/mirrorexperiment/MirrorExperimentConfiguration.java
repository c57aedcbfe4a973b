package io.jenkins.plugins.mirrorexperiment;

import hudson.Extension;
import hudson.ExtensionList;
import io.mirrorexperiment.cluster.ClusterOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
     * @throws IOException if there is no such profile, or its credential can't be had
     */
    ClusterOptions cluster(String name) throws IOException {
        String wanted = name.isEmpty() ? "default" : name;
        Optional<ClusterProfile> profile =
                clusters.stream().filter(each -> each.getName().equals(wanted)).findFirst();
        if (profile.isEmpty() && name.isEmpty()) {
            return ClusterOptions.defaults();
        }
        return profile.orElseThrow(() -> unknown(
                        "cluster",
                        name,
                        getClusters().stream().map(ClusterProfile::getName).toList()))
                .options();
    }

    /**
     * A metrics system.
     *
     * @throws IOException if there is no such profile
     */
    MetricsProfile metrics(String name) throws IOException {
        return metrics.stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(
                        "metrics",
                        name,
                        getMetrics().stream().map(MetricsProfile::getName).toList()));
    }

    private static IOException unknown(String kind, String name, List<String> known) {
        return new IOException("there is no " + kind + " profile '" + name + "' in the system configuration"
                + (known.isEmpty() ? ", which has none" : "; it has " + String.join(", ", known)));
    }
}
