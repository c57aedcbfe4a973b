package io.mirrorexperiment.run;

import io.mirrorexperiment.conformance.Increment;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Look;
import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.Reading.Series;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sees by the counters that the dark version gets nothing any more. A route without a mirror proves nothing: while its control plane
 * is down, a mesh goes on as it was told last, and copies.
 */
final class Closure {
    /** Over which time no copy must arrive. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    /** For how long silence, or requests too few to tell, are waited through: more would not be known later either. */
    private static final Duration DOUBT = Duration.ofSeconds(30);

    private final Site site;
    private final Looking looking;
    private final DarkDeeds darkness;

    Closure(Site site, Looking looking, DarkDeeds darkness) {
        this.site = site;
        this.looking = looking;
        this.darkness = darkness;
    }

    /** Why the mirror can't be called shut yet; empty once it can. */
    Optional<String> doubt(Journal journal) {
        if (!concerns(journal)) {
            return Optional.empty();
        }
        Instant now = site.now();
        Instant shut = shut(journal);
        Instant from = later(shut, now.minus(WINDOW));
        if (!from.isBefore(now)) {
            return Optional.of("the change of the route is on its way into the mesh");
        }
        boolean patient = now.isBefore(shut.plus(DOUBT));
        return doubt(journal, looking.look(journal, from), looking.look(journal, now), patient);
    }

    /**
     * A mirror that never was opened needs no shutting. The requests of strangers would never end, nor would those of users whom
     * somebody else's change of the route leads to the dark version.
     */
    private boolean concerns(Journal journal) {
        Progress progress = new Progress(journal);
        boolean opened = progress.done(Entry.Mirrored.class) || progress.done(Entry.Committed.class);
        boolean strangers = progress.judged()
                .filter(judged -> judged.cause() == Cause.DARK_CONTAMINATED || judged.cause() == Cause.ROUTE_CHANGED)
                .isPresent();
        boolean stands = progress.clones() && progress.steps();
        boolean users = (progress.promoted() && !stands) || darkness.isHandedOver(journal);
        return opened && !strangers && !users && !journal.experiment().adopted();
    }

    /** When the newest change of the route should have arrived. */
    private static Instant shut(Journal journal) {
        return Stream.of(Entry.Unmirrored.class, Entry.LedBack.class, Entry.TakenBack.class)
                .flatMap(kind -> journal.last(kind).stream())
                .map(Entry::at)
                .reduce(Instant.MIN, Closure::later)
                .plus(journal.experiment().mirror().settle());
    }

    private static Optional<String> doubt(Journal journal, Look before, Look now, boolean patient) {
        Optional<Long> live = counted(before.live(), now.live());
        Optional<Long> dark = counted(before.dark(), now.dark());
        if (dark.filter(count -> count > 0).isPresent()) {
            if (patient) {
                return Optional.of("copies still came a moment ago; none must for " + WINDOW.toSeconds() + " s");
            }
            return Optional.of("the route has no mirror any more, but the dark version got " + dark.get()
                    + " requests in the last " + seconds(before, now)
                    + " s: the mesh has not taken the change over; is istiod running?");
        }
        boolean gone = dark.isPresent() && now.dark() instanceof Reading.Absent;
        boolean proven = dark.isPresent() && (isIdle(before, now, live) || isProof(journal, before, now, live));
        if (!patient || gone || proven) {
            return Optional.empty();
        }
        return Optional.of("the counters don't tell yet whether copies still arrive");
    }

    /** Whether there was nothing to copy, for long enough to say so. */
    private static boolean isIdle(Look before, Look now, Optional<Long> live) {
        return live.equals(Optional.of(0L))
                && isNewer(now.live(), before.at())
                && !now.at().isBefore(before.at().plus(WINDOW));
    }

    private static boolean isProof(Journal journal, Look before, Look now, Optional<Long> live) {
        return isNewer(now.dark(), before.at())
                && live.filter(count -> Proving.proof(journal, before, now, now, count, 0)
                                        .standing()
                                == MirrorProof.Standing.NOT_FLOWING)
                        .isPresent();
    }

    private static boolean isNewer(Reading reading, Instant than) {
        return Looking.counters(reading).series().values().stream()
                .map(Series::sampledAt)
                .anyMatch(than::isBefore);
    }

    /** Requests between two readings; empty where that is not known. */
    private static Optional<Long> counted(Reading before, Reading after) {
        boolean known = !(before instanceof Reading.Missing);
        return known && Looking.since(before, after) instanceof Increment.Counted counted
                ? Optional.of(counted.totals().requests())
                : Optional.empty();
    }

    private static long seconds(Look before, Look now) {
        return Math.max(1, Duration.between(before.at(), now.at()).toSeconds());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
