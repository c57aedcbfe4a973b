package io.mirrorexperiment.cli;

import io.mirrorexperiment.report.SideBySide;
import io.mirrorexperiment.report.Style;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The newest lines of both versions' access logs beside each other: a copy has the request id of its original. */
record AccessLogs(Supplier<List<String>> live, Supplier<List<String>> dark, int lines) implements ScreenView.Aside {
    /** Istio's default format: time, request, status, …, duration, …, request id. */
    private static final Pattern LINE = Pattern.compile(
            "\\[[^T]*T\\d\\d:([0-9:.]+)Z] \"(\\S+) (\\S+) [^\"]*\" (\\d+) \\S+ \\S+ \\S+ \"[^\"]*\" \\d+ \\d+ (\\d+) \\S+"
                    + " \"[^\"]*\" \"[^\"]*\" \"([0-9a-f]{1,8})?.*");

    @Override
    public List<String> lines(int columns) {
        return SideBySide.of(
                newest(live.get()),
                newest(dark.get()),
                "access log of reviews-v1 (live)",
                "access log of reviews-v2 (dark)",
                columns,
                Style.PLAIN);
    }

    private List<String> newest(List<String> log) {
        List<String> last = log.subList(Math.max(0, log.size() - lines), log.size());
        return java.util.stream.IntStream.range(0, lines)
                .mapToObj(line -> line < last.size() ? brief(last.get(line)) : "")
                .toList();
    }

    /** What matters of a line: when, answer, time it took, request id, request. */
    static String brief(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches()
                ? String.format(
                        java.util.Locale.ROOT,
                        "%s %s %4sms %s %s %s",
                        matcher.group(1),
                        matcher.group(4),
                        matcher.group(5),
                        matcher.group(6),
                        matcher.group(2),
                        matcher.group(3))
                : line;
    }
}
