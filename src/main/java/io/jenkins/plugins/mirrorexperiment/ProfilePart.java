package io.jenkins.plugins.mirrorexperiment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A secret of a metrics profile, as the experiment names it: {@code metrics-profile/<name>/<part>}. Pure. */
enum ProfilePart {
    /** A bearer token. */
    TOKEN,
    /** The password of basic authentication. */
    PASSWORD,
    /** The client's certificates, PEM. */
    CERTIFICATE,
    /** The client's key, PEM. */
    KEY,
    /** Certificates that the server is checked against, PEM. */
    CA;

    private static final String PREFIX = "metrics-profile/";

    /** The id under which an experiment knows this part of a profile. */
    String id(String profile) {
        return PREFIX + profile + "/" + name().toLowerCase(Locale.ROOT);
    }

    /** Whether an id is meant for a profile at all. */
    static boolean isProfile(String id) {
        return id.startsWith(PREFIX);
    }

    /** The part that an id names, if it is one of that profile. */
    static Optional<ProfilePart> of(String id, String profile) {
        return Arrays.stream(values())
                .filter(part -> !profile.isEmpty() && part.id(profile).equals(id))
                .findFirst();
    }
}
