package io.mirrorexperiment.spec;

import io.mirrorexperiment.spec.iter8.MetricName;
import io.mirrorexperiment.spec.iter8.NamedValue;
import io.mirrorexperiment.spec.iter8.Reward;
import io.mirrorexperiment.spec.iter8.Strategy.DeploymentPattern;
import io.mirrorexperiment.spec.iter8.Strategy.TestingPattern;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Forms of values that Iter8's objects have in several places. */
final class Iter8Words {
    static final Choice<TestingPattern> TESTING = words(TestingPattern.values(), TestingPattern::word);
    static final Choice<DeploymentPattern> DEPLOYMENT = words(DeploymentPattern.values(), DeploymentPattern::word);
    static final Choice<Reward.Direction> DIRECTION =
            Choice.of("High", Reward.Direction.HIGH).or("Low", Reward.Direction.LOW);

    private static final String REFERENCE = "must be the name of a Metric object, or namespace/name, not ";

    private Iter8Words() {}

    private static <T> Choice<T> words(T[] meanings, Function<T, String> word) {
        Choice<T> choice = Choice.of(word.apply(meanings[0]), meanings[0]);
        for (T meaning : meanings) {
            choice = choice.or(word.apply(meaning), meaning);
        }
        return choice;
    }

    /** How an object refers to a metric. */
    static Optional<MetricName> metric(Field field) {
        return field.text().flatMap(text -> {
            MetricName name = MetricName.of(text);
            Notes aside = new Notes();
            boolean fits =
                    name.namespace().map(where -> named(field, where, aside)).orElse(true)
                            && named(field, name.name(), aside);
            return fits ? Optional.of(name) : field.wrong(REFERENCE + field.seen());
        });
    }

    private static boolean named(Field field, String name, Notes aside) {
        Piece piece = new Piece.Scalar(name, Piece.Type.TEXT, field.piece().place());
        return Text.OBJECT_NAME.read(new Field(field.path(), piece, aside)).isPresent();
    }

    /** A value and its name. */
    static Optional<NamedValue> namedValue(Field field) {
        Section entry = Section.pruned(field, "name", "value");
        String name = entry.need("name", Field::text, "unnamed", "every entry has a name and a value");
        String value = entry.need("value", Field::verbatim, "", "write value: \"\" for an empty one");
        return Optional.of(new NamedValue(name, value));
    }

    /** The values of a list; none if it is not there. */
    static <T> List<T> each(Section section, String word, Form<T> form) {
        return section.read(word, Field::items).orElse(List.of()).stream()
                .flatMap(item -> form.read(item).stream())
                .toList();
    }

    /** How many items a list has; empty if it is no list. */
    static Optional<Integer> count(Section section, String word) {
        return section.has(word)
                ? section.find(word)
                        .map(Field::piece)
                        .filter(Piece.Sequence.class::isInstance)
                        .map(piece -> ((Piece.Sequence) piece).items().size())
                : Optional.of(0);
    }

    /** Fields that Iter8 keeps as they are. */
    static Map<String, Object> free(Field field) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field each : Section.free(field)) {
            values.put(each.path().substring(field.path().length() + 1), value(each.piece()));
        }
        return values;
    }

    private static Object value(Piece piece) {
        if (piece instanceof Piece.Sequence sequence) {
            return sequence.items().stream().map(Iter8Words::value).toList();
        }
        if (piece instanceof Piece.Mapping mapping) {
            Map<String, Object> values = new LinkedHashMap<>();
            mapping.entries().forEach(entry -> values.put(entry.word(), value(entry.value())));
            return values;
        }
        Piece.Scalar scalar = (Piece.Scalar) piece;
        return switch (scalar.type()) {
            case TRUTH -> Boolean.valueOf(scalar.text());
            case NUMBER -> number(scalar.text());
            case NOTHING, TEXT, OPEN -> scalar.text();
        };
    }

    private static Object number(String text) {
        return Numbers.parsed(text).isPresent() ? new BigDecimal(text) : text;
    }
}
