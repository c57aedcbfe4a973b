package io.mirrorexperiment.traffic;

import io.mirrorexperiment.graph.Service;
import io.mirrorexperiment.graph.Treatment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a DestinationRule does to requests, its subsets and ports included. */
final class RuleTreatments {
    private static final String POLICY = "trafficPolicy";

    private RuleTreatments() {}

    static Stream<Treatment> of(DestinationRule rule) {
        Service service = Aims.service(rule.host(), rule.namespace());
        Map<String, Object> spec = rule.manifest().map("spec");
        Stream<Treatment> whole = policy(rule, service, Fields.map(spec, POLICY), "");
        Stream<Treatment> subsets = Fields.maps(spec, "subsets").stream()
                .flatMap(subset -> policy(
                        rule,
                        service,
                        Fields.map(subset, POLICY),
                        " of subset " + Fields.text(subset, "name").orElse("")));
        return Stream.concat(whole, subsets);
    }

    private static Stream<Treatment> policy(
            DestinationRule rule, Service service, Map<String, Object> policy, String whose) {
        List<Map<String, Object>> all = new ArrayList<>(List.of(policy));
        all.addAll(Fields.maps(policy, "portLevelSettings"));
        return all.stream()
                .flatMap(each -> Stream.concat(
                        limits(rule, service, each, whose).stream(), ejection(rule, service, each, whose).stream()));
    }

    private static Optional<Treatment> limits(
            DestinationRule rule, Service service, Map<String, Object> policy, String whose) {
        Map<String, Object> pool = Fields.map(policy, "connectionPool");
        Map<String, Object> limits = new LinkedHashMap<>();
        number(pool, "tcp", "maxConnections", limits);
        number(pool, "http", "http1MaxPendingRequests", limits);
        number(pool, "http", "http2MaxRequests", limits);
        number(pool, "http", "maxRequestsPerConnection", limits);
        String words = limits.entrySet().stream()
                .map(limit -> limit.getKey() + " " + limit.getValue())
                .collect(Collectors.joining(", "));
        return limits.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        treatment(Treatment.Kind.LIMIT, rule, service, "limits connections" + whose + ": " + words));
    }

    private static Optional<Treatment> ejection(
            DestinationRule rule, Service service, Map<String, Object> policy, String whose) {
        Map<String, Object> outliers = Fields.map(policy, "outlierDetection");
        String errors = Fields.number(outliers, "consecutive5xxErrors")
                .or(() -> Fields.number(outliers, "consecutiveErrors"))
                .map(count -> " after " + count + (count.intValue() == 1 ? " error" : " errors in a row"))
                .orElse("");
        return outliers.isEmpty()
                ? Optional.empty()
                : Optional.of(treatment(Treatment.Kind.EJECTION, rule, service, "leaves out pods" + whose + errors));
    }

    private static void number(Map<String, Object> pool, String part, String word, Map<String, Object> limits) {
        Fields.number(Fields.map(pool, part), word).ifPresent(value -> limits.put(word, value));
    }

    private static Treatment treatment(Treatment.Kind kind, DestinationRule rule, Service service, String words) {
        return new Treatment(kind, service, rule.words(), words, OptionalDouble.empty(), Optional.empty());
    }
}
