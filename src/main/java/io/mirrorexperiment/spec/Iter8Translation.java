package io.mirrorexperiment.spec;

import io.mirrorexperiment.spec.iter8.Iter8Experiment;
import io.mirrorexperiment.spec.iter8.Iter8Objective;
import io.mirrorexperiment.spec.iter8.Iter8Spec;
import io.mirrorexperiment.spec.iter8.Iter8Version;
import io.mirrorexperiment.spec.iter8.MetricName;
import io.mirrorexperiment.spec.iter8.StartAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An Iter8 experiment in the words of our own kind: the user deploys and mirrors, we observe and judge by Iter8's point rule. What can't be
 * said in them is a mistake. Pure.
 */
final class Iter8Translation {
    /** Where Iter8's own catalogues look for Prometheus. */
    private static final String PROMETHEUS = "http://prometheus-operated.iter8-system:9090";

    private static final String QUERY = "/api/v1/query";
    private static final String KNATIVE = "iter8-knative";
    /** So long Iter8's Job of the start actions is allowed to run. */
    private static final long KNATIVE_SECONDS = 300;

    private static final String ISTIO = "iter8-istio";

    private final Iter8Spec iter8;
    private final Notes notes;
    private final Iter8Measures measures;

    private Iter8Translation(Iter8Spec iter8, Iter8MetricObjects objects, Notes notes) {
        this.iter8 = iter8;
        this.notes = notes;
        this.measures = new Iter8Measures(iter8, objects, namespace(), catalogue(), notes);
    }

    /**
     * The tree of a spec; mistakes and remarks go to the notes.
     *
     * @param objects where metrics are that do not stand beside the experiment
     */
    static Map<String, Object> of(Iter8Spec iter8, Iter8MetricObjects objects, Notes notes) {
        return new Iter8Translation(iter8, objects, notes).tree();
    }

    private Map<String, Object> tree() {
        remark();
        Iter8Experiment experiment = iter8.experiment();
        return Map.of(
                "metadata", Map.of("name", experiment.name(), "namespace", namespace()), "spec", spec(experiment));
    }

    private Map<String, Object> spec(Iter8Experiment experiment) {
        Map<String, Object> spec = new LinkedHashMap<>();
        requires().ifPresent(requires -> spec.put("requires", requires));
        spec.put("service", target().name());
        if (isKnative()) {
            spec.put("live", Map.of("serving", "knative"));
        }
        spec.put("dark", dark());
        spec.put("mirror", Map.of("via", "existing"));
        List<Map<String, Object>> objectives = objectives(experiment);
        spec.put("metrics", metrics());
        spec.put("objectives", objectives);
        Iter8Experiment.Duration duration = experiment.duration();
        spec.put(
                "duration",
                Map.of("interval", duration.intervalSeconds() + "s", "iterations", duration.iterations(), "warmUp", 0));
        spec.put("decision", Map.of("rule", "point", "failFast", isFailFast(experiment)));
        spec.put("promotion", "none");
        if (!iter8.told().isEmpty()) {
            spec.put(
                    "notifications",
                    iter8.told().stream().map(NotificationsText::of).toList());
        }
        return spec;
    }

    private Map<String, Object> dark() {
        Iter8Version version = iter8.version();
        String revision = version.values().getOrDefault("revision", version.name());
        return isKnative() ? Map.of("revision", revision) : Map.of("deployment", version.name());
    }

    private Map<String, Object> metrics() {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("prometheus", prometheus());
        if (!measures.queries().isEmpty()) {
            metrics.put("queries", measures.queries());
            metrics.put("variables", variables());
            notes.byDefault(
                    "iter8",
                    "metrics of your own are asked for one value at each look; that copies arrive is proven by the mesh's counters");
        }
        return metrics;
    }

    private Map<String, Object> variables() {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("name", iter8.version().name());
        iter8.version().values().forEach((name, value) -> {
            if (name.matches(QueriesForm.PLACEHOLDER)) {
                variables.put(name, value);
            }
        });
        return variables;
    }

    private Map<String, Object> prometheus() {
        String url = counters().orElse(PROMETHEUS);
        return isKnative() ? Map.of("url", url, "errors", "not-2xx") : Map.of("url", url);
    }

    /** The one Prometheus that all metrics beside the experiment ask without signing in. */
    private Optional<String> counters() {
        List<String> asked = iter8.metrics().stream()
                .filter(metric -> metric.request().auth().isEmpty())
                .flatMap(metric -> metric.request().url().stream())
                .filter(url -> url.endsWith(QUERY) && !url.contains("$"))
                .map(url -> url.substring(0, url.length() - QUERY.length()))
                .distinct()
                .toList();
        return asked.size() == 1 ? Optional.of(asked.get(0)) : Optional.empty();
    }

