package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Reading.Series;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.validation.Count;
import io.mirrorexperiment.validation.Course;
import io.mirrorexperiment.validation.Loop;
import io.mirrorexperiment.validation.Slo;
import io.mirrorexperiment.validation.Validation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What came of an experiment, as Iter8 0.10 writes it into {@code result.yaml}, so that its programs can read it; what they do not know of is in
 * the field {@code mirrorExperiment}. Pure.
 */
public final class CourseText {
    /** Changes when a reader of the old form could not read the new one. */
    static final int FORMAT = 1;

    private static final String LAYOUT = "v0.10";

    private CourseText() {}

    /** The text. */
    public static String of(Validation validation, Course course) {
        Optional<Loop> last = course.last();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("startTime", course.launched().toString());
        result.put("numLoops", course.loops());
        result.put("numCompletedTasks", last.isPresent() ? validation.tasks() : 0);
        result.put("failure", last.map(loop -> !loop.trouble().isEmpty()).orElse(false));
        result.put("iter8Version", LAYOUT);
        if (last.isPresent()) {
            result.put("insights", insights(validation, course, last.get()));
        }
        result.put(ValidationText.OURS, ours(course));
        return ValidationText.yaml(result);
    }

    private static Map<String, Object> insights(Validation validation, Course course, Loop last) {
        Map<String, Object> insights = new LinkedHashMap<>();
        insights.put("numVersions", 1);
        Map<String, Object> info = new LinkedHashMap<>();
        validation.indicators().forEach(each -> info.put(each.name(), ValidationText.info(each, "Counter", "Gauge")));
        insights.put("metricsInfo", info);
        insights.put("nonHistMetricValues", List.of(values(course)));
        insights.put(
                "SLOs",
                last.standings().stream()
                        .map(each -> ValidationText.slo(each.slo()))
                        .toList());
        insights.put(
                "SLOsSatisfied",
                last.standings().stream().map(each -> List.of(each.satisfied())).toList());
        return insights;
    }

    /** Each loop's value, where it had one, oldest first. */
    private static Map<String, Object> values(Course course) {
        Map<String, List<Object>> values = new TreeMap<>();
        for (Loop loop : course.recent()) {
            loop.readings().forEach(read -> read.value()
                    .ifPresent(value -> values.computeIfAbsent(read.metric(), name -> new ArrayList<>())
                            .add(ValidationText.number(value))));
        }
        return new LinkedHashMap<>(values);
    }

    private static Map<String, Object> ours(Course course) {
        Map<String, Object> ours = new LinkedHashMap<>();
        ours.put("format", FORMAT);
        ours.put("revision", course.revision());
        ours.put("begins", course.begins().toString());
        course.count().ifPresent(count -> ours.put("count", count(count)));
        ours.put("loops", course.recent().stream().map(CourseText::loop).toList());
        return ours;
    }

    private static Map<String, Object> count(Count count) {
        Map<String, Object> fields = new LinkedHashMap<>(totals(count.totals()));
        Map<String, Object> series = new TreeMap<>();
        count.counters().series().forEach((name, each) -> series.put(name, series(each)));
        fields.put("series", series);
        return fields;
    }

    private static Map<String, Object> totals(Totals totals) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("requests", totals.requests());
        fields.put("errors", totals.bad());
        fields.put("restarts", totals.restarts());
        fields.put("latency", histogram(totals.latency()));
        return fields;
    }

    private static Map<String, Object> series(Series series) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sampledAt", series.sampledAt().toString());
        fields.put("requests", series.requests());
        fields.put("errors", series.bad());
        fields.put("latency", histogram(series.latency()));
        return fields;
    }

    /** Numbers as text, in lines that stay short: an edge may be infinite, and a sum has all its digits. */
    private static Map<String, Object> histogram(Histogram histogram) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sum", Double.toString(histogram.sum()));
        fields.put(
                "buckets",
                histogram.buckets().stream()
                        .map(bucket -> bucket.upperEdge() + " " + bucket.count())
                        .toList());
        return fields;
    }

    private static Map<String, Object> loop(Loop loop) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", loop.number());
        fields.put("from", loop.from().toString());
        fields.put("at", loop.at().toString());
        fields.put("requests", loop.requests());
        fields.put("errors", loop.errors());
        fields.put("metrics", loop.readings().stream().map(CourseText::read).toList());
        fields.put("slos", loop.standings().stream().map(CourseText::standing).toList());
        fields.put("trouble", loop.trouble());
        return fields;
    }

    private static Map<String, Object> read(Loop.Read read) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("metric", read.metric());
        read.value().ifPresent(value -> fields.put("value", Double.toString(value)));
        fields.put("words", read.words());
        return fields;
    }

    private static Map<String, Object> standing(Loop.Standing standing) {
        Slo slo = standing.slo();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("metric", slo.metric());
        slo.lower().ifPresent(limit -> fields.put("lowerLimit", Double.toString(limit)));
        slo.upper().ifPresent(limit -> fields.put("upperLimit", Double.toString(limit)));
        fields.put("satisfied", standing.satisfied());
        fields.put("words", standing.words());
        return fields;
    }
}
