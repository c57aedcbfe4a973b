package io.mirrorexperiment.spec;

import java.util.Map;
import java.util.Optional;

/**
 * The fields of {@code config.istio.io/v1alpha2}, after {@code routing/v1alpha1/*.proto} of istio/api, with the spellings of the
 * version before ({@code httpHeaders}, {@code sourceTags}, {@code tags}, a service as one text).
 */
final class OldShapes {
    private static final Form<Object> TEXTS = Shape.free(Shape.TEXT);
    private static final Form<Object> AMOUNT = Shape.whole(0, Integer.MAX_VALUE);
    private static final Form<Object> PERCENT = Shape.number(0, 100);

    private static final Form<Object> SERVICE = Shape.either(
            Shape.fields(Map.of(
                    "name", Shape.TEXT,
                    "namespace", Shape.TEXT,
                    "domain", Shape.TEXT,
                    "service", Shape.TEXT,
                    "labels", TEXTS)),
            Shape.TEXT);

    private static final Form<Object> CONDITION = Shape.either(OldShapes::condition, Shape.TEXT);

    private static final Form<Object> ADDRESSES =
            Shape.fields(Map.of("sourceSubnet", Shape.list(Shape.TEXT), "destinationSubnet", Shape.list(Shape.TEXT)));

    private static final Form<Object> MATCH = Shape.fields(Map.of(
            "source", SERVICE,
            "tcp", ADDRESSES,
            "udp", ADDRESSES,
            "request", Shape.fields(Map.of("headers", Shape.free(CONDITION))),
            "httpHeaders", Shape.free(CONDITION),
            "sourceTags", TEXTS));

    private static final Form<Object> LEG = Shape.fields(Map.of(
            "destination", SERVICE,
            "labels", TEXTS,
            "tags", TEXTS,
            "weight", Shape.whole(0, 100)));

    private static final Form<Object> PLACE = Shape.fields(Map.of("uri", Shape.TEXT, "authority", Shape.TEXT));

    private static final Form<Object> TIMEOUT = Shape.fields(Map.of(
            "simpleTimeout",
            Shape.fields(Map.of("timeout", Shape.DURATION, "overrideHeaderName", Shape.TEXT)),
            "custom",
            Shape.ANY));

    private static final Form<Object> RETRY = Shape.fields(Map.of(
            "simpleRetry",
            Shape.fields(Map.of("attempts", AMOUNT, "perTryTimeout", Shape.DURATION, "overrideHeaderName", Shape.TEXT)),
            "custom",
            Shape.ANY));

    private static final Form<Object> FAULT = Shape.fields(Map.of(
            "delay",
            Shape.fields(Map.of(
                    "percent", PERCENT,
                    "fixedDelay", Shape.DURATION,
                    "exponentialDelay", Shape.DURATION,
                    "overrideHeaderName", Shape.TEXT)),
            "abort",
            Shape.fields(Map.of(
                    "percent", PERCENT,
                    "httpStatus", Shape.whole(200, 599),
                    "grpcStatus", Shape.TEXT,
                    "http2Error", Shape.TEXT,
                    "overrideHeaderName", Shape.TEXT))));

    private static final Form<Object> OPAQUE_FAULT = Shape.fields(Map.of(
            "throttle",
            Shape.fields(Map.of(
                    "percent", PERCENT,
                    "downstreamLimitBps", Shape.ANY,
                    "upstreamLimitBps", Shape.ANY,
                    "throttleAfterPeriod", Shape.DURATION,
                    "throttleAfterBytes", Shape.ANY,
                    "throttleForPeriod", Shape.DURATION)),
            "terminate",
            Shape.fields(Map.of("percent", PERCENT, "terminateAfterPeriod", Shape.DURATION))));

    private static final Form<Object> CORS = Shape.fields(Map.of(
            "allowOrigin", Shape.list(Shape.TEXT),
            "allowMethods", Shape.list(Shape.TEXT),
            "allowHeaders", Shape.list(Shape.TEXT),
            "exposeHeaders", Shape.list(Shape.TEXT),
            "maxAge", Shape.DURATION,
            "allowCredentials", Shape.TRUTH));

    static final Form<Object> ROUTE_RULE = Shape.fields(Map.ofEntries(
            Map.entry("destination", SERVICE),
            Map.entry("precedence", Shape.whole(-999_999_999, 999_999_999)),
            Map.entry("match", MATCH),
            Map.entry("route", Shape.list(LEG)),
            Map.entry("redirect", PLACE),
            Map.entry("rewrite", PLACE),
            Map.entry("websocketUpgrade", Shape.TRUTH),
            Map.entry("httpReqTimeout", TIMEOUT),
            Map.entry("httpReqRetries", RETRY),
            Map.entry("httpFault", FAULT),
            Map.entry("l4Fault", OPAQUE_FAULT),
            Map.entry("mirror", SERVICE),
            Map.entry("corsPolicy", CORS),
            Map.entry("appendHeaders", TEXTS)));

    private static final Form<Object> BREAKER = Shape.fields(Map.of(
            "maxConnections", AMOUNT,
            "httpMaxPendingRequests", AMOUNT,
            "httpMaxRequests", AMOUNT,
            "sleepWindow", Shape.DURATION,
            "httpConsecutiveErrors", AMOUNT,
            "httpDetectionInterval", Shape.DURATION,
            "httpMaxRequestsPerConnection", AMOUNT,
            "httpMaxEjectionPercent", Shape.whole(0, 100),
            "httpMaxRetries", AMOUNT));

    static final Form<Object> POLICY = Shape.fields(Map.of(
            "destination",
            SERVICE,
            "source",
            SERVICE,
            "loadBalancing",
            Shape.fields(Map.of("name", Shape.word("ROUND_ROBIN", "LEAST_CONN", "RANDOM"), "custom", Shape.ANY)),
            "circuitBreaker",
            Shape.fields(Map.of("simpleCb", BREAKER, "custom", Shape.ANY)),
            "custom",
            Shape.ANY));

    static final Form<Object> EGRESS = Shape.fields(Map.of(
            "destination",
            SERVICE,
            "ports",
            Shape.list(Shape.fields(Map.of("port", Shape.whole(1, 65535), "protocol", Shape.TEXT))),
            "useEgressProxy",
            Shape.TRUTH));

    static final Form<Object> INGRESS = Shape.fields(Map.of(
            "port",
            Shape.whole(1, 65535),
            "tlsSecret",
            Shape.TEXT,
            "precedence",
            Shape.ANY,
            "match",
            MATCH,
            "destination",
            SERVICE,
            "destinationPort",
            Shape.whole(1, 65535),
            "destinationPortName",
            Shape.TEXT));

    private OldShapes() {}

    private static Optional<Object> condition(Field field) {
        if (field.piece() instanceof Piece.Mapping mapping && mapping.entries().size() != 1) {
            return field.wrong("must hold one of exact, prefix and regex, or be the exact text itself");
        }
        return Shape.fields(Map.of("exact", Shape.TEXT, "prefix", Shape.TEXT, "regex", Shape.TEXT))
                .read(field);
    }
}
