package io.mirrorexperiment.run;

import io.mirrorexperiment.conformance.MirrorWatch;
import io.mirrorexperiment.conformance.Tally;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Look;
import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.experiment.Reading.Series;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the counters of a run prove about its mirror: pure. */
final class Proving {
    /** The longest that a pod which is sampled no more is thought to have gone on serving: more than a minute between samples is rare. */
    private static final Duration LONGEST_UNSEEN = Duration.ofMinutes(1);

    /** A Poisson count exceeds its mean by more standard deviations than that in fewer than 1 in 100,000 cases. */
    private static final double DEVIATIONS = 4.3;

    private Proving() {}

    /**
     * The finding since an earlier look.
     *
     * @param known the newest counters of every pod there has been, those included that {@code now} lacks
     * @param live requests of the live version since {@code opening}
     * @param dark requests of the dark version since {@code opening}
     */
    static MirrorProof proof(Journal journal, Look opening, Look now, Look known, long live, long dark) {
        Experiment experiment = journal.experiment();
        boolean limited = experiment.adopted() || experiment.mirror().limitsMethods();
        return MirrorWatch.proof(
                Site.plan(journal).percent().orElse(Double.NaN),
                limited,
                live,
                dark,
                slack(journal, opening, now, live),
                unseen(journal, opening, now, known));
    }

    /**
     * What live pods may have served after their last sample: a pod that was replaced, or whose scrape failed. Its copies are counted,
     * and these requests never will be, or later. What all pods may have served since the newest sample is the slack's. A pod that was
     * not sampled since the opening had its share of the usual rate.
     */
    private static long unseen(Journal journal, Look opening, Look now, Look known) {
        Map<String, Series> before = Looking.counters(opening.live()).series();
        Map<String, Series> after = Looking.counters(known.live()).series();
        double share = usualRate(journal) / Math.max(1, before.size());
        Instant newest = newest(now.live()).or(() -> newest(now.dark())).orElse(opening.at());
        double requests = 0;
        for (Map.Entry<String, Series> each : after.entrySet()) {
            double lag = seconds(Duration.between(each.getValue().sampledAt(), newest));
            Optional<Series> old = Optional.ofNullable(before.get(each.getKey()));
            requests += rate(old, each.getValue(), opening.at()).orElse(share)
                    * Math.max(0, Math.min(lag, seconds(LONGEST_UNSEEN)));
        }
        return atMost(requests);
    }

    private static OptionalDouble rate(Optional<Series> old, Series now, Instant opening) {
        Duration span = Duration.between(old.map(Series::sampledAt).orElse(opening), now.sampledAt());
        long served = now.requests() - old.map(Series::requests).orElse(0L);
        if (span.compareTo(Duration.ZERO) <= 0) {
            boolean gone = Duration.between(now.sampledAt(), opening).compareTo(LONGEST_UNSEEN) > 0;
            return gone ? OptionalDouble.of(0) : OptionalDouble.empty();
        }
        return OptionalDouble.of(Math.max(0, served) / seconds(span));
    }

    private static long atMost(double mean) {
        return (long) Math.ceil(mean + DEVIATIONS * Math.sqrt(mean));
    }

    /**
     * Live requests that may lie between the two versions' samples: the live rate times the time by which the samples of the first
     * and of the newest look may differ, and a second for copies under way. Just after the opening the live version may not have
     * been sampled anew at all, so its rate is not taken lower than in the baseline window; and as that is an estimate, more than the mean
     * is allowed.
     */
    private static long slack(Journal journal, Look opening, Look now, long live) {
        double span = seconds(Duration.between(opening.at(), now.at()));
        if (span <= 0) {
            return live;
        }
        double skew = 1 + seconds(age(opening)) + seconds(age(now));
        double unseen = Math.max((double) live / span, usualRate(journal)) * Math.min(span, skew);
        return atMost(unseen);
    }

    /** Live requests a second before the mirror opened; 0 where that is not known. */
    private static double usualRate(Journal journal) {
        return journal.last(Entry.Baselined.class)
                .filter(baselined -> seconds(baselined.window()) > 0)
                .map(baselined -> (double) baselined.live().requests() / seconds(baselined.window()))
                .orElse(0.0);
    }

    /** How old the oldest of a look's newest samples is. */
    private static Duration age(Look look) {
        Duration live = age(look.live(), look.at());
        Duration dark = age(look.dark(), look.at());
        return live.compareTo(dark) > 0 ? live : dark;
    }

    private static Duration age(Reading reading, Instant at) {
        return newest(reading)
                .map(newest -> Duration.between(newest, at))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }

    /** Whether a version was sampled since: what was not can have had any number of requests. */
    static boolean isNewer(Reading before, Reading now) {
        return newest(now)
                .filter(at -> newest(before).filter(old -> !at.isAfter(old)).isEmpty())
                .isPresent();
    }

    private static Optional<Instant> newest(Reading reading) {
        return Looking.counters(reading).series().values().stream()
                .map(Series::sampledAt)
                .max(Instant::compareTo);
    }

    private static double seconds(Duration duration) {
        return (double) duration.toNanos() / 1e9;
    }

    /** The newest counters known of both versions. */
    static Look carry(Look before, Look now) {
        return new Look(now.at(), carry(before.live(), now.live()), carry(before.dark(), now.dark()));
    }

    private static Reading carry(Reading before, Reading now) {
        if (now instanceof Counters after) {
            return Tally.carry(Looking.counters(before), after);
        }
        return before;
    }

    static Cause causeOfSilence(MirrorProof proof) {
        return proof.standing() == MirrorProof.Standing.NOT_FLOWING ? Cause.MIRROR_NOT_FLOWING : Cause.NO_EVIDENCE;
    }

    /** Why no copy has arrived, as far as can be guessed. */
    static String silence(Journal journal, MirrorProof proof) {
        String within = " within " + journal.experiment().mirror().flowWithin().toSeconds() + " s";
        if (proof.live() == 0) {
            return "no request reached the live version" + within + ": without traffic nothing can be mirrored";
        }
        if (proof.standing() == MirrorProof.Standing.NOT_FLOWING) {
            return "none of " + proof.live() + " live requests was copied" + within
                    + ": look whether the subset of the dark version selects its pods, whether the callers have sidecars,"
                    + " whether the methods and paths of the mirrored route are the ones used, and whether bodies exceed"
                    + " 1 MiB";
        }
        return "only " + proof.live() + " requests reached the live version" + within
                + ", too few to tell whether copies arrive";
    }
}
