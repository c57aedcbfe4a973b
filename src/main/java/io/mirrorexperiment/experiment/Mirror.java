package io.mirrorexperiment.experiment;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
 * @param shift percent of users' requests that each live version gets while the run lasts, by the label {@code version} of their pods;
 *     empty where the routes decide
 */
public record Mirror(
        Via via,
        double percent,
        List<String> methods,
        Optional<String> route,
        Duration settle,
        Duration flowWithin,
        Optional<String> host,
        Optional<String> given,
        Optional<Map<String, Integer>> shift) {
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
        this(via, percent, methods, route, settle, flowWithin, host, Optional.empty(), Optional.empty());
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
        shift = shift.map(Map::copyOf);
        shift.ifPresent(Mirror::check);
    }

    private static void check(Map<String, Integer> weights) {
        boolean whole = weights.values().stream().allMatch(weight -> weight >= 0 && weight <= 100);
        int sum = weights.values().stream().mapToInt(Integer::intValue).sum();
        if (!whole || sum != 100) {
            throw new IllegalArgumentException("weights must be from 0 to 100 and add up to 100: " + weights);
        }
    }

    /** The same with a route that is given. */
    public Mirror along(String routes) {
        return new Mirror(via, percent, methods, route, settle, flowWithin, host, Optional.of(routes), shift);
    }

    /** The same with users' requests divided. */
    public Mirror shifting(Map<String, Integer> weights) {
        return new Mirror(via, percent, methods, route, settle, flowWithin, host, given, Optional.of(weights));
    }

    /** Which version gets how much of users' requests meanwhile, in words; empty where the routes decide. */
    public Optional<String> shiftWords() {
        return shift.map(weights -> new TreeMap<>(weights)
                .entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue() + " %")
                        .collect(Collectors.joining(", ")));
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
        /** HTTPRoutes of the Gateway API. */
        GATEWAY_API,
        /** Contour's HTTPProxies. */
        CONTOUR,
        /** Traefik's IngressRoutes and TraefikServices. */
        TRAEFIK,
        /** A mirror that the user has set up and keeps; we only observe. */
        EXISTING;

        /** The word in a spec. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        /** Whether a version is a Service there, so that live traffic goes over as a whole and not by weights. */
        public boolean byServices() {
            return this == GATEWAY_API || this == CONTOUR || this == TRAEFIK;
        }

        /** Whether a provider of that word tells versions apart by Services. */
        public static boolean byServices(String provider) {
            return java.util.Arrays.stream(values())
                    .anyMatch(via -> via.byServices() && via.word().equals(provider));
        }
    }
}
