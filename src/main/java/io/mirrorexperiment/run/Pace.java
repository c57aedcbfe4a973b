package io.mirrorexperiment.run;

import io.mirrorexperiment.conformance.Outlook;
import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.stats.SampleSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much is copied and how often is looked, so that the sequential rule can decide about a version at half of each limit. Pure.
 *
 * @param percent share of the live requests that is copied
 * @param cadence with as many looks as 19 of 20 decisions take
 * @param quick how long a decision takes on average
 */
public record Pace(double percent, Cadence cadence, Duration quick) {
    private static final List<Double> SHARES = List.of(10.0, 20.0, 50.0, 100.0);
    private static final List<Duration> INTERVALS =
            List.of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(5));

    /** A smaller share that decides within this time is preferred: it burdens the mesh less. */
    private static final Duration SOON = Duration.ofMinutes(10);

    /** Whoever would wait longer is better served by a looser limit. */
    private static final Duration LATE = Duration.ofHours(2);

    /** Requests of the dark version between two looks, at least, where an interval is long enough for them. */
    private static final double PER_LOOK = 5;

    private static final int WARM_UP = 3;

    /**
     * The smallest share that decides soon, else all of them.
     *
     * @param experiment with its objectives, and with the window of {@code live} as its baseline
     * @param live what the live version did in that window
     * @param fixed the share that somebody else's mirror copies; empty where it is ours
     * @return empty if even all live requests would take hours
     */
    public static Optional<Pace> of(Experiment experiment, Totals live, OptionalDouble fixed) {
        List<Double> shares = fixed.isPresent() ? List.of(fixed.getAsDouble()) : SHARES;
        return shares.stream()
                .map(share -> at(experiment, live, share))
                .filter(pace -> pace.quick().compareTo(isLast(pace, shares) ? LATE : SOON) <= 0)
                .findFirst();
    }

    /** All that can be copied, however long it takes. */
    public static Pace patient(Experiment experiment, Totals live, OptionalDouble fixed) {
        return at(experiment, live, fixed.orElse(100));
    }

    private static boolean isLast(Pace pace, List<Double> shares) {
        return pace.percent() == shares.get(shares.size() - 1);
    }

    private static Pace at(Experiment experiment, Totals live, double share) {
        Duration interval = interval(experiment, live, share);
        Cadence shortest = new Cadence(interval, 1, WARM_UP);
        Outlook outlook = new Outlook(experiment.at(shortest), live, OptionalDouble.of(share));
        Cadence needed = outlook.extended();
        if (needed.iterations() == 1) {
            return new Pace(share, shortest, Cadence.LONGEST);
        }
        long sure = (long) Math.ceil(SampleSize.LATE_PROMOTION * needed.iterations());
        long most = Cadence.LONGEST.dividedBy(interval) - WARM_UP;
        return new Pace(share, needed.lasting((int) Math.min(sure, most)), needed.counted());
    }

    private static Duration interval(Experiment experiment, Totals live, double share) {
        double perSecond = (double) live.requests()
                * share
                / 100
                / ((double) experiment.baseline().toMillis() / 1000);
        return INTERVALS.stream()
                .filter(each -> perSecond * (double) each.toSeconds() >= PER_LOOK)
                .findFirst()
                .orElse(INTERVALS.get(INTERVALS.size() - 1));
    }
}
