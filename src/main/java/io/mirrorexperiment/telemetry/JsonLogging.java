package io.mirrorexperiment.telemetry;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The log of a long-lived process: a JSON object per line on standard output, with the keys of {@link LogKey}. SLF4J loads it where it was
 * named before the first word is said, by {@link #use}, and nowhere else: a host with a log of its own, and commands that end at once, never
 * see it. Others than we say warnings and errors only.
 */
public final class JsonLogging implements SLF4JServiceProvider {
    private static final String PROVIDER = "slf4j.provider";
    private static final String DEBUG = "mirror-experiment.debug";
    private static final String OURS = "io.mirrorexperiment.";

    private final Map<String, JsonLogger> loggers = new ConcurrentHashMap<>();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter around = new BasicMDCAdapter();
    private final PrintStream out;
    private final Clock clock;
    private final boolean debug;

    /** For SLF4J. */
    public JsonLogging() {
        this(
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                Boolean.getBoolean(DEBUG));
    }

    JsonLogging(PrintStream out, Clock clock, boolean debug) {
        this.out = out;
        this.clock = clock;
        this.debug = debug;
    }

    /** From here on this process's log is this one; without effect once something was logged. */
    public static void use(boolean debug) {
        System.setProperty(PROVIDER, JsonLogging.class.getName());
        System.setProperty(DEBUG, String.valueOf(debug));
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> loggers.computeIfAbsent(name, this::logger);
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return around;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // all is there
    }

    private JsonLogger logger(String name) {
        Level ours = debug ? Level.DEBUG : Level.INFO;
        return new JsonLogger(name, name.startsWith(OURS) ? ours : Level.WARN, out, clock, around);
    }
}
