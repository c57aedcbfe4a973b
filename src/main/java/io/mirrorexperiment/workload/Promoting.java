package io.mirrorexperiment.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.manifest.Manifest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Rolls a live Deployment to another image and back. What it was before is kept in an annotation, and only there: image, strategy and
 * whether it was paused.
 */
final class Promoting {
    private static final String BEFORE = "mirror-experiment.io/before-promotion";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Promoting() {}

    static Manifest promoted(Manifest live, String container, String image) {
        String old = Containers.image(live, container)
                .orElseThrow(() -> new IllegalArgumentException(live + " has no container " + container));
        Manifest kept =
                live.annotation(BEFORE).isPresent() ? live : live.withAnnotation(BEFORE, record(live, container, old));
        return Containers.withImage(kept, container, image)
                .with(neverFewer(kept), "spec", "strategy")
                .without("spec", "paused");
    }

    static Manifest settled(Manifest live) {
        return before(live).map(before -> restored(live, before)).orElse(live);
    }

    static Manifest takenBack(Manifest live) {
        return before(live)
                .map(before -> Containers.withImage(
                        restored(live, before),
                        String.valueOf(before.get("container")),
                        String.valueOf(before.get("image"))))
                .orElse(live);
    }

    /** All pods keep serving until as many new ones are ready; the surge stays the user's own where there is one. */
    private static Map<String, Object> neverFewer(Manifest live) {
        Object surge = live.at("spec", "strategy", "rollingUpdate", "maxSurge")
                .filter(own -> !String.valueOf(own).matches("0+%?"))
                .orElse(1);
        return Map.of("type", "RollingUpdate", "rollingUpdate", Map.of("maxSurge", surge, "maxUnavailable", 0));
    }

    private static Manifest restored(Manifest live, Map<String, Object> before) {
        Manifest restored = live.withoutAnnotation(BEFORE);
        for (String field : new String[] {"strategy", "paused"}) {
            Object value = before.get(field);
            restored = value == null ? restored.without("spec", field) : restored.with(value, "spec", field);
        }
        return restored;
    }

    private static String record(Manifest live, String container, String image) {
        Map<String, Object> before = new LinkedHashMap<>();
        before.put("container", container);
        before.put("image", image);
        live.at("spec", "strategy").ifPresent(strategy -> before.put("strategy", strategy));
        live.at("spec", "paused").ifPresent(paused -> before.put("paused", paused));
        try {
            return JSON.writeValueAsString(before);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of maps and scalars is always JSON", impossible);
        }
    }

    private static Optional<Map<String, Object>> before(Manifest live) {
        return live.annotation(BEFORE).map(text -> read(live, text));
    }

    private static Map<String, Object> read(Manifest live, String text) {
        try {
            Map<String, Object> before = JSON.readValue(text, new TypeReference<>() {});
            if (before.get("container") instanceof String && before.get("image") instanceof String) {
                return before;
            }
        } catch (JsonProcessingException unreadable) {
            throw spoilt(live, unreadable);
        }
        throw spoilt(live, new IllegalArgumentException("no container or no image"));
    }

    private static IllegalStateException spoilt(Manifest live, Exception cause) {
        return new IllegalStateException(
                "the annotation " + BEFORE + " of " + live
                        + " was changed and no longer says what the Deployment was before its promotion. Set image and strategy by"
                        + " hand (kubectl rollout undo brings the old pod template back), then remove the annotation",
                cause);
    }
}
