package io.mirrorexperiment.spec;

import io.mirrorexperiment.spec.iter8.ObservedStatus;
import io.mirrorexperiment.spec.iter8.ObservedStatus.Analysis;
import io.mirrorexperiment.spec.iter8.ObservedStatus.Read;
import io.mirrorexperiment.spec.iter8.ObservedStatus.Winner;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far an experiment of Iter8's has come, by its own status. */
final class ObservedStatusForm {
    private static final Form<Integer> COUNT = Numbers.whole(0, 999_999_999);

    private ObservedStatusForm() {}

    static ObservedStatus read(Section status) {
        return new ObservedStatus(
                status.read("stage", Field::verbatim),
                status.read("completedIterations", COUNT).orElse(0),
                holds(status, "Completed"),
                holds(status, "Failed"),
                status.read("versionRecommendedForPromotion", Field::verbatim),
                Iter8Words.each(status, "metrics", ObservedStatusForm::metric),
                analysis(status.lenient("analysis")));
    }

    private static boolean holds(Section status, String condition) {
        return Iter8Words.each(status, "conditions", each -> Optional.of(Section.lenient(each))).stream()
                .anyMatch(each -> ObservedForm.text(each, "type").equals(condition)
                        && ObservedForm.text(each, "status").equals("True"));
    }

    private static Optional<Read> metric(Field field) {
        Section metric = Section.lenient(field);
        Section spec = metric.lenient("metricObj").lenient("spec");
        return Optional.of(new Read(ObservedForm.text(metric, "name"), spec.read("units", Field::verbatim)));
    }

    private static Analysis analysis(Section analysis) {
        return new Analysis(
                analysis.find("winnerAssessment").map(Section::lenient).map(ObservedStatusForm::winner),
                data(analysis, "versionAssessments").map(data -> named(data, ObservedStatusForm::verdicts)),
                data(analysis, "aggregatedMetrics").map(data -> named(data, ObservedStatusForm::values)));
    }

    private static Winner winner(Section assessment) {
        Section data = assessment.lenient("data");
        boolean found = data.read("winnerFound", Field::truth).orElse(false);
        Optional<String> version = data.read("winner", Field::verbatim);
        return new Winner(found ? version : Optional.empty());
    }

    /** What is in a part of the analysis that is there, were it nothing. */
    private static Optional<Section> data(Section analysis, String part) {
        return analysis.find(part).map(Section::lenient).map(found -> found.lenient("data"));
    }

    private static Optional<List<Boolean>> verdicts(Field field) {
        return field.items()
                .map(items ->
                        items.stream().flatMap(item -> item.truth().stream()).toList());
    }

    private static Optional<Map<String, BigDecimal>> values(Field metric) {
        Section byVersion = Section.lenient(metric).lenient("data");
        return Optional.of(named(byVersion, version -> Section.lenient(version).read("value", Quantities::read)));
    }

    private static <T> Map<String, T> named(Section section, Form<T> form) {
        Map<String, T> named = new LinkedHashMap<>();
        for (String word : section.words()) {
            section.read(word, form).ifPresent(value -> named.put(word, value));
        }
        return named;
    }
}
