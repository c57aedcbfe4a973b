package io.mirrorexperiment.controller;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.spec.Mistake;
import io.mirrorexperiment.telemetry.LogKey;
import io.mirrorexperiment.telemetry.Narration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Tells the log what a controller does. Thread-safe. */
public final class Narrating implements Observer {
    private final Narration narration;
    private final Logger log;

    /** What happens that no journal tells. */
    public enum Event {
        /** This process advances runs. */
        LEADS(Level.INFO, "this process advances runs from here on"),
        /** Another does. */
        STANDS_BY(Level.INFO, "another process advances runs, or none for now"),
        /** A target is another's. */
        WAITING(Level.INFO, "an object's target is another's; `message` names it"),
        /** An object is wrong. */
        REFUSED(Level.WARN, "an object can't be followed; `message` has every mistake"),
        /** Nothing could be done. */
        TURN_FAILED(Level.WARN, "nothing could be done for an object, and it is tried again"),
        /** An object was deleted. */
        GONE(Level.INFO, "an object is not there any more");

        private final Level level;
        private final String help;

        Event(Level level, String help) {
            this.level = level;
            this.help = help;
        }

        /** As a line of the log has it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** How bad it is. */
        public Level level() {
            return level;
        }

        /** When it happens. */
        public String help() {
            return help;
        }
    }

    /** To the log of this process. */
    public Narrating() {
        this(new Narration(), LoggerFactory.getLogger(Controller.class));
    }

    /** To a log of one's own. */
    public Narrating(Narration narration, Logger log) {
        this.narration = narration;
        this.log = log;
    }

    @Override
    public void turned(Turned turned) {
        narration.tell(turned.now().journal(), turned.news());
    }

    @Override
    public void told(Address object, Stand stand) {
        if (stand instanceof Stand.Waiting waiting) {
            line(Event.WAITING, object).log("waits for " + waiting.forWhom());
        } else if (stand instanceof Stand.Refused refused) {
            line(Event.REFUSED, object)
                    .log(refused.mistakes().stream().map(Mistake::toString).collect(Collectors.joining("; ")));
        }
    }

    @Override
    public void failed(Address object, RuntimeException trouble) {
        line(Event.TURN_FAILED, object).log("trying again: " + trouble.getMessage());
    }

    @Override
    public void gone(Address object) {
        line(Event.GONE, object).log("not there any more");
    }

    @Override
    public void leads(boolean leads) {
        line(leads ? Event.LEADS : Event.STANDS_BY).log(leads ? "leading" : "standing by");
    }

    private LoggingEventBuilder line(Event event, Address object) {
        return line(event)
                .addKeyValue(LogKey.NAMESPACE.word(), object.namespace())
                .addKeyValue(LogKey.OBJECT.word(), object.words());
    }

    private LoggingEventBuilder line(Event event) {
        return log.atLevel(event.level()).addKeyValue(LogKey.EVENT.word(), event.word());
    }
}
