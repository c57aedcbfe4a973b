package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Queries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/** One entry of the objectives, which gives an objective for each of its limits. */
final class ObjectiveForm {
    private final Section entry;
    private final Metric metric;
    private final List<Limit> limits = new ArrayList<>();

    private ObjectiveForm(Section entry, Metric metric) {
        this.entry = entry;
        this.metric = metric;
    }

    /** The objectives of one entry; none if its metric is a mistake. */
    static List<Objective> read(Field field, Optional<Queries> queries) {
        Section entry = Section.of(field, List.of("metric", "upperLimit", "lowerLimit", "maxIncreaseVsLive", "cap"));
        if (!field.isMapping()) {
            return List.of();
        }
        if (!entry.has("metric")) {
            entry.missing("metric", "say what is measured: " + Suggestion.list(MetricForm.CATALOGUE));
        }
        return entry.read("metric", metric -> MetricForm.read(metric, queries))
                .map(metric -> new ObjectiveForm(entry, metric).objectives())
                .orElse(List.of());
    }

    private List<Objective> objectives() {
        if (entry.present("upperLimit", "lowerLimit", "maxIncreaseVsLive").isEmpty()) {
            entry.wrong("has no limit; write upperLimit, lowerLimit or maxIncreaseVsLive");
        }
        LimitForm form = new LimitForm(metric);
        Optional<Double> upper = limit("upperLimit", form::upper, Limit.AtMost::new);
        Optional<Double> lower = limit("lowerLimit", form::lower, Limit.AtLeast::new);
        if (metric.kind() == Metric.Kind.QUERIED) {
            entry.refuse(
                    "maxIncreaseVsLive",
                    "can't be had of a query, which is asked of the dark version only; write upperLimit or lowerLimit");
            return limits.stream()
                    .map(limit -> new Objective(metric, limit, cap(form, upper)))
                    .toList();
        }
        limit("maxIncreaseVsLive", form::increase, Limit.AtMostOverLive::new);
        if (upper.isPresent() && lower.isPresent() && lower.get() > upper.get()) {
            entry.refuse("lowerLimit", "is over upperLimit; no value could meet both");
        }
        OptionalDouble cap = cap(form, upper);
        return limits.stream().map(limit -> new Objective(metric, limit, cap)).toList();
    }

    private Optional<Double> limit(String word, Form<Double> form, DoubleFunction<Limit> limit) {
        Optional<Double> value = entry.read(word, form);
        value.ifPresent(number -> limits.add(limit.apply(number)));
        return value;
    }

    private OptionalDouble cap(LimitForm form, Optional<Double> upper) {
        if (!metric.equals(Metric.LATENCY_MEAN)) {
            entry.refuse("cap", "belongs to latency-mean only; remove it");
            return OptionalDouble.empty();
        }
        Optional<Double> cap = entry.read("cap", form::cap);
        if (cap.isPresent() && upper.isPresent() && cap.get() <= upper.get()) {
            entry.refuse("cap", "must be over upperLimit; with a lower cap the objective could never be breached");
        }
        return cap.isPresent() ? OptionalDouble.of(cap.get()) : OptionalDouble.empty();
    }
}
