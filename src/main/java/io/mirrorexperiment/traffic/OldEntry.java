package io.mirrorexperiment.traffic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes of one RouteRule one item of a VirtualService's {@code http} list. Not thread-safe; lives for one call. */
final class OldEntry {
    /** What Istio 0.x had Envoy retry. */
    private static final String RETRIED = "5xx,connect-failure,refused-stream";

    private final OldRule rule;
    private final OldSubsets subsets;
    private final OldLosses losses;
    private final Map<String, Object> entry = new LinkedHashMap<>();

    private OldEntry(OldRule rule, OldSubsets subsets, OldLosses losses) {
        this.rule = rule;
        this.subsets = subsets;
        this.losses = losses;
    }

    /** The item; empty if the rule is left out, which is then said. */
    static Optional<Map<String, Object>> of(
            OldRule rule, OldSubsets subsets, Optional<String> sourceLabel, OldLosses losses) {
        OldMatch match = new OldMatch(rule, sourceLabel);
        Optional<String> obstacle = match.obstacle();
        if (obstacle.isPresent()) {
            losses.lost(rule.manifest(), "is left out as a whole: " + obstacle.get());
            return Optional.empty();
        }
        OldEntry made = new OldEntry(rule, subsets, losses);
        made.entry.put("name", rule.manifest().name());
        if (!rule.takesAll()) {
            made.entry.put("match", List.of(match.today()));
        }
        made.ways();
        made.limits();
        made.extras();
        return Optional.of(made.entry);
    }

    private Map<String, Object> spec() {
        return rule.spec();
    }

    private void ways() {
        Map<String, Object> redirect = Fields.map(spec(), "redirect");
        if (spec().containsKey("redirect")) {
            Map<String, Object> today = new LinkedHashMap<>(redirect);
            today.put("redirectCode", 302);
            entry.put("redirect", today);
            losses.note(
                    rule.manifest(), "spec.redirect answered 302; today's default is 301, so redirectCode is written");
            return;
        }
        if (spec().containsKey("rewrite")) {
            entry.put("rewrite", Fields.map(spec(), "rewrite"));
        }
        entry.put("route", rule.legs(subsets));
        rule.mirror().ifPresent(mirror -> {
            entry.put(Copies.MIRROR, rule.reached(mirror, subsets));
            entry.put(Copies.PERCENTAGE, Map.of("value", 100));
        });
    }

    private void limits() {
        Map<String, Object> timeout = Fields.map(spec(), "httpReqTimeout");
        Map<String, Object> simple = Fields.map(timeout, "simpleTimeout");
        Fields.text(simple, "timeout").ifPresent(text -> entry.put("timeout", text));
        lose(timeout, "custom", "spec.httpReqTimeout.custom", "is for other proxies than Envoy");
        lose(simple, "overrideHeaderName", "spec.httpReqTimeout.simpleTimeout.overrideHeaderName", NO_HEADER);
        Map<String, Object> retries = Fields.map(spec(), "httpReqRetries");
        Map<String, Object> attempts = Fields.map(retries, "simpleRetry");
        if (!attempts.isEmpty()) {
            entry.put("retries", retries(attempts));
        }
        lose(retries, "custom", "spec.httpReqRetries.custom", "is for other proxies than Envoy");
        lose(attempts, "overrideHeaderName", "spec.httpReqRetries.simpleRetry.overrideHeaderName", NO_HEADER);
    }

    private static final String NO_HEADER = "was never obeyed; there is no such field today";

    private static Map<String, Object> retries(Map<String, Object> simple) {
        Map<String, Object> retries = new LinkedHashMap<>();
        Number attempts = Fields.number(simple, "attempts").orElse(0);
        retries.put("attempts", attempts);
        if (attempts.intValue() > 0) {
            Fields.text(simple, "perTryTimeout").ifPresent(text -> retries.put("perTryTimeout", text));
            retries.put("retryOn", RETRIED);
        }
        return retries;
    }

    private void extras() {
        Map<String, Object> fault = new OldFault(rule, losses).today();
        if (!fault.isEmpty()) {
            entry.put("fault", fault);
        }
        lose(spec(), "l4Fault", "spec.l4Fault", "was never obeyed; Istio has no faults for TCP connections");
        if (spec().containsKey("corsPolicy")) {
            entry.put("corsPolicy", cors(Fields.map(spec(), "corsPolicy")));
        }
        Map<String, Object> headers = Fields.map(spec(), "appendHeaders");
        if (!headers.isEmpty()) {
            entry.put("headers", Map.of("request", Map.of("add", headers)));
        }
        if (Boolean.TRUE.equals(spec().get("websocketUpgrade"))) {
            losses.note(rule.manifest(), "spec.websocketUpgrade needs no word today: every route lets clients upgrade");
        }
    }

    private static Map<String, Object> cors(Map<String, Object> old) {
        Map<String, Object> cors = new LinkedHashMap<>();
        old.forEach((word, value) -> {
            if (word.equals("allowOrigin")) {
                cors.put(
                        "allowOrigins",
                        Fields.texts(old, word).stream()
                                .map(origin -> Map.of("exact", origin))
                                .toList());
            } else {
                cors.put(word, value);
            }
        });
        return cors;
    }

    private void lose(Map<String, Object> fields, String word, String path, String why) {
        if (fields.containsKey(word)) {
            losses.lost(rule.manifest(), path + " is left out: it " + why);
        }
    }
}
