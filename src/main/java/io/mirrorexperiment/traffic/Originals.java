package io.mirrorexperiment.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The destinations of route entries as they were before a shift, kept in an annotation. They are found again by what the shift
 * made of them, not by their place, so that entries may come, go and move meanwhile. Not thread-safe; lives for one call.
 */
final class Originals {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final List<List<Leg>> left;

    private Originals(List<List<Leg>> left) {
        this.left = left;
    }

    static String write(List<List<Leg>> originals) {
        try {
            return JSON.writeValueAsString(originals.stream()
                    .map(legs -> legs.stream().map(Leg::fields).toList())
                    .toList());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("destinations of a route that are no JSON", e);
        }
    }

    /** What a route carries; empty if it carries nothing, or nothing that can be read. */
    static Optional<Originals> of(VirtualService route) {
        return route.manifest().annotation(Marks.BEFORE_SHIFT).flatMap(Originals::read);
    }

    /** Takes out the original of an entry; empty if somebody has changed the entry since. */
    Optional<List<Leg>> take(Entry shifted, ServiceHost host) {
        return take(shifted, host, false).or(() -> take(shifted, host, true));
    }

    /** Those that nobody took. */
    List<List<Leg>> left() {
        return List.copyOf(left);
    }

    private Optional<List<Leg>> take(Entry shifted, ServiceHost host, boolean unpinned) {
        Optional<List<Leg>> found = left.stream()
                .filter(legs -> matches(shifted, unpinned ? unpinned(legs) : legs, host))
                .findFirst();
        found.ifPresent(left::remove);
        return found.map(legs -> unpinned ? unpinned(legs) : legs);
    }

    private static boolean matches(Entry shifted, List<Leg> original, ServiceHost host) {
        Optional<Leg> first = shifted.legs().stream().findFirst();
        Optional<String> subset = first.flatMap(Leg::subset);
        long percent = first.map(Leg::weight).orElse(0L);
        return subset.isPresent()
                && percent >= 0
                && percent <= 100
                && Shifting.shifted(shifted.withLegs(original), host, subset.get(), (int) percent)
                        .legs()
                        .equals(shifted.legs());
    }

    private static List<Leg> unpinned(List<Leg> legs) {
        return legs.stream().map(leg -> leg.withoutSubset(Marks.LIVE)).toList();
    }

    private static Optional<Originals> read(String json) {
        try {
            JsonNode routes = JSON.readTree(json);
            return isListOfLists(routes) ? Optional.of(new Originals(legs(routes))) : Optional.empty();
        } catch (JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isListOfLists(JsonNode routes) {
        return routes.isArray()
                && elements(routes)
                        .allMatch(route -> route.isArray() && elements(route).allMatch(JsonNode::isObject));
    }

    private static List<List<Leg>> legs(JsonNode routes) {
        return new ArrayList<>(elements(routes)
                .map(route -> elements(route)
                        .map(leg -> new Leg(JSON.convertValue(leg, new TypeReference<Map<String, Object>>() {})))
                        .toList())
                .toList());
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
