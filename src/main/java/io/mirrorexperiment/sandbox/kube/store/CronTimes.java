package io.mirrorexperiment.sandbox.kube.store;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** A CronJob's schedule: cron's five fields, or a word for them, in UTC. */
public final class CronTimes {
    private static final Map<String, String> WORDS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    private final ExecutionTime times;

    private CronTimes(Cron cron) {
        this.times = ExecutionTime.forCron(cron);
    }

    /**
     * Reads a schedule.
     *
     * @throws IllegalArgumentException with the reason, if it is none
     */
    public static CronTimes parse(String schedule) {
        CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        return new CronTimes(parser.parse(WORDS.getOrDefault(schedule.strip(), schedule)));
    }

    /** The first time after an instant; empty if there is none. */
    public Optional<Instant> after(Instant instant) {
        return times.nextExecution(instant.atZone(ZoneOffset.UTC)).map(java.time.ZonedDateTime::toInstant);
    }

    /** The last time at or before an instant; empty if there is none. */
    public Optional<Instant> upTo(Instant instant) {
        return times.lastExecution(instant.plusSeconds(1).atZone(ZoneOffset.UTC))
                .map(java.time.ZonedDateTime::toInstant)
                .filter(at -> !at.isAfter(instant));
    }
}
