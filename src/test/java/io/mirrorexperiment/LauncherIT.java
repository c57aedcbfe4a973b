package io.mirrorexperiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts the command line finds its jar among all that a build leaves. */
class LauncherIT {
    @Test
    void startsWhatWasBuilt() throws IOException, InterruptedException {
        assertThat(said(Path.of("mirror-experiment").toAbsolutePath(), "--version"))
                .matches("mirror-experiment \\d\\S*\\R");
    }

    @Test
    void speaksIter8sWordsByALinkOfThatName(@TempDir Path folder) throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(
                folder.resolve("iter8"), Path.of("mirror-experiment").toAbsolutePath());

        assertThat(said(link, "k", "launch", "--help")).startsWith("Usage: iter8 k launch ");
    }

    private static String said(Path script, String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Stream.concat(Stream.of(script.toString()), Stream.of(words))
                        .toList())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        return said;
    }
}
