package io.mirrorexperiment.bench;

import io.mirrorexperiment.conformance.Seen;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * How Kayenta's judge decides about one metric (NetflixACAJudge.scala, MannWhitneyClassifier.scala): the error rates of the intervals, dark
 * against live, by a Mann–Whitney test. Dark is high, and fails, where the lower end of the interval of 98 % for the shift is above a
 * quarter of the estimated shift, and the ratio of the means is at least 1. Live is another series, exactly at the limit.
 */
record KayentaModel() implements GateRule {
    private static final double TOLERANCE = .25;

    /** The 99th percentile of the standard normal distribution: each side of 98 %. */
    private static final double NORMAL_99 = 2.3263478740408408;

    @Override
    public String words() {
        return "Kayenta, live at the limit";
    }

    @Override
    public Ending judge(Course course, double share, SplittableRandom chance) {
        double[] dark = series(course, share, chance);
        double[] live = series(course, LIMIT, chance);
        return high(dark, live) ? Ending.rolledBack(course.seconds()) : Ending.promoted(course.seconds());
    }

    private static double[] series(Course course, double share, SplittableRandom chance) {
        Supplier<Seen> traffic =
                Version.called((double) course.rate() * Course.INTERVAL, share).run(chance);
        return Stream.generate(traffic)
                .limit(course.intervals())
                .mapToDouble(Windows::rate)
                .toArray();
    }

    static boolean high(double[] dark, double[] live) {
        MannWhitney test = new MannWhitney(dark, live);
        return !test.tied() && sum(dark) >= sum(live) && test.shift(NORMAL_99) > TOLERANCE * Math.abs(test.shift(0));
    }

    private static double sum(double... values) {
        return java.util.Arrays.stream(values).sum();
    }
}
