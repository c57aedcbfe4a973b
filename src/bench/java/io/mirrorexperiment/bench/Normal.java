package io.mirrorexperiment.bench;

/** The standard normal distribution. */
final class Normal {
    private static final double STEP = 1e-4;
    private static final double FAR = 9;

    private Normal() {}

    /** The chance of a value above {@code z}, by Simpson's rule to 1e-12; {@code z} from −9 to 9. */
    static double above(double z) {
        int steps = 2 * (int) Math.ceil((FAR - z) / STEP / 2);
        double step = (FAR - z) / steps;
        double sum = density(z) + density(FAR);
        for (int i = 1; i < steps; i++) {
            sum += (i % 2 == 1 ? 4 : 2) * density(z + i * step);
        }
        return sum * step / 3;
    }

    private static double density(double z) {
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }
}
