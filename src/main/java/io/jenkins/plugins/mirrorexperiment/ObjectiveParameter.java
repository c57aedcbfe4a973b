package io.jenkins.plugins.mirrorexperiment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** One objective as a parameter of a step; the words are those of a spec. */
public final class ObjectiveParameter extends AbstractDescribableImpl<ObjectiveParameter> implements Serializable {
    private static final long serialVersionUID = 1;

    private final String metric;
    private @Nullable Double upperLimit;
    private @Nullable Double lowerLimit;
    private @Nullable Double maxIncreaseVsLive;
    private @Nullable Double cap;

    /** An objective on a metric; its limit is set after. */
    @DataBoundConstructor
    public ObjectiveParameter(String metric) {
        this.metric = Util.fixNull(metric).strip();
    }

    public String getMetric() {
        return metric;
    }

    public @Nullable Double getUpperLimit() {
        return upperLimit;
    }

    /** At most this. */
    @DataBoundSetter
    public void setUpperLimit(@Nullable Double upperLimit) {
        this.upperLimit = upperLimit;
    }

    public @Nullable Double getLowerLimit() {
        return lowerLimit;
    }

    /** At least this. */
    @DataBoundSetter
    public void setLowerLimit(@Nullable Double lowerLimit) {
        this.lowerLimit = lowerLimit;
    }

    public @Nullable Double getMaxIncreaseVsLive() {
        return maxIncreaseVsLive;
    }

    /** At most this above the live version. */
    @DataBoundSetter
    public void setMaxIncreaseVsLive(@Nullable Double maxIncreaseVsLive) {
        this.maxIncreaseVsLive = maxIncreaseVsLive;
    }

    public @Nullable Double getCap() {
        return cap;
    }

    /** Where single values of a mean are cut off. */
    @DataBoundSetter
    public void setCap(@Nullable Double cap) {
        this.cap = cap;
    }

    /** As a spec has it. */
    ObjectNode tree() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode().put("metric", metric);
        put(tree, "upperLimit", upperLimit);
        put(tree, "lowerLimit", lowerLimit);
        put(tree, "maxIncreaseVsLive", maxIncreaseVsLive);
        put(tree, "cap", cap);
        return tree;
    }

    private static void put(ObjectNode tree, String word, @Nullable Double value) {
        if (value != null) {
            tree.put(word, value);
        }
    }

    /** The form of an objective. */
    @Extension
    public static final class Form extends Descriptor<ObjectiveParameter> {
        @Override
        public String getDisplayName() {
            return Messages.objective();
        }
    }
}
