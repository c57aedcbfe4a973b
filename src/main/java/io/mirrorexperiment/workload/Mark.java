package io.mirrorexperiment.workload;

import io.mirrorexperiment.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The labels by which an object of a run is known. */
final class Mark {
    /** Holds the run's id, shortened where a label's value cannot take it. */
    static final String RUN = "mirror-experiment.io/run";

    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String US = "mirror-experiment";

    /** Says which run promoted an object that was its own. */
    static final String PROMOTED = "mirror-experiment.io/promoted";

    private static final int LONGEST_VALUE = 63;
    private static final int DIGEST = 16;

    private Mark() {}

    static Manifest on(Manifest object, String run) {
        return object.with(value(run), "metadata", "labels", RUN).with(US, "metadata", "labels", MANAGED_BY);
    }

    static boolean isOn(Manifest object, String run) {
        return value(run).equals(object.labels().get(RUN))
                && US.equals(object.labels().get(MANAGED_BY));
    }

    static Manifest off(Manifest object, String run) {
        return isOn(object, run)
                ? object.without("metadata", "labels", RUN)
                        .without("metadata", "labels", MANAGED_BY)
                        .withAnnotation(PROMOTED, run)
                : object;
    }

    /** The id itself, or its beginning and a digest of all of it. */
    static String value(String run) {
        if (run.length() <= LONGEST_VALUE) {
            return run;
        }
        String start = run.substring(0, LONGEST_VALUE - DIGEST - 1);
        return start + "-" + digest(run).substring(0, DIGEST);
    }

    private static String digest(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
