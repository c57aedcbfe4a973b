package io.mirrorexperiment.cli;

import io.mirrorexperiment.stats.Binomial;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Something that the travels demo says of the traffic, held against what was counted. Pure.
 *
 * @param words what is said
 * @param expected in numbers
 * @param seen in numbers
 * @param holds whether it is so; without any traffic nothing is
 */
record TourClaim(String words, String expected, String seen, boolean holds) {
    /** Of outcomes of chance, one in a thousand lies outside the interval, half of them on either side. */
    private static final double OUTSIDE = 0.001;

    /**
     * Parts of a whole that chance made of weights.
     *
     * @param percents the weights, in percent
     * @param counts what fell to each
     */
    static TourClaim shares(String words, List<Double> percents, List<Long> counts) {
        long all = counts.stream().mapToLong(Long::longValue).sum();
        boolean likely = all > 0
                && IntStream.range(0, percents.size())
                        .allMatch(i -> isLikely(counts.get(i), all, percents.get(i) / 100));
        String wanted = percents.stream().map(TourClaim::number).collect(Collectors.joining(" / ")) + " % ± chance";
        String got = counts.stream().map(count -> percent(count, all)).collect(Collectors.joining(" / "));
        return new TourClaim(words, wanted, got + " % of " + all, likely);
    }

    private static boolean isLikely(long count, long all, double chance) {
        double least = Math.log(OUTSIDE / 2);
        return Binomial.logAtMost(count, all, chance) > least && Binomial.logAtLeast(count, all, chance) > least;
    }

    /** A part of a whole that chance made of one weight. */
    static TourClaim share(String words, double percent, long count, long of) {
        boolean likely = of > 0 && count <= of && isLikely(count, of, percent / 100);
        return new TourClaim(words, number(percent) + " % ± chance", percent(count, of) + " % of " + of, likely);
    }

    /** All of them, and there are some. */
    static TourClaim all(String words, String expected, long good, long of) {
        return new TourClaim(words, expected, good + " of " + of, of > 0 && good == of);
    }

    /** None of them, though there are some others that tell of it. */
    static TourClaim none(String words, String expected, long bad, long of) {
        return new TourClaim(words, expected, bad + " beside " + of, of > 0 && bad == 0);
    }

    /** More than half of them. */
    static TourClaim most(String words, long some, long of) {
        return new TourClaim(words, "over 50 %", percent(some, of) + " % of " + of, of > 0 && some * 2 > of);
    }

    /** Times that are as long as this at least, all of them. */
    static TourClaim atLeast(String words, Duration least, List<Double> millis) {
        return new TourClaim(
                words,
                "≥ " + seconds(least) + " s",
                seconds(millis),
                !millis.isEmpty() && millis.stream().allMatch(time -> time >= least.toMillis()));
    }

    /** A time within bounds. */
    static TourClaim between(String words, Duration least, Duration most, double millis) {
        return new TourClaim(
                words,
                seconds(least) + " to " + seconds(most) + " s",
                seconds(List.of(millis)),
                millis >= least.toMillis() && millis <= most.toMillis());
    }

    /** Both, as one: this one's words, the numbers of each. */
    TourClaim and(TourClaim other) {
        return new TourClaim(
                words, expected + ", " + other.expected(), seen + ", " + other.seen(), holds && other.holds());
    }

    private static String seconds(List<Double> millis) {
        return millis.stream().map(TourClaim::seconds).collect(Collectors.joining(" / ")) + " s";
    }

    private static String seconds(Duration time) {
        return seconds((double) time.toMillis());
    }

    private static String seconds(double millis) {
        return Double.isNaN(millis) ? "–" : String.format(Locale.ROOT, "%.2f", millis / 1000);
    }

    private static String percent(long count, long of) {
        return of == 0 ? "–" : String.format(Locale.ROOT, "%.1f", 100.0 * count / of);
    }

    private static String number(double percent) {
        return percent == Math.rint(percent)
                ? String.valueOf((long) percent)
                : String.format(Locale.ROOT, "%.1f", percent);
    }
}
