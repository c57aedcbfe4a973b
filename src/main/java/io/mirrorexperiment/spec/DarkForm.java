package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Dark;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The dark version: cloned with another image, given as a manifest, or there already.
 *
 * @param files reads the manifest
 * @param live must be another version
 */
record DarkForm(SpecFiles files, Version live) {
    private static final String WAYS =
            "version and image (the live version cloned with that image), revision and image (a new revision of a Knative Service), manifest (a file),"
                    + " or version, deployment or revision alone (there already)";

    Dark read(Section spec) {
        if (!spec.has("dark")) {
            spec.missing("dark", "say what to try: " + WAYS);
        }
        Section dark = spec.section(
                "dark", "version", "image", "container", "manifest", "deployment", "revision", "readyWithin");
        DarkSource source = spec.has("dark") ? source(dark) : standIn(dark);
        return new Dark(source, dark.read("readyWithin", Durations.positive(), Duration.ofMinutes(5), "5m"));
    }

    private DarkSource source(Section dark) {
        List<String> ways = dark.present("version", "image", "manifest", "deployment", "revision");
        Optional<Version> version = VersionForm.read(dark);
        Optional<String> image = dark.read("image", Text.IMAGE);
        Optional<DarkSource> given = dark.read("manifest", new ManifestForm(files));
        version.filter(live::equals).ifPresent(same -> sameAsLive(dark, same));
        if (live.isRevision() != dark.has("revision")) {
            dark.wrong(
                    live.isRevision()
                            ? "must be a revision too, as live is: write dark: {revision: …}, with image: … for one that is not there yet"
                            : "is a revision, but live is none; point at both with revision:");
        }
        Optional<String> container = dark.read("container", Text.LABEL_NAME);
        if (container.isPresent() && !ways.equals(List.of("version", "image"))) {
            dark.refuse("container", "says which container of a clone gets the image: it goes with version and image");
        }
        if (ways.equals(List.of("version", "image"))) {
            return cloned(dark, version, image, container).orElse(standIn(dark));
        }
        if (ways.equals(List.of("image", "revision"))) {
            return stamped(version, image).orElse(standIn(dark));
        }
        if (ways.equals(List.of("image"))) {
            dark.missing("version", "the clone with the new image needs a label of its own, as in version: v2");
            return standIn(dark);
        }
        if (ways.size() != 1) {
            dark.wrong((ways.isEmpty() ? "names no version" : "has " + String.join(" and ", ways) + " at once")
                    + "; write " + WAYS);
            return standIn(dark);
        }
        return given.or(() -> version.map(DarkSource.Present::new)).orElse(standIn(dark));
    }

    private static Optional<DarkSource> cloned(
            Section dark, Optional<Version> version, Optional<String> image, Optional<String> container) {
        image.filter(text -> !text.matches(".*[:@][^/]*")).ifPresent(text -> dark.notes()
                .byDefault(dark.pathOf("image"), text + " has neither tag nor digest, so the tag latest is run"));
        return version.filter(Version.Labelled.class::isInstance)
                .map(Version.Labelled.class::cast)
                .flatMap(label -> image.map(text -> new DarkSource.Clone(label.version(), text, container)));
    }

    private static Optional<DarkSource> stamped(Optional<Version> version, Optional<String> image) {
        return version.flatMap(revision -> image.map(text -> new DarkSource.Stamped(revision.value(), text)));
    }

    /** As near to what was meant as can be told, so that other sections draw the right conclusions. */
    private static DarkSource standIn(Section dark) {
        if (dark.has("manifest")) {
            return new DarkSource.Given("", "");
        }
        if (dark.has("image") && dark.has("revision")) {
            return new DarkSource.Stamped("", "");
        }
        return dark.has("image") ? new DarkSource.Clone("", "") : new DarkSource.Present(VersionForm.standIn(dark));
    }

    private static void sameAsLive(Section dark, Version same) {
        dark.refuse(same.word(), "is the live version too; the dark one must be another");
    }
}
