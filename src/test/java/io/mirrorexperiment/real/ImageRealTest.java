package io.mirrorexperiment.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.real.Bed.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The image as the build makes it, unpacked, with a root that nobody may write to and a user that may do nothing. */
@ResourceLock("image")
class ImageRealTest {
    private static final String UNPACK = """
            set -eu
            cd "$2"
            tar -xf "$1" && mkdir root
            digest() { sed -n "s/.*\\"$1\\":.*\\"digest\\":\\"sha256:\\([0-9a-f]*\\)\\".*/\\1/p" "$2"; }
            layer=blobs/sha256/$(digest layers "blobs/sha256/$(digest manifests index.json)")
            tar -xpzf "$layer" -C root
            echo "image: $(du -m "$1" | cut -f 1) MB packed, $(du -sm root | cut -f 1) MB unpacked"
            """;

    private static final String INSIDE = """
            root=$1; shift
            mount --bind "$root" "$root" && mount -o remount,ro,bind "$root" && mount -t proc proc "$root/proc" && mount -t tmpfs tmpfs "$root/tmp" &&
            mount --rbind /dev "$root/dev" &&
            exec chroot --userspec=65532:65532 "$root" /usr/bin/env -i PATH=/usr/bin HOME=/tmp "$@"
            """;

    @TempDir
    private static Path folder = Path.of("");

    @BeforeAll
    static void unpacked() {
        Path home = Bed.built("gate").resolveSibling("..");
        Path archive = home.resolve("images/mirror-experiment.tar").normalize();
        System.out.println(Said.of(List.of("sh", "-c", UNPACK, "-", archive.toString(), folder.toString()), 120)
                .mustSucceed()
                .strip());
    }

    private static Said inside(String... words) {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "sh",
                "-c",
                INSIDE,
                "-",
                folder.resolve("root").toString()));
        command.addAll(List.of(words));
        return Said.of(command, 120);
    }

    @Test
    void theProgramRunsAsNobodyOnARootThatCannotBeWritten() {
        Said said = inside(
                "sh", "-c", "id -u; touch /x /opt/x 2>&1; mirror-experiment --version; iter8 version; ls -A /tmp");

        assertThat(said.out())
                .startsWith("65532\n")
                .contains("/x: Read-only file system", "/opt/x: Read-only file system");
        assertThat(said.out()).containsPattern("mirror-experiment \\d");
    }

    @Test
    void itsArchiveOfClassesIsUsed() {
        Said said = inside(
                "sh", "-c", "MIRROR_EXPERIMENT_JAVA_OPTS='-Xshare:on -Xlog:class+load:stdout' mirror-experiment list");

        assertThat(said.out().lines().filter(line -> line.contains("io.mirrorexperiment.cli.ListCommand ")))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains("shared objects file"));
    }

    @Test
    void aClusterThatIsNotThereIsToldAndNothingIsMissing() {
        Said said = inside(
                "sh",
                "-c",
                "printf 'apiVersion: v1\\nkind: Config\\nclusters: [{name: gone, cluster: {server: \"http://127.0.0.1:1\"}}]\\n"
                        + "contexts: [{name: gone, context: {cluster: gone}}]\\ncurrent-context: gone\\n' > /tmp/kubeconfig;"
                        + " KUBECONFIG=/tmp/kubeconfig mirror-experiment list --journal cluster");

        assertThat(said.status()).as(said.all()).isEqualTo(4);
    }

    @Test
    void aWholeRunGoesThroughInIt() {
        Said said =
                inside("mirror-experiment", "demo", "--speed", "8", "--iterations", "2", "--rule", "point", "--plain");

        assertThat(said.out()).contains("verdict=conforms outcome=promoted");
        assertThat(said.status()).isZero();
    }

    @Test
    void whatTheScriptsOfTheTasksCallIsThere() {
        Said said = inside(
                "sh",
                "-euc",
                "for tool in sed sha256sum cut head tail grep printf cat mkdir rm; do command -v $tool; done");

        assertThat(said.status()).as(said.all()).isZero();
    }

    @Test
    void nothingInItTellsOfTheMachineThatBuiltIt() {
        for (String mine : List.of(Path.of("").toAbsolutePath().toString(), System.getProperty("user.home") + "/.")) {
            assertThat(Said.of(
                                    List.of(
                                            "grep",
                                            "-rlF",
                                            mine,
                                            folder.resolve("root").toString()),
                                    120)
                            .out())
                    .as(mine)
                    .isEmpty();
        }
    }

    @Test
    void whatIsInItIsListedWithVersionsAndLicences() throws IOException {
        Path bills = folder.resolve("root/opt/mirror-experiment/sbom");

        assertThat(Files.readString(bills.resolve("program.cdx.json")))
                .contains("pkg:maven/info.picocli/picocli@", "Apache-2.0");
        assertThat(Files.readString(bills.resolve("base.cdx.json")))
                .contains(
                        "pkg:deb/debian/libc6@",
                        "pkg:deb/debian/openjdk-25-jdk-headless@",
                        "GPL2 with Classpath exception");
    }
}
