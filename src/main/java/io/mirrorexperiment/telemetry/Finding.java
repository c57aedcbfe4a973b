package io.mirrorexperiment.telemetry;

/**
 * One thing that was looked at for health.
 *
 * @param what a word
 * @param good whether it is as it should be
 * @param words why, for people
 */
public record Finding(String what, boolean good, String words) {
    /** As Kubernetes' own programs write it. */
    String line() {
        return (good ? "[+]" : "[-]") + what + (good ? " ok" : " failed") + ": " + words;
    }
}
