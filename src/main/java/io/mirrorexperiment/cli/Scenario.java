package io.mirrorexperiment.cli;

import io.mirrorexperiment.sandbox.mesh.ImageProfile;
import java.util.Locale;

/** The endings that the demo can show. */
enum Scenario {
    /** Conforms and is promoted. */
    GOOD("", 0),
    /** Fails one request in twenty. */
    ERRORS("errors=0.05", 1),
    /** Answers too slowly. */
    SLOW("latency=300ms±30ms", 1),
    /** Nobody calls the service. */
    SILENT("", 2),
    /** The mesh accepts the mirror and sends no copy. */
    MIRROR_BROKEN("", 2),
    /** The dark version slows the live one down and makes it fail. */
    LIVE_HURT("strain=reviews-v1:150ms:0.4", 2),
    /** The dark version's image cannot be pulled. */
    NEVER_READY("never=ImagePullBackOff", 1),
    /** Somebody calls the dark version's pods directly. */
    CONTAMINATED("", 2),
    /** The engine is killed in mid-run and another one goes on. */
    KILLED("", 0),
    /** Iter8's tutorial on mirrored traffic, from its own files: Knative, an experiment of Iter8's. */
    KNATIVE("", 0),
    /** Kiali's tutorial on traffic scenarios, each claim of it held against the numbers: no experiment. */
    TRAVELS("", 0);

    private final String dark;
    private final int exitCode;

    Scenario(String dark, int exitCode) {
        this.dark = dark;
        this.exitCode = exitCode;
    }

    /** The exit code that the scenario is there to show. */
    int exitCode() {
        return exitCode;
    }

    /** How the dark version behaves, on top of what its image does when all is well. */
    ImageProfile dark(ImageProfile well) {
        return dark.isEmpty() ? well : ImageProfile.parse(well, dark);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
