package io.mirrorexperiment.sandbox.prometheus.same;

import io.mirrorexperiment.sandbox.prometheus.series.GoText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a few pods expose, scrape after scrape, made from a seed: counters that grow, stand still and restart, series that
 * come and go, histograms in several spellings of {@code le}, gauges with NaN and infinities, odd labels.
 */
final class GeneratedMetrics {
    private static final List<String> PODS = List.of("a", "b", "c");
    private static final List<String> CODES = List.of("200", "404", "503");

    /** The upper edges of a pod's histogram as its exporter writes them. */
    private static final Map<String, List<String>> EDGES = Map.of(
            "a", List.of("1", "5", "25", "100", "+Inf"),
            "b", List.of("1.0", "5.0", "25.0", "1e+02", "+Inf"),
            "c", List.of("0.5", "5e0", "25", "Inf"));

    private final Random random;
    private final Map<String, Double> counters = new LinkedHashMap<>();

    GeneratedMetrics(long seed) {
        this.random = new Random(seed);
    }

    /** A script of scrapes without time-stamps; about one in twelve fails or is malformed, the first and the last do not. */
    List<Exposure> scrapes(int rounds) {
        List<Exposure> script = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            String body = exposition("live", "");
            boolean edge = round == 0 || round == rounds - 1;
            script.add(edge || random.nextInt(12) > 0 ? Exposure.of(body) : failure(body));
        }
        return script;
    }

    private Exposure failure(String body) {
        return random.nextBoolean() ? new Exposure(500, body) : Exposure.of(body + "broken{x=\"1\" 5\n");
    }

    /** A script of scrapes that write their time-stamps themselves; they lie between two times, in order. */
    List<Exposure> datedScrapes(int rounds, long from, long to) {
        List<Exposure> script = new ArrayList<>();
        long step = (to - from) / rounds;
        for (int round = 0; round < rounds; round++) {
            long at = from + round * step + (random.nextInt(3) == 0 ? random.nextInt((int) step / 2) : 0);
            script.add(Exposure.of(exposition("dated", " " + at)));
        }
        return script;
    }

    private String exposition(String family, String stamp) {
        StringBuilder out = new StringBuilder();
        requests(family, stamp, out);
        latencies(family, stamp, out);
        gauges(family, stamp, out);
        return out.toString();
    }

    private void requests(String family, String stamp, StringBuilder out) {
        String name = family + "_requests_total";
        out.append("# HELP ")
                .append(name)
                .append(" Requests,\\nby \\\\code\\\\.\n# TYPE ")
                .append(name);
        out.append(" counter\n");
        for (String pod : PODS) {
            boolean restarts = random.nextInt(15) == 0;
            for (String code : CODES) {
                boolean there = random.nextInt(10) > 0 && !(code.equals("503") && random.nextInt(3) == 0);
                double value = counted(name + pod + code, restarts, 40);
                if (there) {
                    sample(out, name, "pod=\"" + pod + "\",code=\"" + code + "\",", value, stamp);
                }
            }
        }
    }

    private double counted(String key, boolean restarts, int most) {
        double before = restarts ? 0 : counters.getOrDefault(key, 0.0);
        double grown = before + (random.nextInt(3) == 0 ? 0 : random.nextInt(most));
        counters.put(key, grown);
        return grown;
    }

    private void latencies(String family, String stamp, StringBuilder out) {
        String name = family + "_latency_milliseconds";
        out.append("# TYPE ").append(name).append(" histogram\n");
        for (String pod : PODS) {
            boolean restarts = random.nextInt(15) == 0;
            double below = 0;
            for (String edge : EDGES.getOrDefault(pod, List.of())) {
                below += counted(name + pod + edge, restarts, 12);
                double shown = random.nextInt(40) == 0 ? Math.max(0, below - 3) : below;
                sample(out, name + "_bucket", "pod=\"" + pod + "\",le=\"" + edge + "\"", shown, stamp);
            }
            sample(out, name + "_sum", "pod=\"" + pod + "\"", below * 7.25, stamp);
            sample(out, name + "_count", "pod=\"" + pod + "\"", below, stamp);
        }
    }

    private void gauges(String family, String stamp, StringBuilder out) {
        String name = family + "_load";
        out.append("# TYPE ")
                .append(name)
                .append(" gauge\n# HELP ")
                .append(name)
                .append("  How much. \n");
        sample(out, name, "pod=\"a\",path=\"C:\\\\x \\\"y\\\"\\n\"", strange(), stamp);
        sample(out, name, "pod=\"b\",path=\"größe/ü𝛑\"", random.nextInt(2000) / 8.0 - 100, stamp);
        sample(out, name, "pod=\"c\",job=\"own\",instance=\"mine\",empty=\"\"", -random.nextInt(5), stamp);
        if (random.nextInt(4) > 0) {
            sample(out, family + "_flag", "", random.nextInt(2), stamp);
        }
    }

    private double strange() {
        return switch (random.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            case 3 -> -0.0;
            case 4 -> 1e-9;
            case 5 -> 1.5e22;
            default -> random.nextInt(100) / 4.0;
        };
    }

    private static void sample(StringBuilder out, String name, String labels, double value, String stamp) {
        out.append(name)
                .append('{')
                .append(labels)
                .append("} ")
                .append(GoText.value(value))
                .append(stamp)
                .append('\n');
    }
}
