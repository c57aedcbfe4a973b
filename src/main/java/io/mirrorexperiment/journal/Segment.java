package io.mirrorexperiment.journal;

import io.mirrorexperiment.experiment.RunId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** How a long text is cut, and what its segments are called. Pure but for {@link #fresh}. */
final class Segment {
    private static final String PREFIX = "mirror-experiment-segment.";
    private static final int DIGITS = 16;

    /** Of one {@code char} in UTF-8. */
    private static final int MOST_BYTES = 3;

    private Segment() {}

    /** Parts of at most {@link Texts#LONGEST} bytes, none of which ends within a character; a longer text begins with the same. */
    static List<String> cut(String text) {
        if (text.length() <= Texts.LONGEST / MOST_BYTES) {
            return List.of(text);
        }
        List<String> parts = new ArrayList<>();
        int from = 0;
        int bytes = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int size = size(text.codePointAt(at));
            if (bytes + size > Texts.LONGEST) {
                parts.add(text.substring(from, at));
                from = at;
                bytes = 0;
            }
            bytes += size;
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** The beginning of a segment's name, which tells place and content. */
    static String stem(RunId run, int place, String content) {
        return PREFIX + run + "." + place + "." + digest(content) + ".";
    }

    /** A name that no other attempt has, so that a twin saving the same at the same time does no harm. */
    static String fresh(String stem) {
        return stem + UUID.randomUUID().toString().substring(0, 18);
    }

    static boolean belongsTo(RunId run, String name) {
        return name.matches("\\Q" + PREFIX + run + "\\E\\.[0-9]+\\.[0-9a-f]{" + DIGITS + "}\\.[0-9a-f-]{18}");
    }

    private static int size(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }

    private static String digest(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
