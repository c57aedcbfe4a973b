package io.mirrorexperiment.bench.scale;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of many runs that are all like the recorded one, but for names and times.
 *
 * @param number from 0
 * @param later by how much it looks later than the recorded one
 * @param prometheus where its metrics system answers
 */
record Twin(int number, Duration later, String prometheus) {
    /** Ten runs of a thousand share a namespace. */
    static final int NAMESPACES = 100;

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z");
    private static final Pattern NAMESPACE = Pattern.compile("\\bdefault\\b");
    private static final Pattern METRICS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final Pattern FLOWING =
            Pattern.compile("\\\\\"is\\\\\":\\\\\"flowing\\\\\",\\\\\"at\\\\\":\\\\\"([^\\\\]+)");

    /** When copies began to flow in the recorded run. */
    static Instant flowing(Recording recording) {
        return recording.objects().values().stream()
                .map(FLOWING::matcher)
                .filter(Matcher::find)
                .map(found -> Instant.parse(found.group(1)))
                .findFirst()
                .orElseThrow();
    }

    /** As long as the recorded one's. */
    static String name(int number) {
        return String.format(Locale.ROOT, "s%06d", number);
    }

    static String namespace(int number) {
        return String.format(Locale.ROOT, "team-%02d", number % NAMESPACES);
    }

    /** A text of the recorded run as this one's. */
    String text(String recorded) {
        String named = renamed(METRICS.matcher(recorded).replaceAll(prometheus));
        return TIME.matcher(named)
                .replaceAll(time -> Instant.parse(time.group()).plus(later).toString());
    }

    /** A name or a path of the recorded run as this one's. */
    String renamed(String recorded) {
        return NAMESPACE.matcher(recorded.replace(Recording.NAME, name(number))).replaceAll(namespace(number));
    }
}
