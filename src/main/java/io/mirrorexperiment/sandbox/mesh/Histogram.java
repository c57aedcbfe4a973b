package io.mirrorexperiment.sandbox.mesh;

/** Cumulative counts of values in buckets. Thread-safe. */
final class Histogram {
    /** Istio's default buckets. */
    static final double[] ISTIO = {
        0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000, 60000, 300000, 600000, 1800000, 3600000
    };

    private final double[] edges;
    private final long[] counts;
    private double sum;

    Histogram(double[] edges) {
        this.edges = edges;
        this.counts = new long[edges.length + 1];
    }

    /**
     * A time in milliseconds as it goes into Envoy's sums: whole milliseconds, in buckets of two decimal digits, of which each value counts as
     * the harmonic mean of the edges. Half of the requests that a timeout of 2 s ends take 1999 ms, and count as 1948.7.
     */
    static double asEnvoyTells(long nanos) {
        double millis = Math.floor(nanos / 1e6);
        if (millis < 1) {
            return 0;
        }
        double width = Math.pow(10, Math.floor(Math.log10(millis)) - 1);
        double low = Math.floor(millis / width + 1e-9) * width;
        return 2 * low * (low + width) / (2 * low + width);
    }

    synchronized void add(double value) {
        int bucket = 0;
        while (bucket < edges.length && value > edges[bucket]) {
            bucket++;
        }
        counts[bucket]++;
        sum += value;
    }

    synchronized void write(StringBuilder out, String name, String labels) {
        String before = labels.isEmpty() ? "" : labels + ",";
        long upTo = 0;
        for (int i = 0; i < counts.length; i++) {
            upTo += counts[i];
            String edge = i < edges.length ? number(edges[i]) : "+Inf";
            MetricBook.line(out, name + "_bucket", before + "le=\"" + edge + "\"", String.valueOf(upTo));
        }
        MetricBook.line(out, name + "_sum", labels, number(sum));
        MetricBook.line(out, name + "_count", labels, String.valueOf(upTo));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
