package io.mirrorexperiment.sandbox.prometheus.same;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** PromQL about {@link GeneratedMetrics}, of every form that the sandbox understands, most of it meaningful. */
final class GeneratedQueries {
    private final List<Long> times;

    /** {@code times} are instants worth naming after {@code @}. */
    GeneratedQueries(List<Long> times) {
        this.times = List.copyOf(times);
    }

    Arbitrary<String> queries() {
        return Arbitraries.frequencyOf(
                Tuple.of(12, vectors(3)),
                Tuple.of(3, vectors(2).flatMap(this::ordered)),
                Tuple.of(2, scalars(2)),
                Tuple.of(1, ranges()),
                Tuple.of(1, Arbitraries.of("\"text\"", "'a\\nb'", "`raw`")));
    }

    private Arbitrary<String> ordered(String vector) {
        return Arbitraries.of("sort(…)", "sort_desc(…)").map(frame -> frame.replace("…", vector));
    }

    private Arbitrary<String> vectors(int depth) {
        if (depth == 0) {
            return selectors();
        }
        Arbitrary<String> inner = Arbitraries.lazy(() -> vectors(depth - 1));
        return Arbitraries.oneOf(
                selectors(),
                overRanges(),
                overRanges(),
                aggregates(inner),
                aggregates(inner),
                quantiles(),
                functions(inner),
                withNumbers(inner, depth),
                between(inner),
                matched(),
                labelled(inner),
                Arbitraries.lazy(() -> scalars(depth - 1)).map(number -> "vector(" + number + ")"),
                inner.map(vector -> "(" + vector + ")"),
                inner.map(vector -> "-" + vector));
    }

    private Arbitrary<String> selectors() {
        return Combinators.combine(names(), matchers(), shifts())
                .as((name, matchers, shift) -> name + matchers + shift);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of("live", "dated").flatMap(family -> Arbitraries.of(
                        "_requests_total",
                        "_requests_total",
                        "_latency_milliseconds_bucket",
                        "_latency_milliseconds_sum",
                        "_latency_milliseconds_count",
                        "_load",
                        "_flag",
                        "_nothing")
                .map(rest -> family + rest));
    }

    private static Arbitrary<String> matchers() {
        return Arbitraries.of(
                "",
                "",
                "",
                "",
                "",
                "",
                "{}",
                "{pod=\"a\"}",
                "{pod!=\"a\"}",
                "{code=~\"2..\"}",
                "{code!~\"(2|5).*\",pod=~\"a|b\"}",
                "{code=\"\"}",
                "{code!=\"\"}",
                "{le=\"+Inf\"}",
                "{path=~\"(?i)GRÖSSE.*\"}",
                "{path=~\"C:.x.*\\n\"}",
                "{job=\"live\",zone=\"x\"}",
                "{exported_job=\"own\"}",
                "{pod=\"z\"}",
                "{empty=\"\",pod='c',}");
    }

    private Arbitrary<String> shifts() {
        Arbitrary<String> offset = durations()
                .flatMap(text -> Arbitraries.of(" offset ", " offset -").map(word -> word + text));
        Arbitrary<String> pin = Arbitraries.oneOf(
                Arbitraries.of(" @ start()", " @ end()"),
                Arbitraries.of(times).map(at -> " @ " + SameScrapes.seconds(at)));
        return Arbitraries.frequencyOf(
                Tuple.of(12, Arbitraries.just("")),
                Tuple.of(2, offset),
                Tuple.of(2, pin),
                Tuple.of(1, Combinators.combine(offset, pin).as((one, other) -> one + other)));
    }

    /** Some are distances between two scrapes to the millisecond, so that a sample lies exactly on a range's edge. */
    private Arbitrary<String> durations() {
        Arbitrary<Long> some = Arbitraries.of(times);
        Arbitrary<String> exact = Combinators.combine(some, some)
                .as((one, other) -> Math.abs(one - other))
                .filter(distance -> distance > 0)
                .map(distance -> distance + "ms");
        Arbitrary<String> round = Arbitraries.of("300ms", "1s", "2s", "1m30s", "5m", "20m", "1h");
        return Arbitraries.oneOf(exact, round);
    }

    private Arbitrary<String> ranges() {
        return Combinators.combine(names(), matchers(), durations(), shifts())
                .as((name, matchers, range, shift) -> name + matchers + "[" + range + "]" + shift);
    }

    private Arbitrary<String> overRanges() {
        Arbitrary<String> frames = Arbitraries.of(
                "rate(…)",
                "rate(…)",
                "increase(…)",
                "increase(…)",
                "delta(…)",
                "irate(…)",
                "idelta(…)",
                "resets(…)",
                "changes(…)",
                "sum_over_time(…)",
                "avg_over_time(…)",
                "min_over_time(…)",
                "max_over_time(…)",
                "count_over_time(…)",
                "last_over_time(…)",
                "present_over_time(…)",
                "absent_over_time(…)",
                "quantile_over_time(0.3, …)",
                "quantile_over_time(-1, …)");
        return Combinators.combine(frames, ranges()).as((frame, range) -> frame.replace("…", range));
    }

    private static Arbitrary<String> aggregates(Arbitrary<String> inner) {
        Arbitrary<String> frames = Arbitraries.of(
                "sum%s (…)",
                "sum%s (…)",
                "avg%s (…)",
                "min%s (…)",
                "max%s (…)",
                "count%s (…)",
                "group%s (…)",
                "stddev%s (…)",
                "stdvar%s (…)",
                "quantile%s (0.9, …)",
                "quantile%s (2, …)",
                "count(…)%s");
        return Combinators.combine(frames, groupings(), inner)
                .as((frame, grouping, vector) -> frame.replace("%s", grouping).replace("…", vector));
    }

