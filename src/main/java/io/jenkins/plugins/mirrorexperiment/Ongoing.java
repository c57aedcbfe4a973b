package io.jenkins.plugins.mirrorexperiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Journal;
import java.util.Objects;

/**
 * Where a run that is under way belongs: enough to go on with it after the controller's restart, and to undo it when its build is gone.
 * Holds no state of the run itself, which is in its journal.
 *
 * @param run the run's id
 * @param holder names the run in claims, unlike any other run's
 * @param build the build's id, as {@code folder/job#12}
 * @param place the folder of the run's step below the build's own
 * @param cluster name of the cluster profile; empty for the default
 * @param metrics name of the metrics profile; empty if the spec names its own
 * @param gitops whether objects of GitOps controllers may be edited whatever the spec says, as steps said before they had words for it
 */
record Ongoing(
        @JsonProperty("run") String run,
        @JsonProperty("holder") String holder,
        @JsonProperty("build") String build,
        @JsonProperty("place") String place,
        @JsonProperty("cluster") String cluster,
        @JsonProperty("metrics") String metrics,
        @JsonProperty("gitops") boolean gitops) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Checks that the run's id can be read, and that what the run is found by is there. */
    Ongoing {
        if (RunId.parse(run).isEmpty()) {
            throw new IllegalArgumentException(run + " is no run id");
        }
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(build, "build");
        Objects.requireNonNull(place, "place");
    }

    /** A run that has ended, to look at. */
    static Ongoing ended(String build, BuildJournals.Kept kept) {
        Journal journal = kept.journal();
        return new Ongoing(journal.id().toString(), journal.holder(), build, kept.place(), "", "", false);
    }

    /** The run's id. */
    RunId id() {
        return RunId.parse(run).orElseThrow();
    }

    /** The same run of a build that has another name by now. */
    Ongoing of(String renamed) {
        return new Ongoing(run, holder, renamed, place, cluster, metrics, gitops);
    }

    /** As JSON. */
    String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Ongoing read(String text) {
        try {
            return JSON.readValue(text, Ongoing.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a run that is under way: " + e.getOriginalMessage(), e);
        }
    }
}
