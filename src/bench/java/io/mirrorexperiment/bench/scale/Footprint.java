package io.mirrorexperiment.bench.scale;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the process and its far end have taken so far.
 *
 * @param processor seconds of this process
 * @param far seconds of the far end
 * @param threads now
 */
record Footprint(double processor, double far, int threads) {
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int SAMPLES = 5;
    private static final long BETWEEN_MILLIS = 1500;

    static Footprint now(OtherEnd far) {
        double own = (double) ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElseThrow()
                        .toMillis()
                / 1000;
        return new Footprint(
                own, far.processor(), ManagementFactory.getThreadMXBean().getThreadCount());
    }

    /** The threads that are there now, by name. */
    static String threadNames() {
        Map<String, Long> names = Thread.getAllStackTraces().keySet().stream()
                .map(thread -> NUMBER.matcher(thread.getName()).replaceAll("N"))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
        return names.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
    }

    /** In words. */
    String since(Footprint before, int looks) {
        return String.format(
                Locale.ROOT,
                "processor: %.2f s, %.2f ms a look; the far end %.2f s; %d threads",
                processor - before.processor(),
                (processor - before.processor()) * 1000 / looks,
                far - before.far(),
                threads);
    }

    /** The least of a few, for a listing of all routes that is under way is not what runs cost while they wait. */
    static long least() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < SAMPLES; i++) {
            least = Math.min(least, heap());
            Thread.sleep(BETWEEN_MILLIS);
        }
        return least;
    }

    /** Bytes in use after a collection. */
    static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
