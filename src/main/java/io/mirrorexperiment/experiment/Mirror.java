package io.mirrorexperiment.experiment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How copies of live traffic reach the dark version.
 *
 * @param via the traffic provider
 * @param percent share of the live requests to copy, over 0 and at most 100
 * @param methods HTTP methods to copy, upper case; the single word {@code *} copies all
 * @param route name of the route object to use where several could be meant
 * @param settle how long a change of a route needs to arrive everywhere in the mesh
 * @param flowWithin how long the first copies may take to arrive after the mirror opened
 * @param host the name that users of a Knative Service call, where a route has to be made for it
 * @param given a DestinationRule and a VirtualService as YAML, after which the run makes its own where the service has no route yet
 */
public record Mirror(
        Via via,
        double percent,
        List<String> methods,
        Optional<String> route,
        Duration settle,
        Duration flowWithin,
        Optional<String> host,
        Optional<String> given) {
    /** Every method, without a limit. */
    public static final List<String> ALL_METHODS = List.of("*");

    /** The methods that are safe to repeat (RFC 9110, section 9.2.1), less TRACE. */
    public static final List<String> SAFE_METHODS = List.of("GET", "HEAD", "OPTIONS");

    /** One whose routes are there, or can be made by the service's own name. */
    public Mirror(
            Via via,
            double percent,
            List<String> methods,
            Optional<String> route,
            Duration settle,
            Duration flowWithin) {
        this(via, percent, methods, route, settle, flowWithin, Optional.empty());
    }

    /** One whose route is not given. */
    public Mirror(
            Via via,
            double percent,
            List<String> methods,
            Optional<String> route,
            Duration settle,
            Duration flowWithin,
            Optional<String> host) {
        this(via, percent, methods, route, settle, flowWithin, host, Optional.empty());
    }

    /** Copies and checks. */
    public Mirror {
        methods = List.copyOf(methods);
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("mirror percent must be over 0 and at most 100, was " + percent);
        }
        if (settle.isNegative() || flowWithin.isNegative()) {
            throw new IllegalArgumentException("mirror times must not be negative: " + settle + ", " + flowWithin);
        }
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("mirror methods must not be empty");
        }
    }

    /** The same with a route that is given. */
    public Mirror along(String routes) {
        return new Mirror(via, percent, methods, route, settle, flowWithin, host, Optional.of(routes));
    }

    /** Whether only some methods are copied. */
    public boolean limitsMethods() {
        return !methods.equals(ALL_METHODS);
    }

    /** Who moves the traffic. */
    public enum Via {
        /** What the cluster has. */
        AUTO,
        /** VirtualService and DestinationRule. */
        ISTIO,
        /** A mirror that the user has set up and keeps; we only observe. */
        EXISTING;

        /** The word in a spec. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
