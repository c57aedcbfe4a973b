package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Version;
import java.util.List;
import java.util.Optional;

/** How a section points at a version: by label, by Deployment, or by revision of a Knative Service. */
final class VersionForm {
    private static final String HINT =
            "say which version serves now: live: {version: v1} (value of the label version), live: {deployment: reviews-v1}"
                    + " or live: {revision: reviews-00001} (Knative)";

    private static final Form<String> KNATIVE = Choice.of("knative", "knative");

    private VersionForm() {}

    /** The live version. */
    static Version live(Section spec) {
        if (!spec.has("live")) {
            spec.missing("live", HINT);
            return new Version.OfDeployment("");
        }
        Section live = spec.section("live", "version", "deployment", "revision", "serving");
        List<String> ways = live.present("version", "deployment", "revision", "serving");
        if (ways.size() > 1) {
            live.wrong("has " + String.join(" and ", ways) + " at once; keep one of them");
        } else if (ways.isEmpty()) {
            live.wrong("names no version; write version: v1 or deployment: reviews-v1");
        }
        return read(live)
                .or(() -> live.read("serving", KNATIVE).map(knative -> new Version.Serving()))
                .orElse(standIn(live));
    }

    /** The version that a section names. */
    static Optional<Version> read(Section section) {
        Optional<Version> labelled = section.read("version", Text.VERSION).map(Version.Labelled::new);
        Optional<Version> deployment =
                section.read("deployment", Text.OBJECT_NAME).map(Version.OfDeployment::new);
        Optional<Version> revision = section.read("revision", Text.OBJECT_NAME).map(Version.OfRevision::new);
        return revision.or(() -> deployment).or(() -> labelled);
    }

    /** One of the kind that was meant, so that other sections draw the right conclusions. */
    static Version standIn(Section section) {
        return section.has("revision") || section.has("serving")
                ? new Version.OfRevision("")
                : new Version.OfDeployment("");
    }
}
