package io.mirrorexperiment.traffic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The conditions of an old rule as a match of today. A condition that can't be said today leaves no match: without it the rule would take
 * requests that it never took.
 *
 * @param rule whose conditions they are
 * @param sourceLabel label of pods whose value is the name of their Service, if the user says that there is one
 */
record OldMatch(OldRule rule, Optional<String> sourceLabel) {
    private static final Set<String> PARTS = Set.of("uri", "scheme", "method", "authority");

    /** What RE2, with which Envoy matches today, does not have of ECMAScript. */
    private static final Pattern FOREIGN = Pattern.compile("\\(\\?(=|!|<=|<!)|\\\\[1-9]");

    private Map<String, Object> written() {
        return Fields.map(rule.spec(), "match");
    }

    /** Why it can't be said; empty if it can. */
    Optional<String> obstacle() {
        if (written().containsKey("tcp") || written().containsKey("udp")) {
            return Optional.of(
                    "spec.match tells connections apart by addresses (tcp, udp), which Istio did not do either; write"
                            + " a route under tcp by hand");
        }
        return source().flatMap(this::sourceObstacle).or(this::foreign);
    }

    private Optional<OldService> source() {
        return Optional.ofNullable(written().get("source")).map(source -> OldService.of(source, rule.home()));
    }

    private Optional<String> sourceObstacle(OldService source) {
        return sourceLabel.isPresent() || source.name().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        ("spec.match.source names the Service %s, and today clients are told by their own labels only; say"
                                        + " which label has that name with --source-label, as in --source-label app")
                                .formatted(source.name()));
    }

    private Optional<String> foreign() {
        return conditions().entrySet().stream()
                .filter(each -> each.getValue() instanceof Map<?, ?> map
                        && map.get("regex") instanceof String regex
                        && FOREIGN.matcher(regex).find())
                .findFirst()
                .map(each -> "the regular expression for '" + each.getKey()
                        + "' looks ahead, behind or back, which RE2, used today, cannot; write it plainer");
    }

    private Map<String, Object> conditions() {
        Map<String, Object> all = new LinkedHashMap<>(Fields.map(written(), "httpHeaders"));
        all.putAll(Fields.map(Fields.map(written(), "request"), "headers"));
        return all;
    }

    /** As one item of {@code match}. */
    Map<String, Object> today() {
        Map<String, Object> match = new LinkedHashMap<>();
        Map<String, Object> headers = new LinkedHashMap<>();
        conditions().forEach((name, condition) -> (PARTS.contains(name) ? match : headers).put(name, text(condition)));
        put(match, "headers", headers);
        Map<String, Object> labels = new LinkedHashMap<>(OldService.labels(written(), "sourceTags"));
        source().ifPresent(source -> {
            sourceLabel.filter(any -> !source.name().isEmpty()).ifPresent(label -> labels.put(label, source.name()));
            labels.putAll(source.labels());
        });
        put(match, "sourceLabels", labels);
        source().map(OldService::namespace)
                .filter(namespace -> !namespace.isEmpty())
                .ifPresent(namespace -> match.put("sourceNamespace", namespace));
        return match;
    }

    private static Object text(Object condition) {
        return condition instanceof Map ? condition : Map.of("exact", condition);
    }

    private static void put(Map<String, Object> match, String word, Map<String, Object> value) {
        if (!value.isEmpty()) {
            match.put(word, value);
        }
    }
}
