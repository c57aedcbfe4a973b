package io.mirrorexperiment.sandbox.prometheus;

import io.mirrorexperiment.sandbox.prometheus.promql.Durations;
import io.mirrorexperiment.sandbox.prometheus.promql.GoFloat;
import io.mirrorexperiment.sandbox.prometheus.series.GoText;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Times and durations as parameters of the API hold them, in milliseconds (web/api/v1/api.go, parseTime). */
final class Times {
    private static final double MOST_SECONDS = 9e12;

    private Times() {}

    /** A time: seconds since the epoch as a float, or RFC 3339. */
    static long time(ApiRequest request, String name, Optional<Long> otherwise) throws ApiRefusal {
        Optional<String> text = request.parameter(name);
        if (text.isEmpty() && otherwise.isPresent()) {
            return otherwise.get();
        }
        return parsed(text.orElse(""))
                .orElseThrow(() -> ApiRefusal.badParameter(
                        name, "cannot parse " + GoText.quoted(text.orElse("")) + " to a valid timestamp"));
    }

    private static Optional<Long> parsed(String text) {
        Optional<Double> seconds = GoFloat.parse(text);
        if (seconds.isPresent()) {
            return seconds.filter(value -> Math.abs(value) < MOST_SECONDS).map(value -> Math.round(value * 1000));
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException noTime) {
            return Optional.empty();
        }
    }

    /** A duration: seconds as a float, or as PromQL writes durations. */
    static long duration(ApiRequest request, String name) throws ApiRefusal {
        String text = request.parameter(name).orElse("");
        Optional<Double> seconds = GoFloat.parse(text);
        if (seconds.isPresent() && Math.abs(seconds.get()) < MOST_SECONDS) {
            return Math.round(seconds.get() * 1000);
        }
        try {
            return Durations.millis(text);
        } catch (IllegalArgumentException noDuration) {
            throw ApiRefusal.badParameter(name, "cannot parse " + GoText.quoted(text) + " to a valid duration");
        }
    }
}
