package io.mirrorexperiment.spec;

import io.mirrorexperiment.traffic.scenario.Condition;
import io.mirrorexperiment.traffic.scenario.Match;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a request must be like. A text alone is compared exactly. */
final class ConditionForm implements Form<Condition> {
    private static final List<String> WORDS =
            List.of("uri", "method", "authority", "headers", "queryParams", "sourceLabels");
    private static final List<String> HOW = List.of("exact", "prefix", "regex");

    @Override
    public Optional<Condition> read(Field field) {
        Section condition = Section.of(field, WORDS);
        Optional<Match> uri = condition.read("uri", ConditionForm::match);
        Optional<Match> method = condition.read("method", ConditionForm::match);
        Optional<Match> authority = condition.read("authority", ConditionForm::match);
        Map<String, Match> headers =
                condition.find("headers").map(ConditionForm::matches).orElse(Map.of());
        Map<String, Match> queries =
                condition.find("queryParams").map(ConditionForm::matches).orElse(Map.of());
        Map<String, String> labels =
                condition.find("sourceLabels").map(VersionsForm::texts).orElse(Map.of());
        return Checked.of(field, () -> new Condition(uri, method, authority, headers, queries, labels));
    }

    private static Map<String, Match> matches(Field field) {
        Map<String, Match> matches = new TreeMap<>();
        Section.free(field)
                .forEach(each -> match(each).ifPresent(match -> matches.put(VersionsForm.name(field, each), match)));
        return matches;
    }

    private static Optional<Match> match(Field field) {
        if (!field.isMapping()) {
            return field.text().map(Match::exact);
        }
        Section match = Section.of(field, HOW);
        List<String> there = match.words();
        if (there.size() != 1) {
            return there.isEmpty() && !field.notes().clean()
                    ? Optional.empty()
                    : field.wrong("must hold one of exact, prefix and regex");
        }
        return match.find(there.get(0)).flatMap(Field::text).map(text -> switch (there.get(0)) {
            case "prefix" -> Match.prefix(text);
            case "regex" -> Match.regex(text);
            default -> Match.exact(text);
        });
    }
}
