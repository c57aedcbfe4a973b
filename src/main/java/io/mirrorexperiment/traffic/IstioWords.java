package io.mirrorexperiment.traffic;

import io.mirrorexperiment.traffic.scenario.CircuitBreaker;
import io.mirrorexperiment.traffic.scenario.Condition;
import io.mirrorexperiment.traffic.scenario.Fault;
import io.mirrorexperiment.traffic.scenario.Match;
import io.mirrorexperiment.traffic.scenario.Retries;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Parts of scenarios in the words of Istio's API. */
final class IstioWords {
    private IstioWords() {}

    static Map<String, Object> condition(Condition condition) {
        Map<String, Object> fields = new LinkedHashMap<>();
        condition.uri().ifPresent(uri -> fields.put("uri", match(uri)));
        condition.method().ifPresent(method -> fields.put("method", match(method)));
        condition.authority().ifPresent(authority -> fields.put("authority", match(authority)));
        texts(fields, "headers", condition.headers());
        texts(fields, "queryParams", condition.queries());
        if (!condition.sourceLabels().isEmpty()) {
            fields.put("sourceLabels", condition.sourceLabels());
        }
        return fields;
    }

    static Map<String, Object> fault(Fault fault) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fault.delay().ifPresent(delay -> {
            Map<String, Object> delayed = new LinkedHashMap<>();
            delayed.put("percentage", percentage(delay.percent()));
            delayed.put("fixedDelay", seconds(delay.time()));
            fields.put("delay", delayed);
        });
        fault.abort().ifPresent(abort -> {
            Map<String, Object> aborted = new LinkedHashMap<>();
            aborted.put("percentage", percentage(abort.percent()));
            aborted.put("httpStatus", abort.status());
            fields.put("abort", aborted);
        });
        return fields;
    }

    static Map<String, Object> retries(Retries retries) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("attempts", retries.attempts());
        retries.perTry().ifPresent(time -> fields.put("perTryTimeout", seconds(time)));
        retries.on().ifPresent(on -> fields.put("retryOn", on));
        return fields;
    }

    static Map<String, Object> pool(CircuitBreaker.Pool pool) {
        Map<String, Object> tcp = new LinkedHashMap<>();
        number(tcp, "maxConnections", pool.connections());
        pool.connectTimeout().ifPresent(time -> tcp.put("connectTimeout", seconds(time)));
        Map<String, Object> http = new LinkedHashMap<>();
        number(http, "http1MaxPendingRequests", pool.pending());
        number(http, "http2MaxRequests", pool.requests());
        number(http, "maxRequestsPerConnection", pool.perConnection());
        number(http, "maxRetries", pool.retries());
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!tcp.isEmpty()) {
            fields.put("tcp", tcp);
        }
        if (!http.isEmpty()) {
            fields.put("http", http);
        }
        return fields;
    }

    static Map<String, Object> outliers(CircuitBreaker.Outliers outliers) {
        Map<String, Object> fields = new LinkedHashMap<>();
        number(fields, "consecutive5xxErrors", outliers.errors());
        number(fields, "consecutiveGatewayErrors", outliers.gatewayErrors());
        outliers.interval().ifPresent(time -> fields.put("interval", seconds(time)));
        outliers.ejection().ifPresent(time -> fields.put("baseEjectionTime", seconds(time)));
        number(fields, "maxEjectionPercent", outliers.maxPercent());
        return fields;
    }

    static Map<String, Object> percentage(double percent) {
        return Map.of("value", Mirroring.number(percent));
    }

    /** In seconds, the only unit that every reader of protobuf's durations knows. */
    static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + "s";
    }

    private static Map<String, Object> match(Match match) {
        return Map.of(match.how().word(), match.text());
    }

    private static void texts(Map<String, Object> fields, String key, Map<String, Match> matches) {
        if (!matches.isEmpty()) {
            Map<String, Object> texts = new LinkedHashMap<>();
            matches.forEach((name, match) -> texts.put(name, match(match)));
            fields.put(key, texts);
        }
    }

    private static void number(Map<String, Object> fields, String key, OptionalInt number) {
        number.ifPresent(value -> fields.put(key, value));
    }
}
