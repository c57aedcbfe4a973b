package io.mirrorexperiment.report;

import java.util.regex.Pattern;

/** Text that stays text in Markdown: CommonMark takes a backslash in front of any of ASCII's signs for the sign itself. */
final class MarkdownText {
    private static final Pattern SIGNS = Pattern.compile("[\\\\`*_{}\\[\\]<>#|~&$]");

    /** What makes a list or a line of what it stands in front of. */
    private static final Pattern LEAD = Pattern.compile("^([-+=]|\\d{1,9}(?=[.)]))");

    private MarkdownText() {}

    /** Within a line. */
    static String inline(String text) {
        return SIGNS.matcher(Clean.line(text)).replaceAll("\\\\$0");
    }

    /** At the beginning of one. */
    static String block(String text) {
        String inline = inline(text);
        return LEAD.matcher(inline)
                .replaceFirst(lead ->
                        Character.isDigit(lead.group().charAt(0)) ? lead.group() + "\\\\" : "\\\\" + lead.group());
    }
}
