package io.mirrorexperiment.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.event.Level;

/** A line of the log as JSON: pure, but for what is put in. Its keys are of {@link LogKey}; what has another name goes into the message. */
final class LogLine {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OURS = "io.mirrorexperiment.";

    private final Map<LogKey, Object> values = new EnumMap<>(LogKey.class);
    private final StringBuilder message;

    LogLine(Instant time, Level level, String logger, String message) {
        this.message = new StringBuilder(message);
        values.put(LogKey.TIME, stamp(time));
        values.put(LogKey.LEVEL, level.name().toLowerCase(Locale.ROOT));
        values.put(LogKey.LOGGER, logger.startsWith(OURS) ? logger.substring(OURS.length()) : logger);
    }

    /** With a value under a name; the first one of a name stays. */
    LogLine with(String name, Object value) {
        Optional<LogKey> key = LogKey.of(name).filter(known -> known.compareTo(LogKey.MESSAGE) > 0);
        if (key.isPresent()) {
            values.putIfAbsent(key.get(), value instanceof Number ? value : String.valueOf(value));
        } else {
            message.append(' ').append(name).append('=').append(value);
        }
        return this;
    }

    /** With what went wrong. */
    LogLine with(Throwable trouble) {
        values.put(LogKey.ERROR, trouble.toString());
        StringWriter trace = new StringWriter();
        trouble.printStackTrace(new PrintWriter(trace, true));
        values.put(LogKey.STACK, trace.toString());
        return this;
    }

    /** The line, without line feed. */
    String text() {
        values.put(LogKey.MESSAGE, message.toString());
        Map<String, Object> line = new LinkedHashMap<>();
        values.forEach((key, value) -> line.put(key.word(), value));
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts and numbers are JSON", impossible);
        }
    }

    /** All of one length, so that texts sort as times do. */
    private static String stamp(Instant time) {
        String text = time.truncatedTo(ChronoUnit.MILLIS).toString();
        String bare = text.substring(0, text.length() - 1);
        return (bare.contains(".") ? bare : bare + ".000") + "Z";
    }
}
