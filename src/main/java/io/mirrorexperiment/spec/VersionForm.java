package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Version;
import java.util.Optional;

/** How a section points at a version: by label or by Deployment. */
final class VersionForm {
    private static final String HINT =
            "say which version serves now: live: {version: v1} (value of the label version) or live: {deployment: reviews-v1}";

    private VersionForm() {}

    /** The live version. */
    static Version live(Section spec) {
        if (!spec.has("live")) {
            spec.missing("live", HINT);
            return standIn();
        }
        Section live = spec.section("live", "version", "deployment");
        if (live.present("version", "deployment").size() == 2) {
            live.wrong("has both version and deployment; keep one of the two");
        } else if (live.present("version", "deployment").isEmpty()) {
            live.wrong("names no version; write version: v1 or deployment: reviews-v1");
        }
        return read(live).orElse(standIn());
    }

    /** The version that a section names. */
    static Optional<Version> read(Section section) {
        Optional<Version> labelled = section.read("version", Text.VERSION).map(Version.Labelled::new);
        Optional<Version> deployment =
                section.read("deployment", Text.OBJECT_NAME).map(Version.OfDeployment::new);
        return deployment.or(() -> labelled);
    }

    static Version standIn() {
        return new Version.OfDeployment("");
    }
}
