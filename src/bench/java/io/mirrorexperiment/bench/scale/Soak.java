package io.mirrorexperiment.bench.scale;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Many runs for a long time: prints the heap after a collection, minute by minute, and by how much it rises. */
public final class Soak {
    private static final long MINUTE = 60_000;

    private Soak() {}

    /** Takes the number of runs, and for how many minutes they go on after two to get going. */
    public static void main(String[] arguments) throws Exception {
        int runs = Integer.parseInt(arguments[0]);
        int minutes = Integer.parseInt(arguments[1]);
        List<Double> heaps = new ArrayList<>();
        try (OtherEnd far = OtherEnd.start(Path.of("target/scale-recording"), runs, 5);
                Crowd crowd = new Crowd(far, runs)) {
            crowd.add(0, runs);
            Thread.sleep(2 * MINUTE);
            for (int minute = 1; minute <= minutes; minute++) {
                crowd.lateness().clear();
                Thread.sleep(MINUTE);
                heaps.add((double) Footprint.heap() / 1e6);
                System.out.printf(
                        Locale.ROOT,
                        "minute %d: %d runs, %d looks, p99 %d ms late, heap %.1f MB, %d threads%n",
                        minute,
                        crowd.size(),
                        crowd.lateness().size(),
                        crowd.lateness().quantile(.99),
                        heaps.get(heaps.size() - 1),
                        Footprint.now(far).threads());
            }
        }
        System.out.printf(Locale.ROOT, "the heap rises by %.3f MB a minute%n", slope(heaps));
        System.exit(0);
    }

    /** By least squares. */
    static double slope(List<Double> values) {
        double middle = (values.size() - 1) / 2.0;
        double above = 0;
        double below = 0;
        for (int i = 0; i < values.size(); i++) {
            above += (i - middle) * values.get(i);
            below += (i - middle) * (i - middle);
        }
        return below == 0 ? 0 : above / below;
    }
}
