package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.promql.Value.Element;
import io.mirrorexperiment.sandbox.prometheus.series.GoText;
import io.mirrorexperiment.sandbox.prometheus.series.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code histogram_quantile} over classic histograms. */
final class HistogramFunctions {
    private static final String UPPER_BOUND = "le";

    private HistogramFunctions() {}

    static List<Function> all() {
        return List.of(Function.of(
                "histogram_quantile",
                ValueType.VECTOR,
                HistogramFunctions::quantile,
                ValueType.SCALAR,
                ValueType.VECTOR));
    }

    private static Value quantile(Invocation call) {
        double q = call.scalar(0);
        Quantiles.remarkOn(q, call.written().get(0), call.remarks());
        List<Element> quantiles = new ArrayList<>();
        grouped(call).forEach((labels, buckets) -> {
            Buckets histogram = new Buckets(buckets);
            if (histogram.forcedMonotonic() && q >= 0 && q <= 1) {
                call.remarks()
                        .inform(
                                call.written().get(1).span(),
                                "input to histogram_quantile needed to be fixed for monotonicity (see "
                                        + "https://prometheus.io/docs/prometheus/latest/querying/functions/"
                                        + "#histogram_quantile)");
            }
            quantiles.add(new Element(
                    labels.withoutName(), histogram.quantile(q), call.moment().at()));
        });
        return new Value.Vector(quantiles);
    }

    private static Map<Labels, List<Buckets.Bucket>> grouped(Invocation call) {
        Map<Labels, List<Buckets.Bucket>> groups = new TreeMap<>();
        for (Element element : call.vector(1)) {
            Labels group = element.labels().without(List.of(UPPER_BOUND));
            bound(element, call).ifPresent(bound -> groups.computeIfAbsent(group, key -> new ArrayList<>())
                    .add(new Buckets.Bucket(bound, element.value())));
        }
        return groups;
    }

    private static Optional<Double> bound(Element element, Invocation call) {
        String text = element.labels().get(UPPER_BOUND);
        Optional<Double> bound = GoFloat.parse(text);
        if (bound.isEmpty()) {
            call.remarks()
                    .warn(
                            call.written().get(1).span(),
                            "bucket label \"le\" is missing or has a malformed value of " + GoText.quoted(text));
        }
        return bound;
    }
}
