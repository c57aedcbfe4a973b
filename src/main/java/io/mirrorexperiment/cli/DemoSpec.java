package io.mirrorexperiment.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo's experiment as a spec that a reader may copy. */
final class DemoSpec {
    /** Length of the window that live is held against, before it is sped up. */
    static final Duration BASELINE = Duration.ofSeconds(6);

    private static final Pattern TIME = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)(ms|s|m)");
    private static final Duration READY = Duration.ofSeconds(20);
    private static final Duration FLOW = Duration.ofSeconds(10);

    /** In less time than this the samples of both versions may lie too far apart to tell a silent mirror from a young one. */
    private static final Duration LEAST_FLOW = Duration.ofSeconds(4);

    /** Nothing in the sandbox takes longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration SHORT_READY = Duration.ofSeconds(4);

    private DemoSpec() {}

    static String text(DemoOptions options, String prometheus) {
        boolean never = options.scenario == Scenario.NEVER_READY;
        return String.format(
                Locale.ROOT,
                """
                # The next version of reviews, dark beside the one that serves: judged on copies of live requests.
                apiVersion: mirror-experiment.io/v1
                kind: MirrorExperiment
                metadata: {name: reviews-v2, namespace: default}
                spec:
                  service: reviews
                  live: {version: v1}
                  dark: {version: v2, image: "example/reviews:2.0", readyWithin: %s}
                  mirror: {via: istio, percent: %s, methods: ["*"], settle: %s, flowWithin: %s}
                  metrics:
                    %s
                    accessLogs: {from: pods, within: %s}         # pairs each live request with its copy
                  objectives:
                  - {metric: error-rate, upperLimit: 0.01}
                  - {metric: latency-p95, upperLimit: 250}       # milliseconds
                  - {metric: latency-mean, upperLimit: 100}
                  duration: {interval: %s, iterations: %d, warmUp: 1}
                  decision: %s
                  promotion: auto
                  onInconclusive: rollBack
                  protection: {baseline: %s}
                """,
                millis(never ? faster(SHORT_READY, options.speed, Duration.ofSeconds(1)) : READY),
                BigDecimal.valueOf(options.percent).stripTrailingZeros().toPlainString(),
                faster(Duration.ofMillis(500), options.speed),
                millis(faster(FLOW, options.speed, LEAST_FLOW)),
                options.metrics.section(prometheus),
                faster(PATIENCE, options.speed),
                faster(interval(options.interval), options.speed),
                options.iterations,
                decision(options),
                faster(BASELINE, options.speed));
    }

    /** Who watches a demo does not want to wait for a soak. */
    private static String decision(DemoOptions options) {
        return switch (options.rule) {
            case SEQUENTIAL -> "{rule: sequential, soak: 0s}        # elsewhere nothing is promoted in the first 2m";
            case POINT -> "{rule: point, failFast: false}";
        };
    }

    /** Reads a time as in {@code 2s} and {@code 500ms}. */
    private static Duration interval(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw Refusal.usage("--interval must be a time with its unit as in 2s or 500ms, but is '" + text + "'");
        }
        BigDecimal unit =
                switch (matcher.group(2)) {
                    case "ms" -> BigDecimal.ONE;
                    case "s" -> BigDecimal.valueOf(1000);
                    default -> BigDecimal.valueOf(60_000);
                };
        return Duration.ofMillis(new BigDecimal(matcher.group(1)).multiply(unit).longValue());
    }

    /** So many times as fast. */
    static Duration faster(Duration time, double speed, Duration least) {
        Duration quick = Duration.ofMillis(Math.round((double) time.toMillis() / speed));
        return quick.compareTo(least) < 0 ? least : quick;
    }

    private static String faster(Duration time, double speed) {
        return millis(faster(time, speed, Duration.ofMillis(100)));
    }

    private static String millis(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}
