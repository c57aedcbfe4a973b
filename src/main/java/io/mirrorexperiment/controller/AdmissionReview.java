package io.mirrorexperiment.controller;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.spec.Mistake;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the API server asks before it stores an object, and what it is told: every mistake that {@code check} would name without asking a
 * cluster. Pure.
 *
 * <p>Objects whose spec stays as it is pass, whatever it says: they have to be labelled, and their finalizers removed, all the same.
 */
public final class AdmissionReview {
    private static final String API_VERSION = "admission.k8s.io/v1";
    private static final String KIND = "AdmissionReview";
    private static final int UNPROCESSABLE = 422;

    /** The API server cuts longer ones, and all of them at 4096. */
    private static final int LONGEST_WARNING = 250;

    /** What could promote that the object does not say. */
    private static final List<String> DECIDING =
            List.of("spec.decision", "spec.duration", "spec.objectives", "spec.promotion", "spec.mirror.percent");

    private AdmissionReview() {}

    /**
     * The answer to a question.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Map<String, Object> answer(Map<String, Object> review, Subject subject) {
        if (!API_VERSION.equals(review.get("apiVersion")) || !KIND.equals(review.get("kind"))) {
            throw new IllegalArgumentException("this is no " + KIND + " of " + API_VERSION);
        }
        Map<String, Object> request = map(review.get("request"));
        if (!(request.get("uid") instanceof String uid) || uid.isEmpty()) {
            throw new IllegalArgumentException("the request has no uid");
        }
        Map<String, Object> response = new LinkedHashMap<>(Map.of("uid", uid));
        response.putAll(verdict(request, subject));
        return Map.of("apiVersion", API_VERSION, "kind", KIND, "response", response);
    }

    private static Map<String, Object> verdict(Map<String, Object> request, Subject subject) {
        Map<String, Object> kind = map(request.get("kind"));
        boolean ours = subject.kind().group().equals(kind.get("group"))
                && subject.kind().kind().equals(kind.get("kind"));
        Map<String, Object> object = map(request.get("object"));
        Object before = map(request.get("oldObject")).get("spec");
        boolean same = "UPDATE".equals(request.get("operation")) && Objects.equals(before, object.get("spec"));
        if (!ours || "DELETE".equals(request.get("operation")) || same) {
            return Map.of("allowed", true);
        }
        return read(object)
                .map(manifest -> of(subject.asked(manifest, Beside.nothing()), manifest))
                .orElseGet(() -> Map.of(
                        "allowed",
                        false,
                        "status",
                        Map.of("code", UNPROCESSABLE, "reason", "Invalid", "message", "this is no object with a name")));
    }

    private static Optional<Manifest> read(Map<String, Object> object) {
        try {
            return Optional.of(Manifest.of(object));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> of(Asked asked, Manifest object) {
        if (asked instanceof Asked.Wrong wrong) {
            return Map.of("allowed", false, "status", refusal(wrong.mistakes(), object));
        }
        List<String> warnings = asked instanceof Asked.Run run ? warnings(run.defaults()) : List.of();
        return Map.of("allowed", true, "warnings", warnings);
    }

    private static List<String> warnings(List<String> defaults) {
        return defaults.stream()
                .filter(each -> DECIDING.stream().anyMatch(each::startsWith))
                .map(each -> "by default " + each)
                .map(each -> each.length() > LONGEST_WARNING ? each.substring(0, LONGEST_WARNING - 1) + "…" : each)
                .toList();
    }

    private static Map<String, Object> refusal(List<Mistake> mistakes, Manifest object) {
        String words = mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n"));
        List<Map<String, String>> causes = mistakes.stream()
                .map(each -> Map.of("reason", "FieldValueInvalid", "field", each.path(), "message", each.message()))
                .toList();
        return Map.of(
                "code",
                UNPROCESSABLE,
                "reason",
                "Invalid",
                "message",
                words,
                "details",
                Map.of(
                        "group",
                        object.kind().group(),
                        "kind",
                        object.kind().kind(),
                        "name",
                        object.name(),
                        "causes",
                        causes));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map ? (Map<String, Object>) value : Map.of();
    }
}
