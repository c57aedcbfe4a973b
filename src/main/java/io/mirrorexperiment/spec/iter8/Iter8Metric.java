package io.mirrorexperiment.spec.iter8;

import io.mirrorexperiment.experiment.MetricQuery;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * An {@code iter8.tools/v2alpha2} Metric: whom to ask what, and how to find the value in the answer. Nothing of it is required by Iter8.
 *
 * @param name namespace and name of the object
 * @param type a gauge unless it says otherwise
 * @param about what it is, for people
 * @param sampleSize the metric that counts what this one is computed of
 * @param request whom to ask what
 * @param jqExpression finds the value in the answer
 * @param mock values that are made up instead of asked for, by version; if there are any, nobody is asked
 */
public record Iter8Metric(
        MetricName name,
        Type type,
        About about,
        Optional<MetricName> sampleSize,
        Request request,
        Optional<String> jqExpression,
        Optional<List<MockLevel>> mock) {
    /** Copies. */
    public Iter8Metric {
        mock = mock.map(List::copyOf);
    }

    /** The value that is made up for a version after so many seconds; empty if it is to be asked for, or not said for this version. */
    public Optional<BigDecimal> madeUp(String version, long elapsedSeconds) {
        return mock.orElse(List.of()).stream()
                .filter(each -> each.version().equals(version))
                .findFirst()
                .map(each -> type == Type.COUNTER
                        ? each.level().multiply(BigDecimal.valueOf(Math.max(1, elapsedSeconds)))
                        : each.level());
    }

    /** What a value is. */
    public enum Type {
        /** Only grows. */
        COUNTER,
        /** May fall. */
        GAUGE
    }

    /**
     * What it is, for people.
     *
     * @param description in words
     * @param units as in {@code milliseconds}
     * @param provider the metrics system; {@code iter8} names those that Iter8 itself collects
     */
    public record About(Optional<String> description, Optional<String> units, Optional<String> provider) {}

    /**
     * Whom to ask what; values with {@code $} are templates.
     *
     * @param method GET unless it says otherwise
     * @param url may use what is in the secret
     * @param headers may use what is in the secret, if they sign in
     * @param params of the query; may use the version's variables
     * @param body JSON; likewise
     * @param auth how to sign in
     * @param secret where that is kept: {@code name} or {@code namespace/name}
     */
    public record Request(
            MetricQuery.Method method,
            Optional<String> url,
            List<NamedValue> headers,
            List<NamedValue> params,
            Optional<String> body,
            Optional<Auth> auth,
            Optional<String> secret) {
        /** Copies. */
        public Request {
            headers = List.copyOf(headers);
            params = List.copyOf(params);
        }
    }

    /** How to sign in. */
    public enum Auth {
        /** With the keys {@code username} and {@code password} of the secret. */
        BASIC,
        /** With a token in a header. */
        BEARER,
        /** With a key in a header. */
        API_KEY
    }

    /**
     * A value that is made up.
     *
     * @param version its name
     * @param level for a counter what is added each second, for a gauge the mean
     */
    public record MockLevel(String version, BigDecimal level) {}
}
