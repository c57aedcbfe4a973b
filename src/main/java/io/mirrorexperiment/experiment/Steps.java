package io.mirrorexperiment.experiment;

import java.time.Duration;
import java.util.List;

/**
 * A promotion in steps: so many per cent of the live traffic go to the promoted version, which is judged by it before the next step.
 *
 * @param percents whole and rising, each over 0; the last one is 100, which is the promotion itself
 * @param interval how long each step but the last is judged, from when its route has arrived
 */
public record Steps(List<Integer> percents, Duration interval) {
    /** A step without evidence is waited for as many intervals; then the promotion is given up. */
    public static final int PATIENCE = 3;

    /** Looks of one interval. */
    private static final int LOOKS = 6;

    /** Copies and checks. */
    public Steps {
        percents = List.copyOf(percents);
        if (percents.isEmpty() || percents.get(percents.size() - 1) != 100 || !isRising(percents)) {
            throw new IllegalArgumentException("steps rise from over 0 to 100, were " + percents);
        }
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("a step takes some time, not " + interval);
        }
    }

    /** Whether each is larger than the one before. */
    public static boolean isRising(List<Integer> percents) {
        int before = 0;
        for (int percent : percents) {
            if (percent <= before) {
                return false;
            }
            before = percent;
        }
        return true;
    }

    /** Those at which live traffic is divided. */
    public List<Integer> divided() {
        return percents.subList(0, percents.size() - 1);
    }

    /** The step after one; 100 after the last that divides. */
    public int after(int percent) {
        return percents.stream().filter(each -> each > percent).findFirst().orElse(100);
    }

    /** How long the steps take at the longest, without the time in which routes arrive. */
    public Duration longest() {
        return interval.multipliedBy((long) PATIENCE * divided().size());
    }

    /**
     * Time between two looks at a step.
     *
     * @param shortest no look is sooner
     */
    public Duration between(Duration shortest) {
        Duration sixth = interval.dividedBy(LOOKS);
        return sixth.compareTo(shortest) > 0 ? sixth : shortest;
    }
}
