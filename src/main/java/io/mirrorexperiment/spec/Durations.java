package io.mirrorexperiment.spec;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as specs write them: {@code 10s}, {@code 1m30s}, {@code 500ms}, {@code 24h}. */
final class Durations {
    /** Nothing in a spec lasts longer. */
    static final Duration LONGEST = Duration.ofDays(30);

    private static final Pattern FORM =
            Pattern.compile("(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m)?(?:([0-9]{1,9})s)?(?:([0-9]{1,9})ms)?");
    private static final String HOW = "write it with units, as in 10s, 1m30s, 500ms or 24h";

    private Durations() {}

    /** Any that is not negative. */
    static Form<Duration> any() {
        return within(Duration.ZERO);
    }

    /** Any over zero. */
    static Form<Duration> positive() {
        return within(Duration.ofMillis(1));
    }

    /** From the shortest given to {@link #LONGEST}. */
    static Form<Duration> within(Duration shortest) {
        return field -> read(field)
                .flatMap(value -> value.compareTo(shortest) >= 0 && value.compareTo(LONGEST) <= 0
                        ? Optional.of(value)
                        : field.wrong(
                                "must be from " + words(shortest) + " to " + words(LONGEST) + ", was " + field.seen()));
    }

    private static Optional<Duration> read(Field field) {
        if (!(field.piece() instanceof Piece.Scalar scalar)) {
            return field.wrong("must be a duration, not " + field.piece().words() + "; " + HOW);
        }
        boolean unquoted = scalar.type() == Piece.Type.NUMBER || scalar.type() == Piece.Type.OPEN;
        String text = scalar.text();
        return parsed(text)
                .or(() -> unquoted && text.matches("[0-9]{1,9}")
                        ? field.wrong("has no unit; write " + text + "s for seconds, or " + text + "ms, " + text + "m, "
                                + text + "h")
                        : field.wrong("must be a duration, not " + field.seen() + "; " + HOW));
    }

    /** Reads; empty for a text of another form. */
    static Optional<Duration> parsed(String text) {
        Matcher matcher = FORM.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofHours(part(matcher, 1))
                .plusMinutes(part(matcher, 2))
                .plusSeconds(part(matcher, 3))
                .plusMillis(part(matcher, 4)));
    }

    private static long part(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** Writes, to the millisecond. */
    static String words(Duration duration) {
        String words = unit(duration.toHours(), "h")
                + unit(duration.toMinutesPart(), "m")
                + unit(duration.toSecondsPart(), "s")
                + unit(duration.toMillisPart(), "ms");
        return words.isEmpty() ? "0s" : words;
    }

    private static String unit(long count, String unit) {
        return count == 0 ? "" : count + unit;
    }
}
