package io.mirrorexperiment.controller;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/**
 * Numbers as the API server writes quantities ({@code resource.Quantity}, decimal): a whole number with the greatest suffix that leaves one,
 * as in {@code 10m}, {@code 55} or {@code 1717514124294n}. Pure.
 */
final class Quantity {
    /** A quantity has no more decimals; the next greater one stands for what has. */
    private static final int DECIMALS = 9;

    /** From 10⁻⁹ to 10¹⁸, in steps of 10³. */
    private static final List<String> SUFFIXES = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");

    private static final BigInteger STEP = BigInteger.valueOf(1000);

    private Quantity() {}

    /**
     * A number's canonical form.
     *
     * @throws NumberFormatException if it is no finite number
     */
    static String of(double value) {
        BigInteger nanos = BigDecimal.valueOf(value)
                .setScale(DECIMALS, RoundingMode.UP)
                .unscaledValue();
        if (nanos.signum() == 0) {
            return "0";
        }
        int suffix = 0;
        while (suffix + 1 < SUFFIXES.size() && nanos.mod(STEP).signum() == 0) {
            nanos = nanos.divide(STEP);
            suffix++;
        }
        return nanos + SUFFIXES.get(suffix);
    }
}
