package io.mirrorexperiment.telemetry;

import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;
import org.slf4j.spi.MDCAdapter;

/** Writes what one part of the program says, line by line. Thread-safe: a line is written as a whole. */
final class JsonLogger extends LegacyAbstractLogger implements LoggingEventAware {
    private static final long serialVersionUID = 1;

    private final transient PrintStream out;
    private final transient Clock clock;
    private final transient MDCAdapter around;
    private final Level least;

    JsonLogger(String name, Level least, PrintStream out, Clock clock, MDCAdapter around) {
        this.name = name;
        this.least = least;
        this.out = out;
        this.clock = clock;
        this.around = around;
    }

    @Override
    public void log(LoggingEvent event) {
        LogLine line = line(event.getLevel(), event.getMessage(), event.getArgumentArray());
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> line.with(pair.key, pair.value));
        }
        write(line, event.getThrowable());
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String message,
            Object @Nullable [] arguments,
            @Nullable Throwable trouble) {
        write(line(level, message, arguments), trouble);
    }

    private LogLine line(Level level, @Nullable String message, Object @Nullable [] arguments) {
        String words = arguments == null ? message : MessageFormatter.basicArrayFormat(message, arguments);
        return new LogLine(clock.instant(), level, name, Objects.requireNonNullElse(words, ""));
    }

    private void write(LogLine line, @Nullable Throwable trouble) {
        Optional.ofNullable(around.getCopyOfContextMap()).orElse(Map.of()).forEach(line::with);
        if (trouble != null) {
            line.with(trouble);
        }
        out.print(line.text() + "\n");
        out.flush();
    }

    private boolean is(Level level) {
        return level.toInt() >= least.toInt();
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isTraceEnabled() {
        return is(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return is(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return is(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return is(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return is(Level.ERROR);
    }
}
