package io.mirrorexperiment.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.spi.MDCAdapter;

/** A log in memory, and its lines, each of which is looked at: JSON on one line, with the four keys that all have, and no unknown one. */
public final class Logged {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> KEYS =
            Arrays.stream(LogKey.values()).map(LogKey::word).toList();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonLogging logging;

    /** An empty one. */
    public Logged(Clock clock, boolean debug) {
        this.logging = new JsonLogging(new PrintStream(bytes, true, StandardCharsets.UTF_8), clock, debug);
    }

    /** A narration that ends here. */
    public Narration narration() {
        return new Narration(logger(Narration.LOGGER));
    }

    Logger logger(String name) {
        return logging.getLoggerFactory().getLogger(name);
    }

    MDCAdapter around() {
        return logging.getMDCAdapter();
    }

    /** All that was said. */
    public String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Its lines. */
    public List<JsonNode> lines() {
        return text().lines().map(Logged::line).toList();
    }

    static JsonNode line(String text) {
        JsonNode line;
        try {
            line = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
        assertThat(line.isObject()).as(text).isTrue();
        List<String> keys = new ArrayList<>();
        line.fieldNames().forEachRemaining(keys::add);
        assertThat(keys)
                .as(text)
                .startsWith("time", "level", "logger", "message")
                .isSubsetOf(KEYS)
                .isSortedAccordingTo(Comparator.comparing(KEYS::indexOf));
        return line;
    }
}
