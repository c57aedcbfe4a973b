package io.mirrorexperiment.metrics;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What of a request's path may be written down: no query, no parameter, and nothing that looks like an id or a secret. Pure. */
final class PathPattern {
    private static final int LONGEST = 120;
    private static final Pattern ID = Pattern.compile("[0-9]+|[0-9a-fA-F-]{16,}|.{33,}|.*[@:=].*");

    private PathPattern() {}

    /** As in {@code /reviews/*} for {@code /reviews/4711?user=me}. */
    static String of(String path) {
        String bare = path.split("[?#;]", 2)[0];
        String pattern = Arrays.stream(bare.split("/", -1))
                .map(part -> ID.matcher(part).matches() ? "*" : part)
                .collect(Collectors.joining("/"));
        String shown = SampleText.shown(pattern);
        return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "…";
    }
}
