package io.mirrorexperiment.controller;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import io.mirrorexperiment.spec.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of a CustomRun: those that the Task of Tekton's has, as far as they make sense without a pod, and fields of the spec by
 * their paths.
 *
 * @param overrides texts {@code path=value}, in their order
 * @param mistakes in them
 */
record CustomRunParams(List<String> overrides, List<Mistake> mistakes) {
    private static final Set<String> MODES = Set.of("", "auto", "manual", "none");
    private static final Set<String> TRUTHS = Set.of("", "true", "false");

    /** Copies. */
    CustomRunParams {
        overrides = List.copyOf(overrides);
        mistakes = List.copyOf(mistakes);
    }

    /**
     * Reads them.
     *
     * @param spec on top of which they are set
     */
    static CustomRunParams of(Manifest object, Map<String, Object> spec) {
        List<String> overrides = new ArrayList<>();
        List<Mistake> mistakes = new ArrayList<>();
        for (Map<String, Object> param : object.maps("spec", "params")) {
            String name = String.valueOf(param.get("name"));
            Object value = String.valueOf(param.get("value")).isEmpty() ? "" : param.get("value");
            String path = "spec.params[" + name + "]";
            switch (name) {
                case "set" -> set(path, value, overrides, mistakes);
                case "promotion" -> promotion(path, value, spec, overrides, mistakes);
                case "fail" -> oneOf(path, value, TRUTHS, "must be true or false", mistakes);
                default -> field(path, name, value, overrides, mistakes);
            }
        }
        return new CustomRunParams(overrides, mistakes);
    }

    private static void set(String path, Object value, List<String> overrides, List<Mistake> mistakes) {
        if (!(value instanceof List<?> lines)) {
            mistakes.add(CustomRunAsking.mistake(path, "must be a list, as in [spec.dark.image=example/shop:2.0]"));
            return;
        }
        for (Object line : lines) {
            String words = String.valueOf(line);
            if (words.startsWith("spec.")) {
                overrides.add(words);
            } else {
                mistakes.add(CustomRunAsking.mistake(path, "sets '" + words + "'; only fields of spec are set here"));
            }
        }
    }

    /** Other words of the promotion, such as its steps, stay. */
    private static void promotion(
            String path, Object value, Map<String, Object> spec, List<String> overrides, List<Mistake> mistakes) {
        oneOf(path, value, MODES, "must be auto, manual or none", mistakes);
        if (!"".equals(value)) {
            overrides.add((spec.get("promotion") instanceof Map ? "spec.promotion.mode=" : "spec.promotion=") + value);
        }
    }

    private static void oneOf(String path, Object value, Set<String> words, String rule, List<Mistake> mistakes) {
        if (!(value instanceof String word && words.contains(word))) {
            mistakes.add(CustomRunAsking.mistake(path, rule + ", in quotes"));
        }
    }

    /** Lists and maps are written as JSON, which is YAML. */
    private static void field(
            String path, String name, Object value, List<String> overrides, List<Mistake> mistakes) {
        if (!name.startsWith("spec.")) {
            mistakes.add(CustomRunAsking.mistake(
                    path,
                    "is not known here; allowed: fail, promotion, set, and fields of the spec by their paths, as in"
                            + " spec.dark.image"));
            return;
        }
        overrides.add(name + "=" + (value instanceof String text ? text : ManifestText.line(value)));
    }
}
