package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.stats.SampleSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Why a run cannot decide, or not for sure, and what can be done about it. */
record WaysOut(Outlook outlook) {
    /** Why it is refused. */
    String obstacle() {
        return outlook.tooSoaked() ? soaked() : scarce() + "; ways out: " + String.join("; ", ways());
    }

    /** What to warn of where the rule decides all the same. */
    String warning() {
        return scarce() + "; the point rule decides all the same. For a verdict that bounds its errors write"
                + " decision: {rule: sequential}, and give it the time (--extend does)";
    }

    private String soaked() {
        Cadence cadence = outlook.experiment().cadence();
        return "nothing is promoted in the first "
                + Words.duration(outlook.experiment().decision().soak())
                + " (spec.decision.soak), and the run has only " + Words.duration(cadence.counted())
                + " after warm-up; give it more spec.duration.iterations (--extend does), or a shorter soak";
    }

    private String scarce() {
        return new OutlookWords(outlook).abouts() + Words.count(Math.round(outlook.expected()), "request") + " in "
                + Words.duration(outlook.experiment().cadence().counted()) + " are too few to decide (live has "
                + Words.rate(outlook.livePerSecond()) + " per second" + new OutlookWords(outlook).copies() + "): "
                + outlook.wanting().stream()
                        .map(need -> need.objective().words() + " " + needs(need))
                        .collect(Collectors.joining(", "));
    }

    /** As in {@code needs 570 without a failed one (11m 53s), fewer than 459 could show it by no rule}. */
    private String needs(Need need) {
        if (need.flawless().isEmpty()) {
            return need.objective().metric().quantile() > 0
                    ? "cannot be shown at all, since no bucket of live's histogram ends at or below it"
                    : "cannot be shown by any number of requests";
        }
        OptionalDouble share = Need.share(need.objective());
        return "needs " + Words.count(NeedWords.whole(need.flawless())) + " without a " + NeedWords.bad(need) + " one ("
                + Words.duration(outlook.time(need.flawless().getAsDouble()))
                + (share.isPresent() ? "; no rule could do with fewer than " + floor(share.getAsDouble()) : "") + ")";
    }

    private String floor(double share) {
        Promise promise = outlook.promise();
        return Words.count(SampleSize.floor(promise.eased(share), promise.falsePromotion()));
    }

    private List<String> ways() {
        List<String> ways = new ArrayList<>();
        longer().ifPresent(ways::add);
        copies().ifPresent(ways::add);
        weaker().ifPresent(ways::add);
        ways.add("rule: point, which decides without bounding its errors");
        return ways;
    }

    private Optional<String> longer() {
        Cadence longer = outlook.extended();
        return longer.iterations() > outlook.experiment().cadence().iterations()
                ? Optional.of("--extend, or spec.duration.iterations: " + longer.iterations() + " ("
                        + Words.duration(longer.counted()) + "), enough also for a version at half of each limit")
                : Optional.empty();
    }

    private Optional<String> copies() {
        double most = outlook.wanting().stream()
                .mapToDouble(need -> need.flawless().orElse(Double.POSITIVE_INFINITY))
                .max()
                .orElse(0);
        double percent = 100 * outlook.copied() * most / outlook.expected();
        if (percent <= 100) {
            return Optional.of(
                    outlook.experiment().adopted()
                            ? "a mirror of " + (long) Math.ceil(percent) + " %"
                            : "spec.mirror.percent: " + (long) Math.ceil(percent));
        }
        return outlook.copied() < 1 && Double.isFinite(percent)
                ? Optional.of("to copy more, though 100 % would take "
                        + Words.duration(outlook.time(most * outlook.copied())))
                : Optional.empty();
    }

    private Optional<String> weaker() {
        double shown = new NeedWords(outlook).shown();
        boolean rate = outlook.wanting().stream()
                .anyMatch(need -> need.objective().metric().equals(Metric.ERROR_RATE)
                        && Need.share(need.objective()).isPresent());
        return rate && shown < 1
                ? Optional.of("a weaker limit: so few can show an error-rate of " + Words.percent(shown))
                : Optional.empty();
    }
}
