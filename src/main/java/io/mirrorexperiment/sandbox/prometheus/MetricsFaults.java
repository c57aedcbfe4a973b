package io.mirrorexperiment.sandbox.prometheus;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * What goes wrong on purpose at a running server, for tests and demos. Faults add up until {@link #clear}. Thread-safe;
 * a change counts from the next request or scrape on.
 */
public final class MetricsFaults {
    private State state = State.NONE;

    MetricsFaults() {}

    /** Nothing goes wrong any more. */
    public void clear() {
        change(now -> State.NONE);
    }

    /** Every API request is answered with this status and Prometheus' {@code internal} error. */
    public void answerStatus(int status) {
        change(now -> new State(OptionalInt.of(status), now.delay, now.warnings, now.body, now.value, now.notScraping));
    }

    /** Every API request waits first, by the machine's clock. */
    public void delay(Duration delay) {
        change(now -> new State(now.status, delay, now.warnings, now.body, now.value, now.notScraping));
    }

    /** Every answer carries these warnings, as one of Thanos with a store that did not answer. */
    public void warn(String... warnings) {
        change(now -> new State(now.status, now.delay, List.of(warnings), now.body, now.value, now.notScraping));
    }

    /** Every API request is answered with 200 and this body, whatever it is. */
    public void answerGarbage(String body) {
        change(now -> new State(now.status, now.delay, now.warnings, Optional.of(body), now.value, now.notScraping));
    }

    /** Every value of every answer is this one, as in {@code Double.NaN}. */
    public void answerValue(double value) {
        change(now ->
                new State(now.status, now.delay, now.warnings, now.body, OptionalDouble.of(value), now.notScraping));
    }

    /** No scrape takes place any more; series age and, after the look-back of five minutes, vanish. */
    public void stopScraping() {
        change(now -> new State(now.status, now.delay, now.warnings, now.body, now.value, true));
    }

    synchronized State now() {
        return state;
    }

    private synchronized void change(UnaryOperator<State> change) {
        state = change.apply(state);
    }

    record State(
            OptionalInt status,
            Duration delay,
            List<String> warnings,
            Optional<String> body,
            OptionalDouble value,
            boolean notScraping) {
        static final State NONE = new State(
                OptionalInt.empty(), Duration.ZERO, List.of(), Optional.empty(), OptionalDouble.empty(), false);
    }
}
