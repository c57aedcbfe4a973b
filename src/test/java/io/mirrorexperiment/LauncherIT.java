package io.mirrorexperiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The script that starts the command line finds its jar among all that a build leaves. */
class LauncherIT {
    @Test
    void startsWhatWasBuilt() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of("mirror-experiment").toAbsolutePath().toString(), "--version")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said).matches("mirror-experiment \\d\\S*\\R");
        assertThat(process.exitValue()).isZero();
    }
}
