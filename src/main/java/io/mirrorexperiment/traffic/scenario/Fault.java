package io.mirrorexperiment.traffic.scenario;

import java.time.Duration;
import java.util.Optional;

/**
 * Trouble that is made on purpose, at the proxy of the caller.
 *
 * @param delay requests that are held up
 * @param abort requests that are refused
 */
public record Fault(Optional<Delay> delay, Optional<Abort> abort) {
    /**
     * Requests that are held up before they leave.
     *
     * @param time how long
     * @param percent of the requests, over 0 and at most 100
     */
    public record Delay(Duration time, double percent) {
        /** Checks. */
        public Delay {
            Times.check("a delay", time);
            checkShare(percent);
        }
    }

    /**
     * Requests that are answered without being sent.
     *
     * @param status HTTP status of the answer, from 200 to 599
     * @param percent of the requests, over 0 and at most 100
     */
    public record Abort(int status, double percent) {
        /** Checks. */
        public Abort {
            if (status < 200 || status > 599) {
                throw new IllegalArgumentException("the status of an abort is from 200 to 599, but is " + status);
            }
            checkShare(percent);
        }
    }

    /** Checks. */
    public Fault {
        if (delay.isEmpty() && abort.isEmpty()) {
            throw new IllegalArgumentException("a fault needs a delay or an abort");
        }
    }

    /** A delay of requests. */
    public static Fault delay(Duration time, double percent) {
        return new Fault(Optional.of(new Delay(time, percent)), Optional.empty());
    }

    /** An abort of requests. */
    public static Fault abort(int status, double percent) {
        return new Fault(Optional.empty(), Optional.of(new Abort(status, percent)));
    }

    private static void checkShare(double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException(
                    "the share of a fault must be over 0 and at most 100 percent, but is " + percent);
        }
    }
}
