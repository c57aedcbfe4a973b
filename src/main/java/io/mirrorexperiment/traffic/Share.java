package io.mirrorexperiment.traffic;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** A percentage in the words of {@code HTTPRequestMirrorFilter}: nothing for all, {@code percent} for a whole one, else {@code fraction}. */
final class Share {
    private static final int WHOLE = 100;

    private Share() {}

    static Map<String, Object> of(double percent) {
        if (percent == WHOLE) {
            return Map.of();
        }
        if (percent == Math.rint(percent)) {
            return Map.of("percent", (int) percent);
        }
        BigDecimal exact = new BigDecimal(Double.toString(percent)).stripTrailingZeros();
        Map<String, Object> fraction = new LinkedHashMap<>();
        fraction.put("numerator", exact.unscaledValue().intValueExact());
        fraction.put("denominator", BigDecimal.TEN.pow(exact.scale()).intValueExact() * WHOLE);
        return Map.of("fraction", fraction);
    }

    /** Whether a percentage can be said so; the numbers of a fraction are of 32 bits. */
    static boolean canSay(double percent) {
        BigDecimal exact = new BigDecimal(Double.toString(percent)).stripTrailingZeros();
        return exact.scale() <= 6;
    }

    /** The percentage of a filter. */
    static double percent(Map<String, Object> mirror) {
        Map<String, Object> fraction = Fields.map(mirror, "fraction");
        if (!fraction.isEmpty()) {
            double numerator = Fields.number(fraction, "numerator")
                    .map(Number::doubleValue)
                    .orElse(0.0);
            return numerator
                    * WHOLE
                    / Fields.number(fraction, "denominator")
                            .map(Number::doubleValue)
                            .orElse(100.0);
        }
        return Fields.number(mirror, "percent").map(Number::doubleValue).orElse(100.0);
    }
}
