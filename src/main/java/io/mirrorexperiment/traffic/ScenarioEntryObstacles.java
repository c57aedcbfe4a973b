package io.mirrorexperiment.traffic;

import io.mirrorexperiment.traffic.scenario.Rule;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What keeps a rule from being written before an entry.
 *
 * @param entry as it is without us
 * @param rule to be written
 * @param where the entry, in words
 */
record ScenarioEntryObstacles(Entry entry, Rule rule, String where) {
    Stream<String> of(ServiceHost host) {
        return Stream.of(division(host), unclear(), rewrite(), mirror(), method())
                .flatMap(Optional::stream);
    }

    private Optional<String> division(ServiceHost host) {
        return Optional.of(
                        "%s divides its requests between %s and other hosts; what share would be a version's is not ours to say: route them all to one host."
                                .formatted(where, host.service()))
                .filter(sentence -> !rule.shares().isEmpty() && entry.divides(host));
    }

    private Optional<String> unclear() {
        return ScenarioEntries.conjunctions(entry, rule).stream()
                .flatMap(both -> both.unclear().stream())
                .findFirst()
                .map(field ->
                        "%s has a condition on %s, as the rule has, and whether both can hold is not to be said of expressions: write one of them plainer."
                                .formatted(where, field));
    }

    /** Envoy replaces what the condition has matched, so a closer condition would replace more. */
    private Optional<String> rewrite() {
        boolean rewrites =
                Fields.text(Fields.map(entry.fields(), "rewrite"), "uri").isPresent();
        return Optional.of(
                        "%s rewrites the part of the path that it matches, which a rule with a condition on the uri would change: match something else."
                                .formatted(where))
                .filter(sentence -> rewrites
                        && rule.conditions().stream()
                                .anyMatch(condition -> condition.uri().isPresent()));
    }

    private Optional<String> mirror() {
        return Optional.of("%s has a mirror of its own (%s): remove it, or leave it to that mirror."
                        .formatted(where, String.join(", ", Copies.wordsIn(entry))))
                .filter(sentence -> !rule.mirrors().copies().isEmpty()
                        && !Copies.wordsIn(entry).isEmpty());
    }

    private Optional<String> method() {
        return Methods.unreadable(entry)
                .filter(regex -> !rule.mirrors().copies().isEmpty())
                .map(regex ->
                        "%s matches methods by '%s', which cannot be read as a regular expression: write it plainer."
                                .formatted(where, regex));
    }
}
