package io.mirrorexperiment.traffic;

import io.mirrorexperiment.experiment.Mirror;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The methods to copy, as conditions of a route.
 *
 * @param allowed upper case; {@code *} alone is no limit
 */
record Methods(List<String> allowed) {
    private static final String METHOD = "method";

    boolean limited() {
        return !allowed.equals(Mirror.ALL_METHODS);
    }

    /** The conditions of an entry, each and-ed with the limit; those that no allowed method meets are left out. */
    List<Map<String, Object>> limit(Entry entry) {
        List<Map<String, Object>> matches = entry.matches();
        return (matches.isEmpty() ? Stream.of(Map.<String, Object>of()) : matches.stream())
                .flatMap(match -> limit(match).stream())
                .toList();
    }

    /** A method condition of an entry that cannot be read; empty if all can. */
    static Optional<String> unreadable(Entry entry) {
        return entry.matches().stream()
                .flatMap(match -> Fields.text(Fields.map(match, METHOD), "regex").stream())
                .filter(regex -> !compiles(regex))
                .findFirst();
    }

    private Optional<Map<String, Object>> limit(Map<String, Object> match) {
        Map<String, Object> condition = Fields.map(match, METHOD);
        if (condition.containsKey("exact")) {
            return Optional.of(match).filter(same -> allowed.stream().anyMatch(method -> meets(method, condition)));
        }
        List<String> left =
                allowed.stream().filter(method -> meets(method, condition)).toList();
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(Fields.with(match, METHOD, Map.of("regex", anyOf(left))));
    }

    private static boolean meets(String method, Map<String, Object> condition) {
        return Fields.text(condition, "exact").map(method::equals).orElse(true)
                && Fields.text(condition, "prefix").map(method::startsWith).orElse(true)
                && Fields.text(condition, "regex").map(method::matches).orElse(true);
    }

    private static String anyOf(List<String> methods) {
        return methods.stream().map(Methods::quoted).collect(Collectors.joining("|"));
    }

    /** A method is a token of RFC 9110 and may hold characters that mean something in a regular expression. */
    private static String quoted(String method) {
        return method.replaceAll("[^A-Za-z0-9_-]", "\\\\$0");
    }

    private static boolean compiles(String regex) {
        try {
            Pattern.compile(regex);
            return true;
        } catch (PatternSyntaxException unreadable) {
            return false;
        }
    }
}
