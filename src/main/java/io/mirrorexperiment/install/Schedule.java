package io.mirrorexperiment.install;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;

/** When a CronJob acts: cron's five fields, or one of its words for them, in UTC as clusters have it unless told otherwise. */
public final class Schedule {
    private static final Map<String, String> WORDS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    /** What a pod may need to start, and a loop to ask. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ExecutionTime times;

    private Schedule(ExecutionTime times) {
        this.times = times;
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with the reason, if it is none
     */
    public static Schedule parse(String text) {
        CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        return new Schedule(ExecutionTime.forCron(parser.parse(WORDS.getOrDefault(text.strip(), text))));
    }

    /** Whether it should have acted twice since an instant: once may be under way, or have been skipped. */
    public boolean missed(Instant last, Instant now) {
        return after(last)
                .flatMap(this::after)
                .filter(second -> second.plus(PATIENCE).isBefore(now))
                .isPresent();
    }

    private Optional<Instant> after(Instant instant) {
        return times.nextExecution(instant.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toInstant);
    }
}
