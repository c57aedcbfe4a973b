package io.mirrorexperiment.bench.scale;

import java.nio.file.Path;
import java.util.Locale;

/** Many runs that wait and look in one process, every ten seconds, on real time; prints what that takes. */
public final class ManyRuns {
    private static final int INTERVAL = 10_000;
    private static final int MOST_INTERVALS = 18;
    private static final int IN_TIME = 500;
    private static final Path RECORDING = Path.of("target/scale-recording");

    private ManyRuns() {}

    /** Takes the number of runs, and for how many seconds all of them are measured. */
    public static void main(String[] arguments) throws Exception {
        int runs = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        try (OtherEnd far = OtherEnd.start(RECORDING, runs, 5);
                Crowd crowd = new Crowd(far, runs)) {
            crowd.add(0, runs / 2);
            Thread.sleep(4 * INTERVAL);
            long half = Footprint.least();
            crowd.add(runs / 2, runs);
            Thread.sleep(4 * INTERVAL);
            settle(crowd);
            measure(crowd, far, seconds);
            long all = Footprint.least();
            double more = runs - runs / 2;
            System.out.printf(
                    Locale.ROOT,
                    "heap after collection: %.1f MB with %d runs, %.1f MB with %d: %.1f KB for each more%n",
                    (double) half / 1e6,
                    runs / 2,
                    (double) all / 1e6,
                    runs,
                    (double) (all - half) / 1e3 / more);
        }
        System.exit(0);
    }

    /** What a start leaves behind, with a machine that is still warming up, is worked off first. */
    private static void settle(Crowd crowd) throws InterruptedException {
        for (int i = 0; i < MOST_INTERVALS; i++) {
            crowd.lateness().clear();
            Thread.sleep(INTERVAL);
            long p99 = crowd.lateness().quantile(.99);
            if (p99 < IN_TIME && crowd.lateness().size() > crowd.size() * 9 / 10) {
                System.out.printf(Locale.ROOT, "in time %d s after the last was added%n", INTERVAL / 1000 * (i + 5));
                return;
            }
        }
        System.out.println("never in time");
    }

    private static void measure(Crowd crowd, OtherEnd far, int seconds) throws Exception {
        crowd.lateness().clear();
        far.taken();
        Footprint before = Footprint.now(far);
        Thread.sleep(seconds * 1000L);
        Footprint after = Footprint.now(far);
        int looks = crowd.lateness().size();
        System.out.printf(
                Locale.ROOT,
                "%d runs, %d looks in %d s; late: p50 %d ms, p99 %d ms, most %d ms%n",
                crowd.size(),
                looks,
                seconds,
                crowd.lateness().quantile(.5),
                crowd.lateness().quantile(.99),
                crowd.lateness().quantile(1));
        System.out.println(after.since(before, looks));
        System.out.println(Footprint.threadNames());
        far.taken().lines().map(line -> share(line, looks)).forEach(line -> System.out.println("a look: " + line));
    }

    static String share(String line, int looks) {
        int end = line.indexOf(' ');
        return String.format(
                Locale.ROOT, "%.3f %s", Double.parseDouble(line.substring(0, end)) / looks, line.substring(end + 1));
    }
}
