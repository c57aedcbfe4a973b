package io.jenkins.plugins.mirrorexperiment;

import hudson.model.Run;
import io.mirrorexperiment.run.HostFiles;
import io.mirrorexperiment.spec.SpecFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The files that a run's spec names, as they were in the workspace when the run began: kept beside the journal, since agents and
 * workspaces come and go. No other file of the controller can be read by a spec.
 *
 * @param build whose credentials a spec may name
 * @param folder of the copies
 * @param metrics name of the metrics profile whose credentials may be used; empty for none
 */
record BuildFiles(Run<?, ?> build, Path folder, String metrics) implements HostFiles {
    /** Reads from a workspace and keeps a copy of what was read. */
    SpecFiles keeping(SpecFiles workspace) {
        return path -> {
            byte[] bytes = workspace.read(path);
            Files.createDirectories(folder);
            Files.write(copy(path), bytes);
            return bytes;
        };
    }

    @Override
    public byte[] read(String path) throws IOException {
        try {
            return Files.readAllBytes(copy(path));
        } catch (NoSuchFileException e) {
            throw new IOException(path + " was not in the workspace when the run began", e);
        }
    }

    @Override
    public String credential(String id) throws IOException {
        return Credentials.text(id, build, metrics);
    }

    @Override
    public Path place(String path) {
        throw new IllegalStateException(Refusals.LOG_FILES);
    }

    private Path copy(String path) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
            return folder.resolve(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
