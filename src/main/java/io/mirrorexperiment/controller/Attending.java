package io.mirrorexperiment.controller;

import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.StoreException;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.run.Run;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One turn of one object: begins its run, advances it, or takes leave of it. What cannot be done now is tried again, less often each time;
 * an object never has two turns at once.
 */
final class Attending implements Turn<Address> {
    private static final Logger LOG = LoggerFactory.getLogger(Attending.class);

    private final Desk desk;
    private final Beginning beginning;
    private final Advancing advancing;
    private final Parting parting;

    Attending(Desk desk) {
        this.desk = desk;
        this.beginning = new Beginning(desk);
        this.advancing = new Advancing(desk, beginning);
        this.parting = new Parting(desk, advancing);
    }

    @Override
    public Instant take(Address address, Instant due) {
        Optional<Attended> attended = desk.attention().of(address);
        if (attended.isEmpty() || !desk.goesOn().getAsBoolean()) {
            return Instant.MAX;
        }
        desk.attention().begins(address);
        try {
            return take(attended.get(), due);
        } finally {
            desk.attention().ends(address);
        }
    }

    private Instant take(Attended attended, Instant due) {
        try {
            Instant next = turn(attended, due);
            attended.wentWell();
            return next;
        } catch (ClusterException e) {
            return e.reason() == Reason.CONFLICT ? desk.now().plus(Desk.SOON) : failed(attended, e);
        } catch (StoreException e) {
            return failed(attended, e);
        } catch (RuntimeException bug) {
            LOG.error("{}: a turn failed", attended.address(), bug);
            return failed(attended, bug);
        }
    }

    private Instant failed(Attended attended, RuntimeException trouble) {
        LOG.warn("{}: trying again: {}", attended.address(), trouble.getMessage());
        desk.telling().failed(attended, trouble);
        return desk.now().plus(attended.failed(Desk.FIRST_TRY.dividedBy(2), Desk.LONGEST_TRY));
    }

    private Instant turn(Attended attended, Instant due) {
        Seen seen = attended.seen();
        if (seen.leaving().isPresent()) {
            return parting.turn(attended, due);
        }
        Optional<Mark> mark = seen.mark();
        if (mark.isEmpty() || mark.get().ended()) {
            return seen.isChanged() ? beginning.turn(attended) : remains(attended, mark.get());
        }
        Optional<Run> found = desk.engines().find(mark.get().run());
        if (found.isEmpty()) {
            return beginning.again(attended, mark.get());
        }
        try (Run run = found.get()) {
            return run.known().has(Entry.Finished.class) ? over(attended, run) : advancing.turn(attended, run, due);
        }
    }

    /** A run of before is over. Only of one that ended stuck there is anything left to tell, to those who look on since this process leads. */
    private Instant remains(Attended attended, Mark mark) {
        if (attended.seen().guarded()) {
            desk.engines().find(mark.run()).ifPresent(found -> {
                try (Run run = found) {
                    Journal journal = run.journal();
                    if (journal.has(Entry.Finished.class) && run.claims()) {
                        desk.tell(attended, new Stand.Ended(journal, Advancing.remark(attended.seen())));
                    }
                }
            });
        }
        return Instant.MAX;
    }

    /** A run that found its target taken, or nobody to ask, has changed nothing: another one is begun in its place, later. */
    private Instant over(Attended attended, Run run) {
        if (!Advancing.startsLater(run.journal())) {
            return advancing.conclude(attended, run.journal());
        }
        Optional<Instant> later = attended.waitsUntil(desk.now());
        return later.orElseGet(() -> beginning.turn(attended));
    }
}
