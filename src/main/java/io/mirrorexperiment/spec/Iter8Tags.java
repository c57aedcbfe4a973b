package io.mirrorexperiment.spec;

import io.mirrorexperiment.spec.iter8.Iter8Experiment;
import io.mirrorexperiment.spec.iter8.Iter8Version;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tags in texts of Iter8's tasks, {@code {{ .name }}} and later {@code @< .name >@}, as far as each has one value in a Conformance
 * experiment: the baseline's name and variables, and what names the experiment. Pure.
 *
 * @param values by what stands in a tag
 */
record Iter8Tags(Map<String, String> values) {
    private static final Pattern TAG = Pattern.compile("(?:@<|\\{\\{)-?\\s*(.*?)\\s*-?(?:>@|}})", Pattern.DOTALL);
    private static final Pattern SECRET = Pattern.compile("\\.secret\\.([A-Za-z0-9_]+)");

    static Iter8Tags of(Iter8Experiment experiment, Optional<Iter8Version> version) {
        Map<String, String> values = new TreeMap<>();
        version.ifPresent(known -> {
            values.put(".name", known.name());
            known.values().forEach((name, value) -> values.put("." + name, value));
        });
        values.put(".this.metadata.name", experiment.name());
        values.put(".this.metadata.namespace", experiment.namespace());
        values.put(".this.spec.target", experiment.target());
        return new Iter8Tags(values);
    }

    /** The text with its values in it; a tag without one is a mistake. */
    Optional<String> filled(Field field, String text) {
        Optional<String> unknown = TAG.matcher(text)
                .results()
                .map(tag -> tag.group(1))
                .filter(tag -> !values.containsKey(tag))
                .findFirst();
        return unknown.isEmpty()
                ? Optional.of(TAG.matcher(text)
                        .replaceAll(tag -> Matcher.quoteReplacement(values.getOrDefault(tag.group(1), ""))))
                : field.wrong(Shown.quoted(unknown.get()) + " has no value in a message; there are "
                        + String.join(", ", values.keySet()));
    }

    /** The key of the task's secret, if the text is that and nothing else. */
    Optional<String> secretKey(String text) {
        Matcher tag = TAG.matcher(text);
        Matcher secret = SECRET.matcher(tag.matches() ? tag.group(1) : "");
        return secret.matches() ? Optional.of(secret.group(1)) : Optional.empty();
    }
}
