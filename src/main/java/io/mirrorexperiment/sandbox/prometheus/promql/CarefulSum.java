package io.mirrorexperiment.sandbox.prometheus.promql;

/**
 * A running sum that keeps the digits a plain one would lose: Kahan's summation as improved by Neumaier (1974), as
 * Prometheus sums and averages.
 *
 * @param sum the plain sum so far
 * @param lost what rounding has taken from it
 */
record CarefulSum(double sum, double lost) {
    static final CarefulSum ZERO = new CarefulSum(0, 0);

    CarefulSum plus(double value) {
        double next = sum + value;
        if (Double.isInfinite(next)) {
            return new CarefulSum(next, 0);
        }
        boolean sumIsLarger = Math.abs(sum) >= Math.abs(value);
        return new CarefulSum(next, lost + (sumIsLarger ? (sum - next) + value : (value - next) + sum));
    }

    /** Both parts times a factor, each rounded on its own. */
    CarefulSum times(double factor) {
        return new CarefulSum(sum * factor, lost * factor);
    }

    double total() {
        return sum + lost;
    }

    static double of(double... values) {
        CarefulSum sum = ZERO;
        for (double value : values) {
            sum = sum.plus(value);
        }
        return sum.total();
    }
}
