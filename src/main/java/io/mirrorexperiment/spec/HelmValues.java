package io.mirrorexperiment.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts values together as Helm does: groups of fields are merged, everything else is replaced, and {@code null} removes. Pure. */
final class HelmValues {
    private HelmValues() {}

    /** What is above on top of what is below; where both are groups, field by field. */
    static Piece merged(Piece below, Piece above) {
        if (!(below instanceof Piece.Mapping base) || !(above instanceof Piece.Mapping top)) {
            return above;
        }
        Piece whole = base;
        for (Piece.Entry entry : top.entries()) {
            whole = put(
                    (Piece.Mapping) whole,
                    entry.word(),
                    entry.place(),
                    present(entry.value()).map(value -> find(base, entry.word())
                            .map(old -> merged(old, value))
                            .orElse(value)));
        }
        return whole;
    }

    /**
     * The values with one of a line set.
     *
     * @throws HelmLine.Refused if it would go into something that holds no such thing
     */
    static Piece with(Piece values, HelmLine.Assignment assignment) throws HelmLine.Refused {
        return with(Optional.of(values), assignment.steps(), assignment.value());
    }

    private static Piece with(Optional<Piece> into, List<HelmLine.Step> steps, Optional<Piece> value)
            throws HelmLine.Refused {
        HelmLine.Step step = steps.get(0);
        List<HelmLine.Step> rest = steps.subList(1, steps.size());
        if (step instanceof HelmLine.Step.Name name) {
            Piece.Mapping group = into.filter(Piece.Mapping.class::isInstance)
                    .map(Piece.Mapping.class::cast)
                    .orElse(new Piece.Mapping(List.of(), Place.OVERRIDE));
            Optional<Piece> old = find(group, name.word());
            return put(group, name.word(), Place.OVERRIDE, below(old, rest, value));
        }
        return withItem(into, ((HelmLine.Step.Index) step).number(), rest, value);
    }

    private static Piece withItem(Optional<Piece> into, int index, List<HelmLine.Step> rest, Optional<Piece> value)
            throws HelmLine.Refused {
        List<Piece> items = into.filter(Piece.Sequence.class::isInstance)
                .map(sequence -> new ArrayList<>(((Piece.Sequence) sequence).items()))
                .orElseGet(ArrayList::new);
        if (index > items.size()) {
            throw new HelmLine.Refused("the list has " + items.size() + " items, counted from [0]; there is no ["
                    + index + "] after them");
        }
        Optional<Piece> old = index < items.size() ? Optional.of(items.remove(index)) : Optional.empty();
        Optional<Piece> fresh = below(old, rest, value);
        fresh.ifPresent(piece -> items.add(index, piece));
        return new Piece.Sequence(items, Place.OVERRIDE);
    }

    private static Optional<Piece> below(Optional<Piece> old, List<HelmLine.Step> rest, Optional<Piece> value)
            throws HelmLine.Refused {
        return rest.isEmpty() ? value : Optional.of(with(old, rest, value));
    }

    private static Piece put(Piece.Mapping group, String word, Place place, Optional<Piece> value) {
        List<Piece.Entry> entries = new ArrayList<>();
        boolean there = find(group, word).isPresent();
        for (Piece.Entry entry : group.entries()) {
            if (!entry.word().equals(word)) {
                entries.add(entry);
            } else {
                value.ifPresent(piece -> entries.add(new Piece.Entry(word, place, piece)));
            }
        }
        if (!there) {
            value.ifPresent(piece -> entries.add(new Piece.Entry(word, place, piece)));
        }
        return new Piece.Mapping(entries, group.place());
    }

    private static Optional<Piece> find(Piece.Mapping group, String word) {
        return group.entries().stream()
                .filter(entry -> entry.word().equals(word))
                .map(Piece.Entry::value)
                .findFirst();
    }

    private static Optional<Piece> present(Piece piece) {
        boolean nothing = piece instanceof Piece.Scalar scalar && scalar.type() == Piece.Type.NOTHING;
        return nothing ? Optional.empty() : Optional.of(piece);
    }
}
