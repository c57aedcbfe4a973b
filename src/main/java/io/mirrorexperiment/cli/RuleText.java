package io.mirrorexperiment.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Conditions of requests as a command line writes them, as in {@code header:portal=travels.uk,uri^=/travels}. */
final class RuleText {
    /** What comes between conditions and what happens to requests that meet them. */
    static final String ARROW = "=>";

    private static final Pattern CONDITION =
            Pattern.compile("(uri|method|authority|(?:header|query|from):[^=^~]+)(=|\\^=|~=)(.+)");
    private static final Map<String, String> HOW = Map.of("=", "exact", "^=", "prefix", "~=", "regex");
    private static final Map<String, String> GROUPS =
            Map.of("header", "headers", "query", "queryParams", "from", "sourceLabels");

    private RuleText() {}

    /** The two sides of a rule. */
    static String[] sides(String rule, String example) {
        int arrow = rule.lastIndexOf(ARROW);
        if (arrow < 1) {
            throw Refusal.usage("'" + rule + "' must be conditions, " + ARROW + " and what follows, as in " + example);
        }
        return new String[] {rule.substring(0, arrow), rule.substring(arrow + ARROW.length())};
    }

    /** Alternatives of conditions as the field {@code match}. */
    static List<Map<String, Object>> match(List<String> alternatives) {
        List<Map<String, Object>> match = new ArrayList<>();
        alternatives.forEach(conditions -> match.add(all(conditions)));
        return match;
    }

    /** Conditions that must all hold. */
    private static Map<String, Object> all(String conditions) {
        Map<String, Object> match = new LinkedHashMap<>();
        for (String condition : conditions.split(",", -1)) {
            Matcher read = CONDITION.matcher(condition.strip());
            if (!read.matches()) {
                throw Refusal.usage(
                        "'" + condition + "' must be uri, method, authority, header:NAME, query:NAME or from:LABEL,"
                                + " then = (is), ^= (begins with) or ~= (matches), and a text, as in header:portal=travels.uk");
            }
            put(match, read.group(1), text(read), condition);
        }
        return match;
    }

    private static Object text(Matcher read) {
        boolean label = read.group(1).startsWith("from:");
        if (label && !read.group(2).equals("=")) {
            throw Refusal.usage("'" + read.group() + "': a label of the sender can only be compared with =");
        }
        return label ? read.group(3) : Map.of(HOW.getOrDefault(read.group(2), "exact"), read.group(3));
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> match, String what, Object text, String condition) {
        int colon = what.indexOf(':');
        Map<String, Object> group = colon < 0
                ? match
                : (Map<String, Object>) match.computeIfAbsent(
                        GROUPS.getOrDefault(what.substring(0, colon), ""), word -> new LinkedHashMap<String, Object>());
        if (group.put(what.substring(colon + 1), text) != null) {
            throw Refusal.usage("'" + condition + "' says twice what must be; a request has one");
        }
    }
}
