package io.mirrorexperiment.spec;

import io.mirrorexperiment.validation.Indicator;
import io.mirrorexperiment.validation.Slo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Objectives as Iter8's values have them: a metric's name and its limit. */
final class SloForm {
    private SloForm() {}

    /** The name that the last word of a path is. */
    static String metric(Field field) {
        String path = field.path();
        int slash = path.indexOf('/');
        return path.substring(path.lastIndexOf('.', slash < 0 ? path.length() : slash) + 1);
    }

    /** An upper limit. */
    static Optional<Slo> upper(Field field) {
        return limit(field, metric(field)).map(limit -> Slo.atMost(metric(field), limit));
    }

    /** A lower limit. */
    static Optional<Slo> lower(Field field) {
        return limit(field, metric(field)).map(limit -> Slo.atLeast(metric(field), limit));
    }

    /** The name of a metric that is collected; another one is noted. */
    static Optional<String> known(Field field, String name) {
        if (Indicator.named(name).isPresent()) {
            return Optional.of(name);
        }
        List<String> names = new ArrayList<>(
                Indicator.catalogue().stream().map(Indicator::name).toList());
        String meant = Suggestion.nearest(name, names)
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
        return field.wrong("is no metric of Istio's" + meant + "; there are " + String.join(", ", names)
                + " and istio/latency-pN");
    }

    private static Optional<Double> limit(Field field, String name) {
        if (field.isMapping()) {
            return field.wrong("must be a number; a dot in a metric's name is written with a backslash on a command"
                    + " line, as in --set 'SLOs.istio/latency-p99\\.9=100'");
        }
        return known(field, name).flatMap(known -> Numbers.lenient(field));
    }
}
