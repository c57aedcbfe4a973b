package io.mirrorexperiment.sandbox.prometheus.promql;

import java.util.Optional;

/**
 * When a selector looks: the {@code offset} and {@code @} modifiers.
 *
 * @param offsetMillis how far back, negative for forward; empty if there is no {@code offset}
 * @param pin the fixed time of {@code @}; empty if there is none
 */
record Shift(Optional<Long> offsetMillis, Optional<Pin> pin) {
    static final Shift NONE = new Shift(Optional.empty(), Optional.empty());

    /** The time a selector looks at, in milliseconds, when it is evaluated at a moment. */
    long from(Moment moment) {
        return pin.map(fixed -> fixed.in(moment)).orElse(moment.at()) - offsetMillis.orElse(0L);
    }

    /** A time that does not move with the evaluation. */
    sealed interface Pin {
        /** The time in milliseconds. */
        long in(Moment moment);

        record Fixed(long at) implements Pin {
            @Override
            public long in(Moment moment) {
                return at;
            }
        }

        record Start() implements Pin {
            @Override
            public long in(Moment moment) {
                return moment.start();
            }
        }

        record End() implements Pin {
            @Override
            public long in(Moment moment) {
                return moment.end();
            }
        }
    }
}
