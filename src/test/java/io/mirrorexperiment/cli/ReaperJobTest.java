package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.sandbox.PodRuntime;
import io.mirrorexperiment.sandbox.Sandbox;
import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.kube.KubeOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The reaper that install prints, in a cluster that enforces its rights. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class ReaperJobTest {
    @Test
    void itLooksByTheClockWithItsOwnRights(@TempDir Path state) {
        Typed printed = Typed.on(
                state,
                "install",
                "reaper",
                "-n",
                "default",
                "--image",
                OwnImage.REPOSITORY + ":1",
                "--schedule",
                "* * * * *");
        SandboxOptions options = SandboxOptions.bookinfo()
                .withCluster(KubeOptions.defaults().withRbac().withHaste(60))
                .withProgram(OwnImage.program());
        try (Sandbox sandbox = Sandbox.start(options)) {
            sandbox.apply(printed.out());

            while (said(sandbox).isEmpty()) {
                LockSupport.parkNanos(50_000_000);
            }

            assertThat(printed.code()).as(printed.err()).isZero();
            assertThat(said(sandbox))
                    .contains("no run holds a claim in namespace default")
                    .doesNotContain("forbidden");
        }
    }

    @Test
    void itMayReadTheCountersOfPodsOnlyWhereItIsAskedTo(@TempDir Path state) {
        String[] words = {"install", "reaper", "-n", "shop", "--image", "example/gate:1", "--knative"};
        Typed without = Typed.on(state, words);
        Typed with = Typed.on(
                state, Stream.concat(Stream.of(words), Stream.of("--direct")).toArray(String[]::new));

        assertThat(without.out()).contains("serving.knative.dev").doesNotContain("pods/proxy");
        assertThat(with.out()).contains("serving.knative.dev", "pods/proxy");
    }

    @Test
    void whatIsNoScheduleIsRefused(@TempDir Path state) {
        Typed printed = Typed.on(
                state, "install", "reaper", "-n", "shop", "--image", "example/gate:1", "--schedule", "every hour");

        assertThat(printed.code()).isEqualTo(3);
        assertThat(printed.err()).contains("--schedule 'every hour' is none of cron's");
        assertThat(printed.out()).isEmpty();
    }

    private static String said(Sandbox sandbox) {
        List<String> lines = sandbox.cluster().view().list("pods").stream()
                .map(pod -> pod.at("/metadata/name").asText())
                .flatMap(pod -> sandbox.mesh().log("default", pod, "gate").stream())
                .map(PodRuntime.LogLine::text)
                .toList();
        return String.join("\n", lines);
    }
}
