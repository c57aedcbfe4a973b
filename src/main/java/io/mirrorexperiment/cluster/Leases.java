package io.mirrorexperiment.cluster;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Where the lease of a target is. Pure. */
final class Leases {
    static final String PREFIX = "mirror-experiment.";

    /** Names of leases may have 253 characters; each part between dots is kept within a DNS label's 63, too. */
    private static final int LONGEST = 253;

    private static final int LONGEST_PART = 63;
    private static final int HASH = 10;

    private Leases() {}

    /**
     * In the target's own namespace, so that runs of different namespaces find each other.
     *
     * @param fallback the namespace for a target of the whole cluster
     */
    static Address address(Address target, String fallback) {
        return new Address(Kind.LEASE, target.namespace().isEmpty() ? fallback : target.namespace(), name(target));
    }

    static String name(Address target) {
        String name = PREFIX + target.kind().kind().toLowerCase(Locale.ROOT) + "." + target.name();
        boolean fits = name.length() <= LONGEST
                && java.util.Arrays.stream(name.split("\\.", -1)).allMatch(part -> part.length() <= LONGEST_PART);
        return fits ? name : shortened(name);
    }

    private static String shortened(String name) {
        String start = name.substring(0, Math.min(name.length(), LONGEST_PART - HASH - 1));
        return start.replaceFirst("[-.]+$", "") + "-" + hash(name);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    static boolean isOurs(Manifest lease) {
        return lease.name().startsWith(PREFIX);
    }
}
