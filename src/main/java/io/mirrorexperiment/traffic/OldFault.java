package io.mirrorexperiment.traffic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Faults of an old rule as faults of today.
 *
 * @param rule whose they are
 * @param losses takes what is left out
 */
record OldFault(OldRule rule, OldLosses losses) {
    private static final String PATH = "spec.httpFault.";

    Map<String, Object> today() {
        Map<String, Object> old = Fields.map(rule.spec(), "httpFault");
        Map<String, Object> fault = new LinkedHashMap<>();
        delay(Fields.map(old, "delay")).ifPresent(delay -> fault.put("delay", delay));
        abort(Fields.map(old, "abort")).ifPresent(abort -> fault.put("abort", abort));
        return fault;
    }

    private Optional<Map<String, Object>> delay(Map<String, Object> old) {
        header(old, "delay");
        if (old.containsKey("exponentialDelay")) {
            lost("delay.exponentialDelay", "Istio delays by a fixed time only, so there is no delay");
        }
        return Fields.text(old, "fixedDelay").map(text -> share(old, "fixedDelay", text));
    }

    private Optional<Map<String, Object>> abort(Map<String, Object> old) {
        header(old, "abort");
        if (old.containsKey("http2Error")) {
            lost("abort.http2Error", "Istio answers with a status of HTTP or gRPC only, so nothing is aborted");
        }
        return Fields.number(old, "httpStatus")
                .map(status -> share(old, "httpStatus", status))
                .or(() -> Fields.text(old, "grpcStatus").map(status -> share(old, "grpcStatus", status)));
    }

    /** Without a percentage all requests are meant. */
    private static Map<String, Object> share(Map<String, Object> old, String word, Object value) {
        Map<String, Object> today = new LinkedHashMap<>();
        today.put("percentage", Map.of("value", Fields.number(old, "percent").orElse(100)));
        today.put(word, value);
        return today;
    }

    private void header(Map<String, Object> old, String kind) {
        if (old.containsKey("overrideHeaderName")) {
            lost(kind + ".overrideHeaderName", "it was never obeyed, and there is no such field today");
        }
    }

    private void lost(String path, String why) {
        losses.lost(rule.manifest(), PATH + path + " is left out: " + why);
    }
}
