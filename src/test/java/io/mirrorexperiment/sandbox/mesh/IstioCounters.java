package io.mirrorexperiment.sandbox.mesh;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What proxies of the test bed counted, with names and labels as src/testbed/mesh/prometheus.yaml gives them. */
record IstioCounters(List<Scraped.Sample> samples) {
    static final IstioCounters NONE = new IstioCounters(List.of());
    private static final Pattern TOLD = Pattern.compile("envoy_(istio_|cluster_upstream_rq).*");
    private static final Pattern WORKLOAD = Pattern.compile("([^;]*);([^;]*);.*");

    /** These and those of one more proxy's exposition. */
    IstioCounters and(String pod, String exposition) {
        List<Scraped.Sample> all = new ArrayList<>(samples);
        exposition
                .lines()
                .filter(line -> TOLD.matcher(line).matches())
                .map(line -> named(Scraped.sample(line, pod)))
                .forEach(all::add);
        return new IstioCounters(all);
    }

    private static Scraped.Sample named(Scraped.Sample raw) {
        Map<String, String> labels = new TreeMap<>(raw.labels());
        String upstream = labels.remove("upstream_workload");
        if (upstream != null) {
            Matcher parts = WORKLOAD.matcher(upstream);
            labels.put("destination_workload", parts.matches() ? parts.group(1) : "unknown");
        }
        return new Scraped.Sample(raw.name().replaceFirst("^envoy_istio_", "istio_"), labels, raw.value());
    }

    /** What was counted after {@code before}; pods that have gone since are left out. */
    IstioCounters since(IstioCounters before) {
        Map<Scraped.Sample, Double> earlier = new HashMap<>();
        before.samples.forEach(sample -> earlier.merge(withValue(sample, 0), sample.value(), Double::sum));
        return new IstioCounters(samples.stream()
                .map(sample -> withValue(sample, sample.value() - earlier.getOrDefault(withValue(sample, 0), 0.0)))
                .toList());
    }

    private static Scraped.Sample withValue(Scraped.Sample sample, double value) {
        return new Scraped.Sample(sample.name(), sample.labels(), value);
    }

    double sum(String counter, Map<String, String> labels) {
        return new Scraped(samples).sum(counter, labels);
    }
}
