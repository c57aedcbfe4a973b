package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Forecast;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.stats.Binomial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a run can find out at the traffic that is there before it begins: reckoned from what the live version did in the baseline
 * window and from the share of it that is copied. Where live had no request, nothing is reckoned and nothing refused. Pure.
 *
 * @param live what the live version did in the baseline window
 * @param percent share of live requests that are copied; empty where nobody knows, and then at most all of them
 */
public record Outlook(Experiment experiment, Totals live, OptionalDouble percent) {
    /** As long as a spec may ask for. */
    private static final Duration LONGEST = Duration.ofDays(30);

    /** Seconds after which nobody counts. */
    private static final double ENDLESS = 1e15;

    /** How sure it is that live fails no more often than a relative objective is given the benefit of. */
    private static final double DOUBT = .01;

    /** What it comes to, for people and for the journal. */
    public Forecast forecast() {
        return new Forecast(perSecond(), Math.round(expected()), new OutlookWords(this).forecast());
    }

    /**
     * Why the run could only end inconclusive, with the numbers and the ways out.
     *
     * @return empty if it can decide, if nobody can tell for want of live traffic, or if its rule asks for no evidence
     */
    public Optional<String> obstacle() {
        boolean hopeless = tooSoaked() || (isSeen() && !wanting().isEmpty());
        return isSequential() && hopeless ? Optional.of(new WaysOut(this).obstacle()) : Optional.empty();
    }

    /** What to warn of where the rule decides whether there is evidence or not. */
    public List<String> warnings() {
        return isSequential() || !isSeen() || wanting().isEmpty() ? List.of() : List.of(new WaysOut(this).warning());
    }

    /** The cadence at which a version at half of each limit can be decided about; the same where it can already, or never could. */
    public Cadence extended() {
        Cadence cadence = experiment.cadence();
        long ticks =
                Math.max(cadence.iterations(), ticksOf(experiment.decision().soak()) + 1);
        if (isSeen()) {
            ticks = needs().stream()
                    .map(Need::aim)
                    .filter(OptionalDouble::isPresent)
                    .mapToLong(aim -> ticksOf(time(aim.getAsDouble())))
                    .reduce(ticks, Math::max);
        }
        long most = LONGEST.dividedBy(cadence.interval()) - cadence.warmUp();
        return ticks > Math.min(most, Integer.MAX_VALUE - cadence.warmUp()) ? cadence : cadence.lasting((int) ticks);
    }

    boolean isSeen() {
        return live.requests() > 0;
    }

    boolean isSequential() {
        return experiment.decision().rule() == Decision.Rule.SEQUENTIAL;
    }

    /** Whether nothing could be promoted before the run is over. */
    boolean tooSoaked() {
        return experiment.decision().soak().compareTo(experiment.cadence().counted()) >= 0;
    }

    /** What the rule promises; for the point rule, what its report shows beside its verdict. */
    Promise promise() {
        return isSequential() ? Promise.of(experiment.decision()) : Promise.USUAL;
    }

    double livePerSecond() {
        return (double) live.requests() / seconds(experiment.baseline());
    }

    /** Requests of the dark version in a second, at most. */
    double perSecond() {
        return livePerSecond() * copied();
    }

    double copied() {
        return percent.orElse(100) / 100;
    }

    /** Requests that will be judged. */
    double expected() {
        return perSecond() * seconds(experiment.cadence().counted());
    }

    /** How long so many requests take. */
    Duration time(double requests) {
        return Duration.ofMillis((long) Math.ceil(1000 * Math.min(requests / perSecond(), ENDLESS)));
    }

    List<Need> needs() {
        return experiment.objectives().stream()
                .flatMap(objective -> need(objective).stream())
                .toList();
    }

    /** The objectives that so many requests cannot show, however good the dark version is. */
    List<Need> wanting() {
        return needs().stream()
                .filter(need -> need.flawless().orElse(Double.POSITIVE_INFINITY) > expected())
                .toList();
    }

    private Optional<Need> need(Objective objective) {
        if (objective.limit() instanceof Limit.AtMostOverLive) {
            boolean paired = isSequential() && experiment.accessLogs().isPresent();
            return Need.ofRelative(objective, promise(), liveFails(), liveMayFail(), copied(), paired);
        }
        return Need.of(objective, promise(), experiment.objectives().size())
                .map(need -> edgeless(objective) ? need.neverShown() : need);
    }

    /** Whether all edges of the histogram lie above the limit of a quantile. */
    private boolean edgeless(Objective objective) {
        Histogram histogram = live.latency();
        return objective.metric().quantile() > 0
                && objective.limit() instanceof Limit.AtMost most
                && !histogram.buckets().isEmpty()
                && histogram.buckets().stream().noneMatch(bucket -> bucket.upperEdge() <= most.value());
    }

    double liveFails() {
        return isSeen() ? (double) live.bad() / live.requests() : 0;
    }

    private double liveMayFail() {
        return isSeen() ? Binomial.upper(live.bad(), live.requests(), DOUBT) : 1;
    }

    private long ticksOf(Duration time) {
        Duration interval = experiment.cadence().interval();
        return time.compareTo(LONGEST) > 0
                ? Long.MAX_VALUE
                : time.plus(interval).minusNanos(1).dividedBy(interval);
    }

    private static double seconds(Duration duration) {
        return (double) duration.toMillis() / 1000;
    }
}
