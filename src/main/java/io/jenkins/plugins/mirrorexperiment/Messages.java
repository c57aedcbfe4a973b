package io.jenkins.plugins.mirrorexperiment;

import org.jvnet.localizer.Localizable;
import org.jvnet.localizer.ResourceBundleHolder;

/** Texts of the user interface, in the language of whoever reads them. */
final class Messages {
    private static final ResourceBundleHolder TEXTS = ResourceBundleHolder.get(Messages.class);

    private Messages() {}

    static String displayName() {
        return TEXTS.format("displayName");
    }

    static String clusterProfile() {
        return TEXTS.format("clusterProfile");
    }

    static String metricsProfile() {
        return TEXTS.format("metricsProfile");
    }

    static String objective() {
        return TEXTS.format("objective");
    }

    static String connected(String server, String user, String namespace) {
        return TEXTS.format("connected", server, user, namespace);
    }

    static String mayNotClaim() {
        return TEXTS.format("mayNotClaim");
    }

    static String answered(Object url) {
        return TEXTS.format("answered", url);
    }

    static String badName() {
        return TEXTS.format("badName");
    }

    static String badUrl() {
        return TEXTS.format("badUrl");
    }

    static String page() {
        return TEXTS.format("page");
    }

    static String nothingWaits() {
        return TEXTS.format("nothingWaits");
    }

    static String badIterations() {
        return TEXTS.format("badIterations");
    }

    static String ended() {
        return TEXTS.format("ended");
    }

    /** Why a run is not shown, and how to get rid of what it left. */
    static String unreadable(BuildJournals.Unreadable unreadable) {
        return unreadable.run().isEmpty()
                ? TEXTS.format("unreadableFolder", unreadable.because())
                : TEXTS.format("unreadable", unreadable.run(), unreadable.because());
    }

    static String step(String name) {
        return TEXTS.format("step." + name);
    }

    static Localizable later(String key) {
        return new Localizable(TEXTS, key);
    }
}
