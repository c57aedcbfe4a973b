package io.jenkins.plugins.mirrorexperiment;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.spec.SpecFiles;
import io.mirrorexperiment.spec.SpecReader;
import io.mirrorexperiment.spec.SpecResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.util.SystemProperties;

/**
 * Reads what a step says into an experiment, or into one message with every mistake. Blocks for the agent that has the workspace.
 *
 * @param build whose step it is
 * @param workspace of the step; empty outside of a node
 * @param place the step's own folder
 */
record Reading(Run<?, ?> build, Optional<FilePath> workspace, String place) {
    /** For tests, which have no time. */
    private static final String SHORTEST = "io.jenkins.plugins.mirrorexperiment.shortestIntervalMillis";

    /**
     * The run that the step asks for; nothing has been touched yet.
     *
     * @param namespace where the spec names none
     * @throws AbortException with every mistake
     */
    Request request(SpecWords words, String namespace) throws IOException {
        if (!words.path().isEmpty() && !words.text().isEmpty()) {
            throw new AbortException("the step has both spec and text; keep one of the two");
        }
        List<String> overrides = new ArrayList<>(words.overrides());
        if (!words.metrics().isEmpty()) {
            overrides.add(
                    MirrorExperimentConfiguration.get().metrics(words.metrics()).override());
        }
        SpecResult result = read(words, overrides, namespace);
        if (result instanceof SpecResult.Invalid invalid) {
            throw new AbortException(Refusals.words(words.where(), invalid.mistakes()));
        }
        SpecResult.Valid valid = (SpecResult.Valid) result;
        Experiment experiment = valid.experiment();
        List<String> refused = Refusals.of(experiment, words.metrics());
        if (!refused.isEmpty()) {
            throw new AbortException(Refusals.said(words.where(), refused));
        }
        return new Request(
                experiment,
                valid.defaults(),
                words.cluster(),
                words.metrics(),
                words.gitops(),
                words.extend(),
                "Jenkins build " + build.getExternalizableId());
    }

    private SpecResult read(SpecWords words, List<String> overrides, String namespace) throws IOException {
        BuildFiles files = new BuildFiles(build, Engine.journals(build).files(place), words.metrics());
        SpecReader reader = new SpecReader(files.keeping(beside(words.path())))
                .inNamespace(namespace)
                .allowingIntervalsFrom(Duration.ofMillis(SystemProperties.getLong(SHORTEST, 1000L)));
        SpecReader open = words.extend() ? reader.leavingLengthOpen() : reader;
        if (!words.path().isEmpty()) {
            return open.read(bytes(words.path()), overrides);
        }
        return words.text().isEmpty()
                ? open.read(Map.of(), overrides)
                : open.read(words.text().getBytes(StandardCharsets.UTF_8), overrides);
    }

    /** Files of the workspace, relative to the folder of the spec. */
    private SpecFiles beside(String spec) {
        int slash = spec.lastIndexOf('/');
        String folder = slash < 0 ? "" : spec.substring(0, slash + 1);
        return path -> bytes(path.startsWith("/") ? path : folder + path);
    }

    private byte[] bytes(String path) throws IOException {
        FilePath root = workspace.orElseThrow(() -> new AbortException(path
                + " is a file of a workspace, and this step has none; put the step inside node { … }, or give the text, as in text: readTrusted('"
                + path + "')"));
        try (InputStream content = root.child(path).read()) {
            return content.readNBytes(SpecFiles.LONGEST + 1);
        } catch (NoSuchFileException | java.io.FileNotFoundException e) {
            throw new AbortException("there is no file " + path + " in the workspace");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("reading " + path + " was interrupted", e);
        }
    }
}
