package io.mirrorexperiment.report;

import java.util.regex.Pattern;

/** Takes out of other people's text what does not belong into a report: passwords in addresses, and tricks on terminals. */
final class Clean {
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^\\s/?#\"'<>]*@");
    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s+[a-z0-9+/=._~-]{8,}");

    /** Line ends, escapes (also the controls above 127, which {@code Cntrl} leaves out), and marks that turn text around. */
    private static final Pattern TRICKS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029]+");

    private Clean() {}

    /** One line that is safe to print. */
    static String line(String text) {
        return TRICKS.matcher(secretless(text)).replaceAll(" ").strip();
    }

    /** The text with its lines, without what signs somebody in. */
    static String secretless(String text) {
        return BEARER.matcher(USER_INFO.matcher(text).replaceAll("")).replaceAll("$1 …");
    }
}
