package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.MetricQuery;
import io.mirrorexperiment.experiment.QueriedMetric;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.spec.Iter8Catalogue;
import io.mirrorexperiment.spec.iter8.Iter8Experiment;
import io.mirrorexperiment.spec.iter8.Iter8Metric;
import io.mirrorexperiment.spec.iter8.Iter8Objective;
import io.mirrorexperiment.spec.iter8.Iter8Spec;
import io.mirrorexperiment.spec.iter8.MetricName;
import io.mirrorexperiment.spec.iter8.NamedValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Metric objects that an Iter8 Experiment names, copied into its status as Iter8's controller does. Headers stay out: they may sign in.
 * Pure.
 */
final class Iter8Metrics {
    private Iter8Metrics() {}

    /** Each metric once, under the name that the experiment has for it. */
    static List<Map<String, Object>> of(Iter8Spec iter8, Journal journal) {
        String namespace = iter8.experiment().namespace();
        return Stream.concat(counted(iter8).stream(), judged(iter8).stream())
                .distinct()
                .map(name -> {
                    Map<String, Object> object =
                            object(name.in(namespace), spec(iter8, journal, name.in(namespace)));
                    return Iter8Status.two("name", name.toString(), "metricObj", object);
                })
                .toList();
    }

    /** What is shown and never judged: what the experiment says, and what samples are counted by. */
    static List<MetricName> counted(Iter8Spec iter8) {
        Iter8Experiment.Criteria criteria = iter8.experiment().criteria();
        Map<MetricName, MetricName> shown = new LinkedHashMap<>();
        Map<MetricName, MetricName> judged = new LinkedHashMap<>();
        judged(iter8).forEach(name -> judged.put(full(iter8, name), name));
        Stream.concat(criteria.requestCount().stream(), criteria.indicators().stream())
                .forEach(name -> shown.put(full(iter8, name), name));
        Stream.concat(List.copyOf(shown.keySet()).stream(), judged.keySet().stream())
                .forEach(name -> follow(iter8, name, shown));
        shown.keySet().removeAll(judged.keySet());
        return List.copyOf(shown.values());
    }

    private static void follow(Iter8Spec iter8, MetricName full, Map<MetricName, MetricName> shown) {
        known(iter8, full)
                .flatMap(metric -> metric.sampleSize().map(size -> size.in(full.namespace().orElse(""))))
                .filter(size -> shown.putIfAbsent(size, size) == null)
                .ifPresent(size -> follow(iter8, size, shown));
    }

    private static List<MetricName> judged(Iter8Spec iter8) {
        return iter8.experiment().criteria().objectives().stream()
                .map(Iter8Objective::metric)
                .toList();
    }

    private static MetricName full(Iter8Spec iter8, MetricName name) {
        return name.in(iter8.experiment().namespace());
    }

    private static Optional<Iter8Metric> known(Iter8Spec iter8, MetricName full) {
        return iter8.find(full).or(() -> Iter8Catalogue.of(iter8.version()).find(full));
    }

    private static Map<String, Object> spec(Iter8Spec iter8, Journal journal, MetricName full) {
        return known(iter8, full)
                .map(Iter8Metrics::spec)
                .or(() -> journal.experiment()
                        .queries()
                        .flatMap(queries -> queries.find(full.toString()))
                        .map(Iter8Metrics::spec))
                .orElse(Map.of());
    }

    private static Map<String, Object> spec(Iter8Metric metric) {
        Map<String, Object> spec = new LinkedHashMap<>();
        metric.about().description().ifPresent(words -> spec.put("description", words));
        metric.about().units().ifPresent(units -> spec.put("units", units));
        spec.put("type", metric.type() == Iter8Metric.Type.COUNTER ? "Counter" : "Gauge");
        metric.about().provider().ifPresent(provider -> spec.put("provider", provider));
        metric.sampleSize().ifPresent(size -> spec.put("sampleSize", size.toString()));
        spec.put("method", metric.request().method().name());
        metric.request().url().ifPresent(url -> spec.put("urlTemplate", url));
        params(metric.request().params().stream().map(Iter8Metrics::param).toList(), spec);
        metric.request().body().ifPresent(body -> spec.put("body", body));
        metric.jqExpression().ifPresent(jq -> spec.put("jqExpression", jq));
        return spec;
    }

    /** Of a Metric object that was read when the run began, what it asks is known. */
    private static Map<String, Object> spec(QueriedMetric metric) {
        MetricQuery query = metric.query();
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("type", metric.type() == QueriedMetric.Type.COUNTER ? "Counter" : "Gauge");
        spec.put("method", query.method().name());
        spec.put("urlTemplate", query.url());
        params(
                query.params().stream()
                        .map(param -> named(param.name(), param.template()))
                        .toList(),
                spec);
        query.body().ifPresent(body -> spec.put("body", body));
        spec.put("jqExpression", query.jq());
        return spec;
    }

    private static void params(List<Map<String, Object>> params, Map<String, Object> spec) {
        if (!params.isEmpty()) {
            spec.put("params", params);
        }
    }

    private static Map<String, Object> param(NamedValue param) {
        return named(param.name(), param.value());
    }

    private static Map<String, Object> named(String name, String value) {
        return Iter8Status.two("name", name, "value", value);
    }

    private static Map<String, Object> object(MetricName full, Map<String, Object> spec) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", "iter8.tools/v2alpha2");
        object.put("kind", "Metric");
        object.put("metadata", Iter8Status.two(
                        "name", full.name(), "namespace", full.namespace().orElse("")));
        object.put("spec", spec);
        return object;
    }
}
