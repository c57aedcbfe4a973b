package io.mirrorexperiment.traffic;

import io.mirrorexperiment.traffic.scenario.Copy;
import io.mirrorexperiment.traffic.scenario.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The rules of a scenario in an HTTPRoute: copies of a user's rule with ours written into them, right before it. The API asks rules by how
 * closely they match and only then by their order; ours match at least as closely as the rule that they are copies of.
 */
final class HttpRouteRules {
    private static final int DENOMINATOR = 100_000;

    private final VersionServices services;
    private final List<Rule> rules;

    HttpRouteRules(VersionServices services, List<Rule> rules) {
        this.services = services;
        this.rules = rules;
    }

    /** What goes before a rule. */
    List<Map<String, Object>> before(Map<String, Object> users, Map<String, Object> reference) {
        List<Map<String, Object>> ours = new ArrayList<>();
        for (Rule rule : rules) {
            List<HttpRouteMatch> matches = matches(users, rule);
            if (!matches.isEmpty()) {
                ours.addAll(written(users, reference, rule, matches));
            }
        }
        return ours;
    }

    /** The conditions of a user's rule and of ours together. */
    static List<HttpRouteMatch> matches(Map<String, Object> users, Rule rule) {
        return users(users).stream()
                .flatMap(one -> ours(rule).stream().flatMap(other -> one.and(other).stream()))
                .toList();
    }

    static List<HttpRouteMatch> users(Map<String, Object> rule) {
        List<Map<String, Object>> matches = Fields.maps(rule, "matches");
        return (matches.isEmpty() ? Stream.of(Map.<String, Object>of()) : matches.stream())
                .map(HttpRouteMatch::new)
                .toList();
    }

    static List<HttpRouteMatch> ours(Rule rule) {
        return rule.takesAll()
                ? List.of(new HttpRouteMatch(Map.of()))
                : rule.conditions().stream().map(HttpRouteMatch::of).toList();
    }

    private List<Map<String, Object>> written(
            Map<String, Object> users, Map<String, Object> reference, Rule rule, List<HttpRouteMatch> matches) {
        Map<String, Object> plain = plain(users, reference, rule, matches);
        List<Copy> copies = rule.mirrors().copies();
        if (copies.isEmpty()) {
            return List.of(plain);
        }
        List<String> methods = rule.mirrors().methods();
        if (!new Methods(methods).limited()) {
            return List.of(mirrored(plain, reference, copies));
        }
        List<HttpRouteMatch> limited = matches.stream()
                .flatMap(match -> match.method().isPresent()
                        ? Stream.of(match)
                                .filter(one -> methods.contains(one.method().orElse("")))
                        : methods.stream().map(match::withMethod))
                .toList();
        return limited.isEmpty()
                ? List.of(plain)
                : List.of(mirrored(plain(users, reference, rule, limited), reference, copies), plain);
    }

    private Map<String, Object> plain(
            Map<String, Object> users, Map<String, Object> reference, Rule rule, List<HttpRouteMatch> matches) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("matches", matches.stream().map(HttpRouteMatch::fields).toList());
        users.forEach(fields::putIfAbsent);
        fields.remove("name");
        if (!rule.shares().isEmpty()) {
            fields.put(
                    HttpRoute.BACKENDS,
                    rule.shares().stream()
                            .map(share -> Fields.with(
                                    to(reference, services.name(share.version())), "weight", share.weight()))
                            .toList());
        }
        rule.timeout()
                .ifPresent(time ->
                        fields.put("timeouts", Fields.with(Fields.map(users, "timeouts"), "request", duration(time))));
        return fields;
    }

    private Map<String, Object> mirrored(Map<String, Object> plain, Map<String, Object> reference, List<Copy> copies) {
        List<Map<String, Object>> filters = new ArrayList<>(Fields.maps(plain, "filters"));
        for (Copy copy : copies) {
            Map<String, Object> mirror = new LinkedHashMap<>();
            mirror.put("backendRef", Fields.without(to(reference, services.name(copy.version())), "weight"));
            share(copy.percent(), mirror);
            Map<String, Object> filter = new LinkedHashMap<>();
            filter.put("type", "RequestMirror");
            filter.put("requestMirror", mirror);
            filters.add(filter);
        }
        return Fields.with(plain, "filters", filters);
    }

    /** The API knows whole percents, and fractions of whole numbers. */
    private static void share(double percent, Map<String, Object> mirror) {
        if (percent == Math.rint(percent)) {
            mirror.put("percent", (int) percent);
        } else {
            Map<String, Object> fraction = new LinkedHashMap<>();
            fraction.put("numerator", (int) Math.max(1, Math.round(percent * DENOMINATOR / 100)));
            fraction.put("denominator", DENOMINATOR);
            mirror.put("fraction", fraction);
        }
    }

    /** A reference with everything written out that a server would add. */
    private static Map<String, Object> to(Map<String, Object> reference, String service) {
        Map<String, Object> to = new LinkedHashMap<>();
        to.put("group", "");
        to.put("kind", "Service");
        to.put("name", service);
        reference.forEach(to::putIfAbsent);
        return to;
    }

    /** As the API asks: whole numbers with units. */
    static String duration(Duration time) {
        return time.toMillisPart() == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}
