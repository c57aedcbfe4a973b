package io.jenkins.plugins.mirrorexperiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.experiment.OnGitops;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a step says about a run: where its spec is, and what is set on top of it.
 *
 * @param path of the spec in the workspace; empty for none
 * @param text of the spec; empty for none
 * @param overrides as {@code path=value}, in their order
 * @param cluster name of the cluster profile; empty for the default
 * @param metrics name of the metrics profile; empty if the spec names its own
 * @param gitops whether objects of GitOps controllers may be edited whatever the spec says, as steps said before they had words for it
 * @param extend whether the run is made as long as today's traffic needs
 */
record SpecWords(
        @JsonProperty("path") String path,
        @JsonProperty("text") String text,
        @JsonProperty("overrides") List<String> overrides,
        @JsonProperty("cluster") String cluster,
        @JsonProperty("metrics") String metrics,
        @JsonProperty("gitops") boolean gitops,
        @JsonProperty("extend") boolean extend) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies. */
    SpecWords {
        overrides = List.copyOf(overrides);
    }

    /** Parameters of a step; pipelines that were written when there was one way only say {@code gitops: true}. */
    static Map<String, Object> ofToday(Map<String, Object> parameters) {
        if (!(parameters.get("gitops") instanceof Boolean patch)) {
            return parameters;
        }
        Map<String, Object> today = new HashMap<>(parameters);
        today.put("gitops", patch ? OnGitops.PATCH.word() : "");
        return today;
    }

    /** As JSON: what a Pipeline saves must be readable by every later version of the plugin. */
    String saved() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads what {@link #saved} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static SpecWords read(String saved) {
        try {
            return JSON.readValue(saved, SpecWords.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the step was saved by another version: " + e.getOriginalMessage(), e);
        }
    }

    /** Where mistakes are, in words. */
    String where() {
        return path.isEmpty() ? text.isEmpty() ? "the step's parameters" : "the step's text" : path;
    }

    /** Collects overrides; what is not given is left out. */
    static final class Draft {
        private final ArrayList<String> overrides = new ArrayList<>();

        Draft text(String path, String value) {
            if (!value.isEmpty()) {
                overrides.add(path + "=" + value);
            }
            return this;
        }

        Draft number(String path, @Nullable Number value) {
            if (value != null) {
                overrides.add(path + "=" + JsonNodeFactory.instance.numberNode(value.doubleValue()));
            }
            return this;
        }

        Draft count(String path, @Nullable Integer value) {
            if (value != null) {
                overrides.add(path + "=" + value);
            }
            return this;
        }

        Draft objectives(List<ObjectNode> objectives) {
            if (!objectives.isEmpty()) {
                ArrayNode list = JsonNodeFactory.instance.arrayNode();
                objectives.forEach(list::add);
                overrides.add("spec.objectives=" + list);
            }
            return this;
        }

        Draft all(List<String> set) {
            overrides.addAll(set);
            return this;
        }

        List<String> overrides() {
            return List.copyOf(overrides);
        }
    }
}
