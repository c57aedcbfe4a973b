package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.MetricQuery;
import io.mirrorexperiment.experiment.QueriedMetric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A metric that is asked over HTTP, as an entry of a spec. */
final class QueryText {
    private QueryText() {}

    static Map<String, Object> of(QueriedMetric metric) {
        MetricQuery query = metric.query();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("url", query.url());
        tree.put("method", query.method().name());
        named(tree, "params", query.params());
        named(tree, "headers", query.headers());
        query.body().ifPresent(body -> tree.put("body", body));
        if (query.basic()) {
            tree.put("auth", "basic");
        }
        if (!query.secrets().isEmpty()) {
            Map<String, Object> secrets = new TreeMap<>();
            query.secrets().forEach((name, place) -> secrets.put(name, MetricsText.from(place)));
            tree.put("secrets", secrets);
        }
        tree.put("jq", query.jq());
        tree.put("type", metric.type().word());
        metric.metric()
                .queried()
                .map(each -> each.unit())
                .filter(unit -> !unit.isEmpty())
                .ifPresent(unit -> tree.put("unit", unit));
        metric.ca().ifPresent(ca -> tree.put("caFrom", MetricsText.from(ca)));
        tree.put("timeout", Durations.words(metric.timeout()));
        return tree;
    }

    private static void named(Map<String, Object> tree, String word, List<MetricQuery.Named> templates) {
        Map<String, Object> values = new LinkedHashMap<>();
        templates.forEach(each -> values.put(each.name(), each.template()));
        if (!values.isEmpty()) {
            tree.put(word, values);
        }
    }
}
