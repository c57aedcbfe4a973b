package io.mirrorexperiment.sandbox.prometheus;

import io.mirrorexperiment.sandbox.prometheus.promql.GoFloat;
import io.mirrorexperiment.sandbox.prometheus.series.GoText;

/**
 * Writes {@code le} of histograms and {@code quantile} of summaries as Prometheus 3 stores them
 * (model/textparse/openmetricsparse.go, normalizeFloatsInLabelValues).
 */
final class FloatLabels {
    private FloatLabels() {}

    static Exposition.Line normalised(Exposition.Line line, String type) {
        String label = type.equals("histogram") ? "le" : type.equals("summary") ? "quantile" : "";
        return GoFloat.parse(line.labels().get(label))
                .map(number -> new Exposition.Line(
                        line.labels().with(label, GoText.openMetrics(number)), line.value(), line.timestamp()))
                .orElse(line);
    }
}
