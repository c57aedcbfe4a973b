package io.mirrorexperiment.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The users' requests that the user's own routes lead to the live revision, by header or host, go to the dark one, and back. Entries for
 * copies, and routes that Knative made, are left alone. What entries were before is kept on the route.
 */
final class RevisionShift {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> KEPT = List.of("route", "headers");

    private final RevisionRoutes routes;
    private final String namespace;

    RevisionShift(RevisionRoutes routes, String namespace) {
        this.routes = routes;
        this.namespace = namespace;
    }

    VirtualService shifted(VirtualService route) {
        if (Shifting.isShifted(route)) {
            return route;
        }
        List<Map<String, Object>> originals = new ArrayList<>();
        VirtualService shifted = route.each(entry -> {
            Entry after = led(entry);
            if (!after.equals(entry)) {
                originals.add(kept(entry));
            }
            return after;
        });
        return originals.isEmpty()
                ? route
                : shifted.with(object -> object.withAnnotation(Marks.BEFORE_SHIFT, write(originals)));
    }

    /** Entries are found again by what the shift made of them, not by their place; of one that somebody has changed only the revision. */
    VirtualService restored(VirtualService route) {
        return originals(route)
                .map(originals -> route.each(entry -> restored(entry, originals))
                        .with(object -> object.withoutAnnotation(Marks.BEFORE_SHIFT)))
                .orElse(route);
    }

    VirtualService settled(VirtualService route) {
        return route.with(object -> object.withoutAnnotation(Marks.BEFORE_SHIFT));
    }

    private Entry led(Entry entry) {
        RevisionEntry revision = new RevisionEntry(entry, namespace);
        return revision.tellsCopies() ? entry : revision.led(routes.live(), routes.dark());
    }

    private Entry restored(Entry entry, List<Map<String, Object>> originals) {
        Optional<Map<String, Object>> original = originals.stream()
                .filter(before -> led(with(entry, before)).equals(entry))
                .findFirst();
        original.ifPresent(originals::remove);
        RevisionEntry revision = new RevisionEntry(entry, namespace);
        return original.map(before -> with(entry, before))
                .orElseGet(() -> !revision.tellsCopies() && revision.leadsTo(routes.dark())
                        ? revision.led(routes.dark(), routes.live())
                        : entry);
    }

    private static Entry with(Entry entry, Map<String, Object> before) {
        Entry restored = entry;
        for (String key : KEPT) {
            restored = before.containsKey(key) ? restored.with(key, before.get(key)) : restored.without(key);
        }
        return restored;
    }

    private static Map<String, Object> kept(Entry entry) {
        Map<String, Object> kept = new LinkedHashMap<>(entry.fields());
        kept.keySet().retainAll(KEPT);
        return kept;
    }

    /** Empty where nothing was shifted; what cannot be read any more is as if no entry were known. */
    private static Optional<List<Map<String, Object>>> originals(VirtualService route) {
        return route.manifest().annotation(Marks.BEFORE_SHIFT).map(text -> {
            try {
                return new ArrayList<>(JSON.readValue(text, new TypeReference<List<Map<String, Object>>>() {}));
            } catch (JsonProcessingException unreadable) {
                return new ArrayList<>();
            }
        });
    }

    private static String write(List<Map<String, Object>> originals) {
        try {
            return JSON.writeValueAsString(originals);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("destinations of a route that are no JSON", e);
        }
    }
}
