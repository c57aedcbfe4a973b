package io.mirrorexperiment.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class JsonLoggingTest {
    private static final String OURS = "io.mirrorexperiment.run.Run";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T18:00:00Z"), ZoneOffset.UTC);

    /** Says two lines in a process whose log was chosen as the controller's is. */
    static final class Speaker {
        private Speaker() {}

        public static void main(String[] arguments) {
            JsonLogging.use(false);
            Logger log = LoggerFactory.getLogger(OURS);
            log.debug("not said");
            log.atInfo().addKeyValue("run", arguments[0]).log("begun");
            LoggerFactory.getLogger("okhttp3.OkHttpClient").warn("a connection {} was leaked", "to x");
        }
    }

    @Test
    void aLineHasItsKeysInOrder() {
        Logged logged = new Logged(CLOCK, false);

        logged.logger(OURS)
                .atWarn()
                .addKeyValue("late", 1.5)
                .addKeyValue("run", "default.reviews-v2.1")
                .log("{} was late", "a look");

        assertThat(logged.text())
                .isEqualTo("{\"time\":\"2026-11-22T18:00:00.000Z\",\"level\":\"warn\",\"logger\":\"run.Run\","
                        + "\"message\":\"a look was late\",\"run\":\"default.reviews-v2.1\",\"late\":1.5}\n");
    }

    @Test
    void whatIsNoKeyIsSaidInTheMessage() {
        Logged logged = new Logged(CLOCK, false);

        logged.logger(OURS)
                .atInfo()
                .addKeyValue("colour", "red")
                .addKeyValue("time", "never")
                .log("seen");

        assertThat(logged.lines()).singleElement().satisfies(line -> {
            assertThat(line.path("message").asText()).isEqualTo("seen colour=red time=never");
            assertThat(line.path("time").asText()).isEqualTo("2026-11-22T18:00:00.000Z");
        });
    }

    @Test
    void anExceptionIsOneLineToo() {
        Logged logged = new Logged(CLOCK, false);

        logged.logger(OURS)
                .error("{}: a turn failed", "default/mirroring", new IllegalStateException("line 1\nline 2"));

        JsonNode line = logged.lines().get(0);
        assertThat(logged.lines()).hasSize(1);
        assertThat(line.path("message").asText()).isEqualTo("default/mirroring: a turn failed");
        assertThat(line.path("error").asText()).isEqualTo("java.lang.IllegalStateException: line 1\nline 2");
        assertThat(line.path("stack").asText()).contains("JsonLoggingTest");
    }

    @Test
    void whatIsKnownOfAThreadIsInItsLines() {
        Logged logged = new Logged(CLOCK, false);

        logged.around().put("run", "default.reviews-v2.1");
        logged.logger(OURS).warn("somebody else went on");

        assertThat(logged.lines().get(0).path("run").asText()).isEqualTo("default.reviews-v2.1");
    }

    @Test
    void othersSayWarningsOnlyAndWeMoreWhenAsked() {
        Logged quiet = new Logged(CLOCK, false);
        Logged debug = new Logged(CLOCK, true);
        for (Logged logged : List.of(quiet, debug)) {
            logged.logger("io.fabric8.kubernetes.client").info("i");
            logged.logger("io.fabric8.kubernetes.client").warn("w");
            logged.logger(OURS).debug("d");
            logged.logger(OURS).info("i");
        }

        assertThat(quiet.lines())
                .extracting(line -> line.path("message").asText())
                .containsExactly("w", "i");
        assertThat(debug.lines())
                .extracting(line -> line.path("message").asText())
                .containsExactly("w", "d", "i");
    }

    @Property(tries = 300)
    void whateverIsSaidIsOneLineOfJson(@ForAll String message, @ForAll @NotEmpty String name, @ForAll String value) {
        Logged logged = new Logged(CLOCK, false);

        logged.logger(OURS)
                .atInfo()
                .addKeyValue(name, value)
                .addKeyValue("cause", value)
                .log(message);

        assertThat(logged.text()).endsWith("}\n").containsOnlyOnce("\n");
        assertThat(logged.lines().get(0).path("message").asText()).contains(name);
    }

    @Test
    void aProcessThatChoosesThisLogWritesItToItsOutput() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Speaker.class.getName(),
                        "default.reviews-v2.1")
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(out.lines().map(Logged::line))
                .as(err)
                .extracting(line -> line.path("message").asText())
                .containsExactly("begun", "a connection to x was leaked");
    }
}
