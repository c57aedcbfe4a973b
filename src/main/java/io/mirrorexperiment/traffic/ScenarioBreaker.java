package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.scenario.CircuitBreaker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The limits of a circuit breaker in a DestinationRule's policy; what they replace is kept beside ours in an annotation. */
final class ScenarioBreaker {
    private static final String POLICY = "trafficPolicy";
    private static final String POOL = "connectionPool";
    private static final String OUTLIERS = "outlierDetection";
    private static final List<String> FIELDS = List.of(POOL, OUTLIERS);
    private static final String BEFORE = "before";
    private static final String OURS = "ours";
    private static final String WORDS = "words";

    private ScenarioBreaker() {}

    /** A rule with these limits instead of an earlier breaker's; parts of the pool that they do not name stay the user's. */
    static DestinationRule broken(DestinationRule rule, CircuitBreaker breaker) {
        DestinationRule bare = restored(rule);
        Map<String, Object> before = new LinkedHashMap<>();
        Map<String, Object> ours = new LinkedHashMap<>();
        wanted(breaker).forEach((field, limits) -> {
            Map<String, Object> users = bare.manifest().map("spec", POLICY, field);
            if (bare.manifest().at("spec", POLICY, field).isPresent()) {
                before.put(field, users);
            }
            ours.put(field, merged(users, limits));
        });
        DestinationRule after = bare;
        for (Map.Entry<String, Object> limits : ours.entrySet()) {
            after = after.with(object -> object.with(limits.getValue(), "spec", POLICY, limits.getKey()));
        }
        Map<String, Object> note = new LinkedHashMap<>();
        note.put(BEFORE, before);
        note.put(OURS, ours);
        note.put(WORDS, ScenarioWords.breaker(breaker));
        return after.with(object -> object.withAnnotation(ScenarioMarks.BREAKER, Note.write(note)));
    }

    /** A rule without our limits; not for one that is {@link #changed}. */
    static DestinationRule restored(DestinationRule rule) {
        return note(rule)
                .map(note -> restored(rule, Fields.map(note, BEFORE), Fields.map(note, OURS)))
                .orElse(rule);
    }

    /** Why our limits cannot be taken out; empty if they can, or there are none. */
    static Optional<String> changed(DestinationRule rule) {
        if (rule.manifest().annotation(ScenarioMarks.BREAKER).isEmpty()) {
            return Optional.empty();
        }
        Optional<Map<String, Object>> note = note(rule);
        boolean same = note.filter(read -> Fields.map(read, OURS).entrySet().stream()
                        .allMatch(field ->
                                Note.same(rule.manifest().map("spec", POLICY, field.getKey()), field.getValue())))
                .isPresent();
        return same
                ? Optional.empty()
                : Optional.of(("%s: its limits are no longer those of the scenario, so somebody has changed them since."
                                + " To keep what is there now, remove its annotation %s.")
                        .formatted(rule.words(), ScenarioMarks.BREAKER));
    }

    /** What a breaker of ours in a rule does, for people; empty if there is none. */
    static Optional<String> words(DestinationRule rule) {
        return note(rule).flatMap(note -> Fields.text(note, WORDS));
    }

    /** What keeps limits of a rule from holding for all requests, in sentences. */
    static Stream<String> obstacles(DestinationRule rule) {
        Manifest object = rule.manifest();
        Stream<String> ports = object.maps("spec", POLICY, "portLevelSettings").isEmpty()
                ? Stream.empty()
                : Stream.of("%s has portLevelSettings, which hide the limits of the whole service: move them up."
                        .formatted(rule.words()));
        Stream<String> subsets = object.maps("spec", "subsets").stream()
                .filter(subset -> FIELDS.stream()
                        .anyMatch(field -> Fields.map(subset, POLICY).containsKey(field)))
                .map(subset ->
                        "%s has limits of its own for subset '%s', which hide those of the service: move them up."
                                .formatted(
                                        rule.words(),
                                        Fields.text(subset, "name").orElse("")));
        return Stream.concat(ports, subsets);
    }

    private static DestinationRule restored(
            DestinationRule rule, Map<String, Object> before, Map<String, Object> ours) {
        DestinationRule after = rule.with(object -> object.withoutAnnotation(ScenarioMarks.BREAKER));
        for (String field : ours.keySet()) {
            after = after.with(object -> before.containsKey(field)
                    ? object.with(Fields.map(before, field), "spec", POLICY, field)
                    : object.without("spec", POLICY, field));
        }
        return after;
    }

    private static Map<String, Map<String, Object>> wanted(CircuitBreaker breaker) {
        Map<String, Map<String, Object>> wanted = new LinkedHashMap<>();
        breaker.pool().ifPresent(pool -> wanted.put(POOL, IstioWords.pool(pool)));
        breaker.outliers().ifPresent(outliers -> wanted.put(OUTLIERS, IstioWords.outliers(outliers)));
        return wanted;
    }

    private static Map<String, Object> merged(Map<String, Object> users, Map<String, Object> ours) {
        Map<String, Object> merged = new LinkedHashMap<>(users);
        ours.forEach((key, value) -> merged.put(
                key,
                value instanceof Map && users.get(key) instanceof Map
                        ? merged(Fields.map(users, key), Fields.map(ours, key))
                        : value));
        return merged;
    }

    private static Optional<Map<String, Object>> note(DestinationRule rule) {
        return rule.manifest()
                .annotation(ScenarioMarks.BREAKER)
                .flatMap(Note::map)
                .filter(note -> note.get(BEFORE) instanceof Map && note.get(OURS) instanceof Map);
    }
}
