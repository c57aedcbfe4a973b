package io.mirrorexperiment.spec;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Forms of numbers. */
final class Numbers {
    private static final Predicate<String> DECIMAL = Pattern.compile(
                    "[-+]?([0-9]{1,40}(\\.[0-9]{0,40})?|\\.[0-9]{1,40})([eE][-+]?[0-9]{1,4})?")
            .asMatchPredicate();
    private static final Predicate<String> WHOLE =
            Pattern.compile("[-+]?[0-9]{1,9}").asMatchPredicate();

    private Numbers() {}

    /** A finite number, written with or without quotes. */
    static Optional<Double> lenient(Field field) {
        if (field.piece() instanceof Piece.Scalar scalar
                && parsed(scalar.text()).isPresent()) {
            return Optional.of(parsed(scalar.text()).getAsDouble());
        }
        return field.wrong("must be a number, not " + field.seen());
    }

    /** A finite number in the usual decimal notation; empty for all other texts. */
    static OptionalDouble parsed(String text) {
        double value = DECIMAL.test(text) ? Double.parseDouble(text) : Double.NaN;
        return Double.isFinite(value) ? OptionalDouble.of(value + 0.0) : OptionalDouble.empty();
    }

    /** A share of the requests in percent. */
    static Optional<Double> percent(Field field) {
        return strict(field)
                .flatMap(value -> value > 0 && value <= 100
                        ? Optional.of(value)
                        : field.wrong("must be over 0 and at most 100 (percent of the live requests), was "
                                + Shown.plain(value)));
    }

    /** A chance of a wrong decision. */
    static Optional<Double> chance(Field field) {
        return strict(field)
                .flatMap(value -> value > 0 && value <= .5
                        ? Optional.of(value)
                        : field.wrong("must be a chance over 0 and at most 0.5, was " + Shown.plain(value)
                                + "; for 1 % write 0.01"));
    }

    /** A number within bounds. */
    static Form<Double> between(double least, double most) {
        return field -> strict(field)
                .flatMap(value -> value >= least && value <= most
                        ? Optional.of(value)
                        : field.wrong("must be from " + Shown.plain(least) + " to " + Shown.plain(most) + ", was "
                                + Shown.plain(value)));
    }

    /** A whole number within bounds. */
    static Form<Integer> whole(int least, int most) {
        return field -> strict(field).flatMap(ignored -> {
            String text = ((Piece.Scalar) field.piece()).text();
            boolean fits = WHOLE.test(text) && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most;
            return fits
                    ? Optional.of(Integer.parseInt(text))
                    : field.wrong("must be a whole number from " + least + " to " + most + ", was " + text);
        });
    }

    private static Optional<Double> strict(Field field) {
        boolean quoted = field.piece() instanceof Piece.Scalar scalar && scalar.type() == Piece.Type.TEXT;
        if (quoted && parsed(((Piece.Scalar) field.piece()).text()).isPresent()) {
            return field.wrong("must be a number; write it without quotes: " + ((Piece.Scalar) field.piece()).text());
        }
        return lenient(field);
    }
}
