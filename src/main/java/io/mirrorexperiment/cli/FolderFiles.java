package io.mirrorexperiment.cli;

import io.mirrorexperiment.run.HostFiles;
import io.mirrorexperiment.spec.SpecFiles;
import java.io.IOException;
import java.nio.file.Path;

/** The files that a spec names, beside it. */
record FolderFiles(Path folder) implements HostFiles {
    @Override
    public byte[] read(String path) throws IOException {
        return SpecFiles.in(folder).read(path);
    }

    @Override
    public Path place(String path) {
        return folder.resolve(path);
    }
}
