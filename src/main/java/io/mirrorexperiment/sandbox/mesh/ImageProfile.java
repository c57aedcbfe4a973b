package io.mirrorexperiment.sandbox.mesh;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How containers of one image behave.
 *
 * @param latency the time over a request, without its calls
 * @param errors share of requests answered with {@code errorStatus}, 0 to 1
 * @param errorStatus status of the failed ones, 400 to 599
 * @param stalls share of requests that take {@link #STALL} longer, 0 to 1
 * @param startUp from the container's start until it is ready
 * @param neverReady the reason a kubelet reports if the container never becomes ready, as {@code ImagePullBackOff} or
 *     {@code CrashLoopBackOff}
 * @param calls what is called in order before answering; a call answered with 500 or more fails the request
 * @param responseSize bytes of the answer's body
 * @param strain what serving costs another workload
 * @param tcp whether it serves plain connections, as a database does, instead of requests
 */
public record ImageProfile(
        Latency latency,
        double errors,
        int errorStatus,
        double stalls,
        Duration startUp,
        Optional<String> neverReady,
        List<Call> calls,
        int responseSize,
        Optional<Strain> strain,
        boolean tcp) {
    /** How long a stalled request takes beyond its latency. */
    public static final Duration STALL = Duration.ofSeconds(2);

    /** Answers in 10 ms ± 2 ms, never fails, is ready after 100 ms. */
    public static final ImageProfile STEADY = new ImageProfile(
            new Latency.Normal(Duration.ofMillis(10), Duration.ofMillis(2)),
            0,
            500,
            0,
            Duration.ofMillis(100),
            Optional.empty(),
            List.of(),
            256,
            Optional.empty(),
            false);

    /** Checks the ranges. */
    public ImageProfile {
        share("errors", errors);
        share("stalls", stalls);
        require(errorStatus >= 400 && errorStatus <= 599, "status must be 400 to 599, but is " + errorStatus);
        require(!startUp.isNegative(), "start-up can't be negative, but is " + startUp);
        require(responseSize >= 0, "size can't be negative, but is " + responseSize);
        calls = List.copyOf(calls);
    }

    /**
     * A request to another service, or a plain connection to it.
     *
     * @param authority host and port as a client writes them, as {@code reviews:9080}
     * @param path with its leading slash, or empty for a plain connection
     */
    public record Call(String authority, String path) {
        private static final String TCP = "tcp://";

        /** Reads {@code host:port/path}, or {@code tcp://host:port}. */
        public static Call of(String text) {
            if (text.startsWith(TCP) && text.indexOf('/', TCP.length()) < 0 && text.indexOf(':', TCP.length()) > 0) {
                return new Call(text.substring(TCP.length()), "");
            }
            int slash = text.indexOf('/');
            require(
                    slash > 0 && !text.startsWith(TCP),
                    "a call is written host:port/path or tcp://host:port, but is '" + text + "'");
            return new Call(text.substring(0, slash), text.substring(slash));
        }

        /** Whether it is a plain connection. */
        public boolean tcp() {
            return path.isEmpty();
        }
    }

    /**
     * What serving a request costs another workload, as when both use one database. While requests of this image are
     * under way, and for {@link #LINGERS} after, the other workload's requests take longer and fail more.
     *
     * @param workload name of the one that suffers, as {@code reviews-v1}
     * @param slower added to each of its requests
     * @param errors share of its requests that fail besides, 0 to 1
     */
    public record Strain(String workload, Duration slower, double errors) {
        /** How long a request is felt after its end. */
        public static final Duration LINGERS = Duration.ofMillis(500);

        /** Checks the ranges. */
        public Strain {
            share("strain's errors", errors);
            require(!slower.isNegative(), "a strain can't make faster, but is " + slower);
        }
    }

    /**
     * A profile like {@code base} but for what the text says.
     *
     * @param text pairs as in {@code errors=0.05,latency=20ms±5ms}; the words are those of {@link ProfileText}
     * @throws IllegalArgumentException with a sentence for the user, if the text is not of this form
     */
    public static ImageProfile parse(ImageProfile base, String text) {
        return ProfileText.apply(base, text);
    }

    /** The same with another latency. */
    public ImageProfile withLatency(Latency other) {
        return new ImageProfile(
                other, errors, errorStatus, stalls, startUp, neverReady, calls, responseSize, strain, tcp);
    }

    /** The same with another share of errors. */
    public ImageProfile withErrors(double share) {
        return new ImageProfile(
                latency, share, errorStatus, stalls, startUp, neverReady, calls, responseSize, strain, tcp);
    }

    /** The same with another status for errors. */
    public ImageProfile withErrorStatus(int status) {
        return new ImageProfile(latency, errors, status, stalls, startUp, neverReady, calls, responseSize, strain, tcp);
    }

    /** The same with another share of stalls. */
    public ImageProfile withStalls(double share) {
        return new ImageProfile(
                latency, errors, errorStatus, share, startUp, neverReady, calls, responseSize, strain, tcp);
    }

    /** The same with another start-up time. */
    public ImageProfile withStartUp(Duration time) {
        return new ImageProfile(
                latency, errors, errorStatus, stalls, time, neverReady, calls, responseSize, strain, tcp);
    }

    /** The same, but never ready, for that reason. */
    public ImageProfile withNeverReady(String reason) {
        return new ImageProfile(
                latency, errors, errorStatus, stalls, startUp, Optional.of(reason), calls, responseSize, strain, tcp);
    }

    /** The same with other calls. */
    public ImageProfile withCalls(List<Call> others) {
        return new ImageProfile(
                latency, errors, errorStatus, stalls, startUp, neverReady, others, responseSize, strain, tcp);
    }

    /** The same with another size of answers, in bytes. */
    public ImageProfile withResponseSize(int size) {
        return new ImageProfile(latency, errors, errorStatus, stalls, startUp, neverReady, calls, size, strain, tcp);
    }

    /** The same, straining another workload. */
    public ImageProfile withStrain(Strain other) {
        return new ImageProfile(
                latency,
                errors,
                errorStatus,
                stalls,
                startUp,
                neverReady,
                calls,
                responseSize,
                Optional.of(other),
                tcp);
    }

    /** The same, serving plain connections. */
    public ImageProfile withTcp() {
        return new ImageProfile(
                latency, errors, errorStatus, stalls, startUp, neverReady, calls, responseSize, strain, true);
    }

    private static void share(String name, double value) {
        require(value >= 0 && value <= 1, name + " must be a share from 0 to 1, but is " + value);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