    private static Arbitrary<String> groupings() {
        return Arbitraries.of(
                "",
                " by (pod)",
                " by (pod, code)",
                " by (le)",
                " by ()",
                " without (instance, job)",
                " without ()",
                " by (none,)");
    }

    private Arbitrary<String> quantiles() {
        Arbitrary<String> buckets = Combinators.combine(Arbitraries.of("live", "dated"), durations(), groupings())
                .as((family, range, grouping) -> List.of(
                        family + "_latency_milliseconds_bucket",
                        "rate(" + family + "_latency_milliseconds_bucket[" + range + "])",
                        "sum by (le) (increase(" + family + "_latency_milliseconds_bucket[" + range + "]))",
                        "sum" + grouping + " (" + family + "_latency_milliseconds_bucket)"))
                .flatMap(Arbitraries::of);
        return Combinators.combine(Arbitraries.of("0.5", "0.99", "0", "1", "-1", "1.5", "NaN", "0.1"), buckets)
                .as((q, vector) -> "histogram_quantile(" + q + ", " + vector + ")");
    }

    private static Arbitrary<String> functions(Arbitrary<String> inner) {
        Arbitrary<String> frames = Arbitraries.of(
                "abs(…)",
                "ceil(…)",
                "floor(…)",
                "round(…)",
                "round(…, 0.25)",
                "sqrt(…)",
                "exp(…)",
                "ln(…)",
                "log2(…)",
                "log10(…)",
                "sgn(…)",
                "clamp(…, 1, 20)",
                "clamp(…, 20, 1)",
                "clamp_min(…, 3)",
                "clamp_max(…, 3)",
                "timestamp(…)",
                "absent(…)",
                "rate(…)",
                "nonsense(…)");
        return Combinators.combine(frames, inner).as((frame, vector) -> frame.replace("…", vector));
    }

    private Arbitrary<String> withNumbers(Arbitrary<String> inner, int depth) {
        Arbitrary<String> frames = Arbitraries.of(
                "… + n",
                "n - …",
                "… * n",
                "… / n",
                "n / …",
                "… % n",
                "… ^ n",
                "… atan2 n",
                "… > n",
                "n < …",
                "… == bool n",
                "… <= bool n",
                "… >= n",
                "… != n");
        return Combinators.combine(frames, inner, Arbitraries.lazy(() -> scalars(depth - 1)))
                .as((frame, vector, number) -> frame.replace("n", number).replace("…", vector));
    }

    private static Arbitrary<String> between(Arbitrary<String> inner) {
        Arbitrary<String> operators = Arbitraries.of(
                " and ",
                " or ",
                " unless ",
                " or on() ",
                " and on(pod) ",
                " unless ignoring(code) ",
                " + ",
                " / ",
                " > ",
                " == bool ",
                " - on(pod) ",
                " / ignoring(code) group_left ",
                " * on(pod) group_left(zone) ",
                " + on(pod) group_right ");
        return Combinators.combine(inner, operators, inner).as((left, operator, right) -> left + operator + right);
    }

    /** The shapes that real dashboards and gates ask. */
    private Arbitrary<String> matched() {
        return Combinators.combine(Arbitraries.of("live", "dated"), durations())
                .as((family, range) -> List.of(
                                "sum by (pod) (rate(F_requests_total{code=~\"5..\"}[R])) / sum by (pod) (rate(F_requests_total[R]))",
                                "F_requests_total / on(pod) group_left F_latency_milliseconds_count",
                                "F_latency_milliseconds_sum / F_latency_milliseconds_count",
                                "sum(increase(F_requests_total{code=\"999\"}[R])) or vector(0)",
                                "increase(F_requests_total[R]) - increase(F_requests_total[R] offset 2s)",
                                "max by (pod, instance, job) (timestamp(F_requests_total))",
                                "sum by (pod, instance, job, le) (F_latency_milliseconds_bucket)")
                        .stream()
                        .map(text -> text.replace("F", family).replace("R", range))
                        .toList())
                .flatMap(Arbitraries::of);
    }

    private static Arbitrary<String> labelled(Arbitrary<String> inner) {
        Arbitrary<String> frames = Arbitraries.of(
                "label_replace(…, \"kind\", \"$1xx\", \"code\", \"(.)..\")",
                "label_replace(…, \"pod\", \"\", \"pod\", \"a\")",
                "label_replace(…, \"kind\", \"${x}-$$\", \"pod\", \"(?P<x>.*)\")",
                "label_join(…, \"both\", \"/\", \"pod\", \"code\")",
                "label_replace(…, \"0bad\", \"\", \"pod\", \"\")",
                "label_replace(…, \"kind\", \"\", \"pod\", \"(\")");
        return Combinators.combine(frames, inner).as((frame, vector) -> frame.replace("…", vector));
    }

    private Arbitrary<String> scalars(int depth) {
        Arbitrary<String> numbers =
                Arbitraries.of("0", "1", "2.5", "-3", "1e3", "0x1f", "Inf", "NaN", "time()", "1e-7", "10", "100");
        if (depth <= 0) {
            return numbers;
        }
        Arbitrary<String> inner = Arbitraries.lazy(() -> scalars(depth - 1));
        Arbitrary<String> operators = Arbitraries.of(" + ", " - ", " * ", " / ", " % ", " ^ ", " > bool ", " == bool ");
        return Arbitraries.oneOf(
                numbers,
                selectors().map(vector -> "scalar(" + vector + ")"),
                Combinators.combine(inner, operators, inner).as((one, operator, other) -> one + operator + other),
                inner.map(number -> "(" + number + ")"));
    }
}
