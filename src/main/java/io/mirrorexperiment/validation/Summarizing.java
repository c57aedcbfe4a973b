package io.mirrorexperiment.validation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Sums an experiment of ours up. Pure. */
record Summarizing(Validation validation, Course course) {
    private static final String NO_LOOP = "no loop has ended yet";

    Summary summary() {
        Optional<Loop> last = course.last();
        return new Summary(
                last.isPresent(),
                last.map(loop -> loop.trouble().isEmpty()).orElse(true),
                validation.tasks(),
                last.isPresent() ? validation.tasks() : 0,
                Optional.of(course.loops()),
                validation.slos().stream().map(slo -> row(slo, last)).toList(),
                validation.indicators().stream().map(each -> metric(each, last)).toList(),
                remarks(last));
    }

    private static Summary.Row row(Slo slo, Optional<Loop> last) {
        return last.flatMap(loop -> loop.standings().stream()
                        .filter(each -> each.slo().equals(slo))
                        .map(each -> new Summary.Row(
                                slo.condition(),
                                each.satisfied() && loop.trouble().isEmpty() && loop.requests() > 0,
                                each.words()))
                        .findFirst())
                .orElseGet(() -> new Summary.Row(slo.condition(), false, last.isPresent() ? "not assessed" : NO_LOOP));
    }

    private static Summary.Metric metric(Indicator indicator, Optional<Loop> last) {
        return last.flatMap(loop -> loop.readings().stream()
                        .filter(each -> each.metric().equals(indicator.name()))
                        .map(each -> new Summary.Metric(indicator.name(), Optional.empty(), each.value(), each.words()))
                        .findFirst())
                .orElseGet(() -> new Summary.Metric(
                        indicator.name(),
                        Optional.empty(),
                        OptionalDouble.empty(),
                        last.isPresent() ? "not collected" : NO_LOOP));
    }

    private List<String> remarks(Optional<Loop> last) {
        List<String> remarks = new ArrayList<>();
        last.ifPresentOrElse(loop -> told(loop, remarks), () -> remarks.add(NO_LOOP));
        if (validation.slos().isEmpty()) {
            remarks.add("there are no SLOs, so there is nothing that could be satisfied");
        }
        return remarks;
    }

    private void told(Loop loop, List<String> remarks) {
        String window = " from " + loop.from() + " to " + loop.at() + " ("
                + Duration.between(loop.from(), loop.at()).toSeconds() + " s)";
        if (!loop.trouble().isEmpty()) {
            loop.trouble()
                    .forEach(each -> remarks.add("loop " + loop.number() + " could not tell the metrics: " + each));
            return;
        }
        remarks.add(
                loop.requests() == 0
                        ? "no requests to " + validation.population().workload() + window + ", so there is no evidence"
                        : loop.requests() + " requests to "
                                + validation.population().workload() + window + ", " + loop.errors()
                                + " of them errors, by reporter "
                                + validation.system().reporter());
    }
}
