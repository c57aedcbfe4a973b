package io.mirrorexperiment.journal;

import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.journal.Entry.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a run looks and may take by now, with what people have added to what the experiment asks for. Goes through the entries once.
 * Pure.
 */
final class Extent {
    private final Experiment experiment;
    private long iterations;
    private Optional<Instant> deadline = Optional.empty();
    private boolean stops;
    private Optional<Entry.Wait> wait = Optional.empty();
    private boolean opens;
    private boolean judged;

    private Extent(Experiment experiment) {
        this.experiment = experiment;
        this.iterations = experiment.cadence().iterations();
    }

    private static Extent of(Journal journal) {
        Extent extent = new Extent(journal.experiment());
        journal.entries().forEach(extent::add);
        return extent;
    }

    static Cadence cadence(Journal journal) {
        Cadence asked = journal.experiment().cadence();
        long most = (long) Integer.MAX_VALUE - asked.warmUp();
        return asked.lasting((int) Math.min(most, of(journal).iterations));
    }

    static Optional<Instant> deadline(Journal journal) {
        return of(journal).deadline;
    }

    private void add(Entry entry) {
        if (entry instanceof Entry.Planned planned) {
            deadline = Optional.of(planned.plan().deadline());
        } else if (entry instanceof Entry.Extended extended) {
            extend(extended);
        } else if (entry instanceof Entry.Asked asked) {
            heed(asked);
        } else if (entry instanceof Entry.Wait begun) {
            wait = Optional.of(begun);
        } else if (entry instanceof Entry.Baselined) {
            wait = Optional.empty();
            opens = true;
        }
        judged |= entry instanceof Entry.Judged;
    }

    /** A plan knows of the stop that was asked for before it. */
    private void heed(Entry.Asked asked) {
        if (asked.request() == Request.PAUSE && !stops && !opens && !judged) {
            stops = true;
            postpone(experiment.promotion().expires());
        } else if (asked.request() == Request.MIRROR && !judged) {
            stops = false;
            wait = Optional.empty();
        }
    }

    private void extend(Entry.Extended extended) {
        if (wait.isPresent()) {
            postpone(Waiting.span(wait.get(), experiment));
        } else if (!judged) {
            iterations += extended.iterations();
            postpone(experiment.cadence().interval().multipliedBy(extended.iterations()));
        }
    }

    private void postpone(Duration time) {
        deadline = deadline.map(planned -> planned.plus(time));
    }
}
