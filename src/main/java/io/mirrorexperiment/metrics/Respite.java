package io.mirrorexperiment.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;
import okhttp3.Response;

/**
 * Servers that want to be left alone for a while: they answered 429 or 503 with a {@code Retry-After}, in seconds or as a date. They are,
 * for at most {@value #MOST_SECONDS} seconds, so that a wrong header costs a few looks and not the run. Thread-safe.
 */
final class Respite {
    private static final int MOST_SECONDS = 60;

    private static final Duration MOST = Duration.ofSeconds(MOST_SECONDS);
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private final Clock clock;
    private final Map<String, Wanted> wanted = new ConcurrentHashMap<>();

    /** What a server wants, and the status with which it said so. */
    private record Wanted(int status, Instant until) {}

    Respite(Clock clock) {
        this.clock = clock;
    }

    /**
     * Takes note of an answer.
     *
     * @param serverNow the server's clock, as far as it is known
     * @return how long the server is left alone, if it wants to be
     */
    Optional<Duration> heard(Response response, Instant serverNow) {
        if (response.code() != TOO_MANY && response.code() != UNAVAILABLE) {
            return Optional.empty();
        }
        Optional<Duration> pause = Optional.ofNullable(response.header("Retry-After"))
                .flatMap(text -> pause(text.strip(), serverNow))
                .filter(asked -> !asked.isNegative() && !asked.isZero())
                .map(asked -> asked.compareTo(MOST) < 0 ? asked : MOST);
        pause.ifPresent(time -> wanted.put(
                server(response.request().url()),
                new Wanted(response.code(), clock.instant().plus(time))));
        return pause;
    }

    /** Why a server is not to be asked now; empty if it may be. */
    Optional<String> refusal(HttpUrl url) {
        Instant now = clock.instant();
        Wanted newest = wanted.get(server(url));
        if (newest == null) {
            return Optional.empty();
        }
        Duration left = Duration.between(now, newest.until());
        // More than was ever granted is left only where our clock was set back.
        if (left.isNegative() || left.isZero() || left.compareTo(MOST) > 0) {
            wanted.remove(server(url), newest);
            return Optional.empty();
        }
        return Optional.of("not asked: it answered with HTTP status " + newest.status()
                + " and Retry-After, and is left alone for another "
                + IoTrouble.seconds(left.plusMillis(999).truncatedTo(ChronoUnit.SECONDS)));
    }

    private static Optional<Duration> pause(String text, Instant serverNow) {
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(serverNow, then));
        } catch (DateTimeParseException neither) {
            return Optional.empty();
        }
    }

    private static String server(HttpUrl url) {
        return url.host() + ":" + url.port();
    }
}
