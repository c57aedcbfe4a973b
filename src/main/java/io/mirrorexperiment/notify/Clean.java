package io.mirrorexperiment.notify;

import java.util.regex.Pattern;

/** Takes out of other people's text what does not belong into a message: what signs somebody in, and tricks on readers. */
final class Clean {
    private static final int LONGEST = 2000;
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^\\s/?#\"'<>]*@");
    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s+[a-z0-9+/=._~-]{8,}");
    private static final Pattern TRICKS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029]+");

    private Clean() {}

    /** One line, not longer than a message can bear. */
    static String line(String text) {
        String secretless =
                BEARER.matcher(USER_INFO.matcher(text).replaceAll("")).replaceAll("$1 …");
        String line = TRICKS.matcher(secretless).replaceAll(" ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
}
