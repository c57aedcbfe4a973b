package io.mirrorexperiment.spec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kubernetes quantities: decimal numbers with a suffix of the SI ({@code 10m}, {@code 1k}), of binary multiples ({@code 1Ki}) or with an
 * exponent ({@code 1e3}), to the nano: smaller fractions are rounded away from zero, as Kubernetes does.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Kubernetes: Quantity</a>
 */
final class Quantities {
    private static final Pattern FORM = Pattern.compile(
            "([-+]?(?:[0-9]{1,400}(?:\\.[0-9]{0,400})?|\\.[0-9]{1,400}))([numkMGTPE]?|[KMGTPE]i|[eE][-+]?[0-9]{1,3})");
    private static final List<String> SMALL = List.of("", "m", "u", "n");
    private static final List<String> LARGE = List.of("", "k", "M", "G", "T", "P", "E");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final BigDecimal LARGEST_BINARY = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int NANO = 9;
    private static final int LARGEST_EXPONENT = 400;

    private Quantities() {}

    /** The value of a text; empty if it is no quantity. */
    static Optional<BigDecimal> parsed(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return value(new BigDecimal(matcher.group(1)), matcher.group(2)).map(Quantities::toTheNano);
    }

    /** A quantity, written as a number or as text. */
    static Optional<BigDecimal> read(Field field) {
        Optional<BigDecimal> value = field.piece() instanceof Piece.Scalar scalar
                ? parsed(scalar.text().strip())
                : Optional.empty();
        return value.isPresent()
                ? value
                : field.wrong("must be a quantity, as in 50, \"0.01\" or 10m, not " + field.seen());
    }

    /** The same in a manifest: Iter8's own schema takes whole numbers and texts only, so that others are told of. */
    static Optional<BigDecimal> ofManifest(Field field) {
        boolean bare = field.piece() instanceof Piece.Scalar scalar
                && scalar.type() == Piece.Type.NUMBER
                && !scalar.text().matches("[-+]?[0-9]+");
        if (bare) {
            field.notes()
                    .byDefault(
                            field.path(),
                            field.seen() + " is taken as it is; a cluster with Iter8 wants quotes around it");
        }
        return read(field);
    }

    private static Optional<BigDecimal> value(BigDecimal number, String suffix) {
        if (BINARY.contains(suffix) && !suffix.isEmpty()) {
            BigDecimal unit = new BigDecimal(BigInteger.ONE.shiftLeft(10 * BINARY.indexOf(suffix)));
            return Optional.of(number.multiply(unit).min(LARGEST_BINARY));
        }
        int exponent = exponent(suffix);
        return Math.abs(exponent) > LARGEST_EXPONENT
                ? Optional.empty()
                : Optional.of(number.scaleByPowerOfTen(exponent));
    }

    private static int exponent(String suffix) {
        if (SMALL.contains(suffix)) {
            return -3 * SMALL.indexOf(suffix);
        }
        return LARGE.contains(suffix) ? 3 * LARGE.indexOf(suffix) : Integer.parseInt(suffix.substring(1));
    }

    private static BigDecimal toTheNano(BigDecimal value) {
        return value.scale() > NANO ? value.setScale(NANO, RoundingMode.UP) : value;
    }
}
