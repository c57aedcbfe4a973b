package io.mirrorexperiment.spec;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Words that people bring along, from other places of a spec or from other gates, and what they are here. */
final class Vocabulary {
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("interval", "spec.duration.interval"),
            Map.entry("iterations", "spec.duration.iterations"),
            Map.entry("warmUp", "spec.duration.warmUp"),
            Map.entry("percent", "spec.mirror.percent"),
            Map.entry("methods", "spec.mirror.methods"),
            Map.entry("route", "spec.mirror.route"),
            Map.entry("settle", "spec.mirror.settle"),
            Map.entry("flowWithin", "spec.mirror.flowWithin"),
            Map.entry("readyWithin", "spec.dark.readyWithin"),
            Map.entry("image", "spec.dark.image"),
            Map.entry("manifest", "spec.dark.manifest"),
            Map.entry("prometheus", "spec.metrics.prometheus"),
            Map.entry("accessLogs", "spec.metrics.accessLogs"),
            Map.entry("failFast", "spec.decision.failFast"),
            Map.entry("rule", "spec.decision.rule"),
            Map.entry("holdFor", "spec.onInconclusive.holdFor"),
            Map.entry("keepOld", "spec.promotion.keepOld"),
            Map.entry("baseline", "spec.protection.baseline"),
            Map.entry("name", "metadata.name"),
            Map.entry("namespace", "metadata.namespace"));

    private static final Map<String, String> FOREIGN = Map.ofEntries(
            Map.entry("mirrorpercentage", "percent"),
            Map.entry("mirrorweight", "percent"),
            Map.entry("weight", "percent"),
            Map.entry("intervalseconds", "interval, with a unit"),
            Map.entry("iterationsperloop", "iterations"),
            Map.entry("threshold", "upperLimit"),
            Map.entry("max", "upperLimit"),
            Map.entry("min", "lowerLimit"),
            Map.entry("token", "bearerFrom, the name of a Secret; the secret itself never stands in a spec"),
            Map.entry("bearer", "bearerFrom, the name of a Secret; the secret itself never stands in a spec"),
            Map.entry("password", "passwordFrom, the name of a Secret; the secret itself never stands in a spec"),
            Map.entry("address", "url"),
            Map.entry("candidate", "dark"),
            Map.entry("canary", "dark"),
            Map.entry("stable", "live"));

    private Vocabulary() {}

    /** The allowed word that was meant, if that can be told. */
    static Optional<String> meant(String word, List<String> words) {
        return Optional.of(
                        FOREIGN.getOrDefault(word.toLowerCase(Locale.ROOT), "").split(",", 2)[0])
                .filter(words::contains)
                .or(() -> Suggestion.nearest(word, words));
    }

    /** What to say about a word that is none of those allowed here. */
    static String unknown(String word, List<String> words) {
        String foreign = FOREIGN.getOrDefault(word.toLowerCase(Locale.ROOT), "");
        if (words.contains(foreign.split(",", 2)[0])) {
            return "unknown word " + Shown.quoted(word) + "; here it is " + foreign;
        }
        String elsewhere = ELSEWHERE.get(word);
        return elsewhere == null
                ? Suggestion.sentence(word, words)
                : Shown.quoted(word) + " does not belong here; its place is " + elsewhere;
    }
}
