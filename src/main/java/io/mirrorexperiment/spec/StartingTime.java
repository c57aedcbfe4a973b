package io.mirrorexperiment.spec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When an experiment begins: RFC 3339, or {@code Jan 2, 2006 at 3:04pm (MST)} as Iter8 0.10 has it. */
final class StartingTime {
    private static final Pattern OLD = Pattern.compile("(.+[ap]m) \\(([A-Z]{3,4})\\)", Pattern.CASE_INSENSITIVE);
    private static final DateTimeFormatter CLOCK = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("MMM d, uuuu 'at' h:mma")
            .toFormatter(Locale.ENGLISH);

    private StartingTime() {}

    static Optional<Instant> read(Field field) {
        return field.text().flatMap(text -> parsed(text)
                .or(() -> field.wrong("must be a time, as in 2026-11-22T08:00:00Z, or as in \"Jan 2, 2006 at"
                        + " 3:04pm (UTC)\"; was " + Shown.quoted(text))));
    }

    private static Optional<Instant> parsed(String text) {
        Matcher old = OLD.matcher(text);
        try {
            return Optional.of(
                    old.matches()
                            ? old(old.group(1), old.group(2))
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Go takes an abbreviation that it does not know for UTC, which is hours wrong; only what is sure is read. */
    private static Instant old(String clock, String zone) {
        if (!zone.equalsIgnoreCase("UTC") && !zone.equalsIgnoreCase("GMT")) {
            throw new DateTimeException("an abbreviation of a zone is not sure");
        }
        return LocalDateTime.parse(clock, CLOCK).atZone(ZoneId.of("UTC")).toInstant();
    }
}
