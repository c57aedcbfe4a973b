package io.jenkins.plugins.mirrorexperiment;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.BuildListener;
import hudson.model.Run;
import hudson.util.LogTaskListener;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.report.EvidenceCurve;
import io.mirrorexperiment.report.HtmlReport;
import io.mirrorexperiment.report.JUnitReport;
import io.mirrorexperiment.report.JsonReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The reports of a run that has ended, where Jenkins' users look for such: the build's artifacts, and the workspace for {@code junit}. */
final class Publication {
    private static final Logger LOG = Logger.getLogger(Publication.class.getName());

    /** Where reports are, in a workspace and among the artifacts. */
    static final String FOLDER = "mirror-experiment";

    private Publication() {}

    /** The reports by name. */
    static Map<String, String> files(Journal journal, List<String> defaults, Instant now) {
        Map<String, String> files = new LinkedHashMap<>();
        String run = journal.id().toString();
        files.put(run + ".json", JsonReport.of(journal, defaults));
        files.put(run + ".xml", JUnitReport.of(journal, defaults));
        files.put(run + ".html", HtmlReport.page(journal, defaults, now, HtmlReport.StyleSheet.LINKED));
        files.put(HtmlReport.STYLE_SHEET, HtmlReport.styleSheet());
        if (EvidenceCurve.of(journal) instanceof EvidenceCurve.Picture picture) {
            files.put(run + ".svg", picture.svg());
        }
        return files;
    }

    /** Archives the reports with the build; trouble is said in the controller's log, for the verdict does not hang on it. */
    static void of(Run<?, ?> build, Journal journal) {
        try {
            Path folder = Files.createTempDirectory("mirror-experiment");
            try {
                archive(
                        build,
                        folder,
                        files(
                                journal,
                                defaults(build, journal),
                                Gates.get().clock().instant()));
            } finally {
                new FilePath(folder.toFile()).deleteRecursive();
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "the reports of run " + journal.id() + " could not be archived", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> defaults(Run<?, ?> build, Journal journal) {
        return Engine.journals(build)
                .find(journal.id())
                .map(BuildJournals.Kept::defaults)
                .orElse(List.of());
    }

    private static void archive(Run<?, ?> build, Path folder, Map<String, String> files)
            throws IOException, InterruptedException {
        Map<String, String> artifacts = new LinkedHashMap<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
            artifacts.put(FOLDER + "/" + file.getKey(), file.getKey());
        }
        FilePath root = new FilePath(folder.toFile());
        BuildListener listener = new Listener();
        build.pickArtifactManager().archive(root, new Launcher.LocalLauncher(listener), listener, artifacts);
        build.save();
    }

    /** Writes the reports into a workspace. */
    static void into(FilePath workspace, Run<?, ?> build, Journal journal, Consumer<String> log) {
        try {
            FilePath folder = workspace.child(FOLDER);
            for (Map.Entry<String, String> file : files(
                            journal,
                            defaults(build, journal),
                            Gates.get().clock().instant())
                    .entrySet()) {
                folder.child(file.getKey()).write(file.getValue(), "UTF-8");
            }
        } catch (IOException e) {
            log.accept("the reports could not be written into the workspace: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Listener extends LogTaskListener implements BuildListener {
        private static final long serialVersionUID = 1;

        Listener() {
            super(LOG, Level.FINE);
        }
    }
}