    /** What the actions of start wait for, one after the other; here all at once, for as long as they would take together. */
    private Optional<Map<String, Object>> requires() {
        long seconds =
                iter8.start().stream().mapToLong(Iter8Translation::seconds).sum();
        List<Map<String, Object>> objects = iter8.start().stream()
                .flatMap(Iter8Translation::wanted)
                .distinct()
                .toList();
        return objects.isEmpty() ? Optional.empty() : Optional.of(Map.of("within", seconds + "s", "objects", objects));
    }

    private static long seconds(StartAction action) {
        return action instanceof StartAction.ObjectsReady ready
                ? ready.initialDelaySeconds() + (long) ready.retries() * ready.intervalSeconds()
                : KNATIVE_SECONDS;
    }

    private static Stream<Map<String, Object>> wanted(StartAction action) {
        if (action instanceof StartAction.ObjectsReady ready) {
            return ready.objects().stream().map(Iter8Translation::wanted);
        }
        StartAction.KnativeReady knative = (StartAction.KnativeReady) action;
        return Stream.of(
                wanted("services.serving.knative.dev", knative.namespace(), knative.service(), "Ready"),
                wanted("revisions.serving.knative.dev", knative.namespace(), knative.revision(), "Ready"));
    }

    private static Map<String, Object> wanted(StartAction.Wanted wanted) {
        return wanted.waitFor()
                .map(words -> wanted(
                        wanted.kind(), wanted.namespace(), wanted.name(), words.substring("condition=".length())))
                .orElseGet(() -> Map.of("kind", wanted.kind(), "namespace", wanted.namespace(), "name", wanted.name()));
    }

    private static Map<String, Object> wanted(String kind, String namespace, String name, String condition) {
        return Map.of("kind", kind, "namespace", namespace, "name", name, "condition", condition);
    }

    private List<Map<String, Object>> objectives(Iter8Experiment experiment) {
        List<Map<String, Object>> objectives = new ArrayList<>();
        int place = 0;
        for (Iter8Objective objective : experiment.criteria().objectives()) {
            String at = "spec.criteria.objectives[" + place++ + "].metric";
            measures.name(objective.metric(), at).ifPresent(name -> objectives.add(objective(objective, name)));
        }
        return objectives;
    }

    private static Map<String, Object> objective(Iter8Objective objective, String metric) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("metric", metric);
        objective.lowerLimit().ifPresent(limit -> entry.put("lowerLimit", limit));
        objective.upperLimit().ifPresent(limit -> entry.put("upperLimit", limit));
        return entry;
    }

    /** Where we come to another end than Iter8 would. */
    private void remark() {
        notes.byDefault(
                "iter8",
                "without requests, without values, or where the metrics system answers with an error, the verdict is inconclusive;"
                        + " Iter8 finds a winner where counts of no traffic are within the limits, and takes the body of an error for data");
        notes.byDefault(
                "iter8",
                "the first look comes one interval after copies flow, Iter8's at once; the last one decides in both");
        notes.byDefault(
                "iter8",
                "values are of the time since copies flow, from exact counters; Iter8's are extrapolated by increase()");
        if (!isKnative()) {
            notes.byDefault("iter8", "besides 5xx, requests without an answer and failed gRPC calls count as errors");
        }
    }

    private static boolean isFailFast(Iter8Experiment experiment) {
        return experiment.criteria().objectives().stream().anyMatch(Iter8Objective::rollbackOnFailure);
    }

    private boolean isKnative() {
        return catalogue().equals(KNATIVE);
    }

    /** Whose counters there are: those of the metrics, else those that fit what else is said. */
    private String catalogue() {
        List<String> named = iter8.experiment().criteria().objectives().stream()
                .flatMap(objective -> objective.metric().namespace().stream())
                .toList();
        if (named.contains(ISTIO)) {
            return ISTIO;
        }
        boolean revision = iter8.version().values().containsKey("revision")
                || iter8.start().stream().anyMatch(StartAction.KnativeReady.class::isInstance);
        return named.isEmpty() || named.contains(KNATIVE) || revision ? KNATIVE : ISTIO;
    }

    private MetricName target() {
        return MetricName.of(iter8.experiment().target());
    }

    private String namespace() {
        return target().namespace().orElse(iter8.experiment().namespace());
    }
}
