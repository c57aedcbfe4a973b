package io.mirrorexperiment.real;

import io.mirrorexperiment.real.Bed.Said;
import java.util.List;
import java.util.Optional;

/** The image of the program, as its own build makes it, in the bed's node. */
final class GateImage {
    private static final int UNAVAILABLE = 3;
    private static final int LONGEST_BUILD = 1800;

    private GateImage() {}

    /** Its reference; built and imported where that was not done yet, once per process. Aborts the test, loudly, where it can't be. */
    static String reference() {
        return Imported.REFERENCE.orElseThrow(GateImage::missing);
    }

    private static RuntimeException missing() {
        Bed.lack("image: it can't be built here");
        return new IllegalStateException("a missing part aborts its test");
    }

    private static final class Imported {
        private static final Optional<String> REFERENCE = find();

        private static Optional<String> find() {
            Said built = Said.of(List.of("src/testbed/build", "gate"), LONGEST_BUILD);
            if (built.status() == UNAVAILABLE) {
                System.err.println(built.err().strip());
                return Optional.empty();
            }
            built.mustSucceed();
            Said.of(List.of("src/testbed/start", "containerd"), 120).mustSucceed();
            return Optional.of(Said.of(
                            List.of(
                                    "bash",
                                    "-c",
                                    ". src/testbed/lib/common.sh; tar -xOf \"$IMAGES/mirror-experiment.tar\" ./index.json"
                                            + " | grep -o 'mirror-experiment.local/[^\"]*' | head -n 1"),
                            30)
                    .mustSucceed()
                    .strip());
        }
    }
}
